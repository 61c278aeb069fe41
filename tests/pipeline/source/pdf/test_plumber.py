"""The second reader of text layers gives what the first gives."""

import math
import random

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.layers.legacy_codes import encode
from sohoa.errors import UnreadableFile
from sohoa.nouns.geometry import IDENTITY
from sohoa.nouns.page import TextLayer
from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.source.pdf.chars import UNKNOWN_LETTER
from sohoa.pipeline.source.pdf.plumber import plumber_chars
from sohoa.settings import SourceSettings
from tests.support.pdf_files import PageParts, legacy_at, text_at, write_pdf
from tests.support.pdf_pages import LINES, paragraphs

SIDE_BEARING = 0.15
"""What a letter's advance may reach beyond its ink on either side, in font sizes."""
LETTER_KIND = 0.3
"""What a letter of a font may be higher or lower than its kind in Times, in font sizes."""
STAND_IN = {"side": 0.45, "height": 0.8}
"""The same where the file holds no font: PDFium tells the ink of the letters that it draws instead."""
RULE_POINTS = 0.1
"""What rules may lie apart."""
TABLE = """
<style>
  @page { size: A4 %s; margin: 2cm }
  body { font: 13pt serif } td, th { border: 0.5pt solid; padding: 3pt } table { border-collapse: collapse }
  h1 { font-size: 14pt; border-bottom: 1pt solid } em { letter-spacing: 0.4pt }
</style>
<h1>KẾ HOẠCH CHUYỂN ĐỔI SỐ TỈNH SÔNG LAM NĂM 2031</h1>
<p style="text-align: justify">Thực hiện Nghị quyết số 12-NQ/TU ngày 03/02/2031 của Tỉnh ủy, Ủy ban nhân dân tỉnh
ban hành kế hoạch với <b>mục tiêu</b>, <i>nhiệm vụ</i> và <em>giải pháp</em> như sau (đơn vị: m<sup>2</sup>, %%):</p>
<table><tr><th>TT<th>Nhiệm vụ<th colspan=2>Thời gian</tr>
<tr><td>1<td>Phủ sóng mạng thế hệ mới đến 95,5%% thôn, bản<td>Quý I<td>Quý IV/2031</tr>
<tr style="background: #eee"><td>2<td>Số hóa 1.250.000 trang hồ sơ lưu trữ<td>–<td>15/12/2031</tr></table>
"""


def read(path, reader, number=1, with_pixels=False):
    with open_source(path, SourceSettings(layer_reader=reader)) as source:
        return source.load(number, with_pixels)


def assert_same(path, em=12.0, side=SIDE_BEARING, height=LETTER_KIND):
    """Both readers give the same words in the same places, the same rules, the same judgement."""
    one, two = read(path, "pdfium"), read(path, "pdfplumber")
    assert [w.text for w in one.layer_words] == [w.text for w in two.layer_words]
    assert one.layer_text == two.layer_text
    pixels = em * one.dpi / 72
    for a, b in zip((w.box for w in one.layer_words), (w.box for w in two.layer_words), strict=True):
        assert (a.x0, a.x1) == pytest.approx((b.x0, b.x1), abs=side * pixels)
        assert (a.y0, a.y1) == pytest.approx((b.y0, b.y1), abs=height * pixels)
    ends = [[(r.x0, r.y0, r.x1, r.y1) for r in page.rules] for page in (one, two)]
    assert len(ends[0]) == len(ends[1])
    for a, b in zip(*ends, strict=True):
        assert a == pytest.approx(b, abs=RULE_POINTS * one.dpi / 72)
    assert (one.layer, one.layer_decoded) == (two.layer, two.layer_decoded)
    assert (one.frame.rotation, one.dpi) == (two.frame.rotation, two.dpi)
    assert one.problems == two.problems
    return two


@pytest.fixture
def written(tmp_path):
    def write(page, legacy_font=None):
        return write_pdf(tmp_path / "a.pdf", [page], legacy_font)

    return write


@pytest.mark.parametrize("paper", ["portrait", "landscape"])
def test_a_typeset_page_with_a_table(tmp_path, paper):
    weasyprint = pytest.importorskip("weasyprint")
    path = tmp_path / "a.pdf"
    weasyprint.HTML(string=TABLE % paper).write_pdf(path)
    page = assert_same(path, em=14)
    assert "1.250.000" in page.layer_text
    assert sum(r.horizontal for r in page.rules) >= 4
    assert page.layer is TextLayer.SOUND


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_with_a_crop_box(written, rotate):
    ruled = "100 500 200 0.5 re f 0.7 w 150 300 m 150 420 l S 1 g 50 50 400 0.5 re f\n"
    # One line: where lines run sideways on the shown page, PDFium gives them in another order.
    page = PageParts(paragraphs(LINES[:1]) + ruled, box=(10, 20, 605, 862), crop=(20, 30, 520, 800), rotate=rotate)
    assert len(assert_same(written(page), **STAND_IN).rules) == 2


@pytest.mark.parametrize("turn", [(1, 0, 0, 1), (0, 1, -1, 0), (0, -1, 1, 0), (-1, 0, 0, -1), (0.8, 0.6, -0.6, 0.8)])
@pytest.mark.parametrize("rotate", [0, 90])
def test_turned_text(written, turn, rotate):
    page = PageParts(text_at(300, 400, "Tỉnh Sông Lam", turn=turn), rotate=rotate)
    assert_same(written(page), **STAND_IN)


@pytest.mark.parametrize(("code", "font"), [("tcvn3", ".VnTime"), ("tcvn3", "Helvetica"), ("vni", "VNI-Times")])
def test_a_legacy_layer(written, code, font):
    content = paragraphs([encode(line, code) for line in LINES], legacy_at)
    one, two = (read(written(PageParts(content), font), reader) for reader in ("pdfium", "pdfplumber"))
    assert two.layer_text.splitlines() == LINES
    assert (two.layer, two.layer_decoded, two.problems) == (one.layer, one.layer_decoded, one.problems)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (text_at(60, 760, "Sô\u0301 liê\u0323u"), "Số liệu"),
        (text_at(60, 760, "Kế hoạch") + text_at(60.4, 760, "Kế hoạch"), "Kế hoạch"),
        (text_at(60, 760, "đô") + text_at(77, 760, "thị"), "đô thị"),
        (text_at(60, 760, "\ufb01n \u00adđất TT\u00ad"), "fin đất TT-"),
    ],
    ids=["marks apart", "imitated bold", "gap", "ligature and hyphens"],
)
def test_words_are_made_alike(written, content, text):
    path = written(PageParts(content))
    assert read(path, "pdfium").layer_text == text
    assert read(path, "pdfplumber").layer_text == text


def test_stamps_are_read_by_pdfium_for_both(written):
    note = ((300, 100, 400, 120), text_at(2, 5, "316/QĐ"))
    page = assert_same(written(PageParts(paragraphs(LINES), notes=[note])), **STAND_IN)
    assert page.layer_words[-1].text == "316/QĐ"


def test_pages_are_let_go_and_the_file_is_opened_anew(tmp_path, monkeypatch):
    pages = 40
    path = write_pdf(tmp_path / "a.pdf", [PageParts(text_at(60, 760, f"Trang {i}")) for i in range(1, pages + 1)])
    opened, closed = [], set()
    open_file, close_page = pdfplumber.open, pdfplumber.page.Page.close
    monkeypatch.setattr(pdfplumber, "open", lambda p: opened.append(p) or open_file(p))
    monkeypatch.setattr(pdfplumber.page.Page, "close", lambda p: closed.add(p.page_number) or close_page(p))
    order = random.Random(7).sample(range(1, pages + 1), pages)
    with open_source(path, SourceSettings(layer_reader="pdfplumber")) as source:
        for number in order:
            assert source.load(number).layer_text == f"Trang {number}"
    assert closed == set(order)
    assert 2 <= len(opened) <= 4


@pytest.mark.parametrize("failure", [KeyError("Root"), RecursionError("too deep"), AssertionError()])
def test_any_failure_of_the_library_names_file_and_page(written, monkeypatch, failure):
    path = written(PageParts(paragraphs(LINES)))

    def fail(*_):
        raise failure

    monkeypatch.setattr(pdfplumber, "open", fail)
    with pytest.raises(UnreadableFile, match=r"a\.pdf, page 1: pdfplumber .*layer_reader to pdfium"):
        read(path, "pdfplumber")


def glyph(text, size, turn, stretch=1.0, advance=0.5):
    """What pdfplumber tells of a glyph at (50, 60), its matrix turned and stretched."""
    a, b, c, d = stretch * math.cos(turn), stretch * math.sin(turn), -math.sin(turn), math.cos(turn)
    along = advance * size
    return {
        "text": text,
        "matrix": (a, b, c, d, 50.0, 60.0),
        "adv": along,
        "width": abs(a * along) + abs(c * size),
        "height": abs(b * along) + abs(d * size),
        "fontname": "Times",
    }


@given(
    st.floats(1, 100),
    st.floats(-3.1, 3.1),
    st.floats(0.5, 1.5),
    st.sampled_from(["a", "Ẵ", "g", "-", ".", "fi", "e\u0302\u0301"]),
)
def test_size_and_direction_come_back_from_a_turned_box(size, turn, stretch, text):
    chars = list(plumber_chars(glyph(text, size, turn, stretch), IDENTITY))
    assert "".join(c.text for c in chars) == text
    end = 50 * math.cos(turn) + 60 * math.sin(turn) + 0.5 * size * stretch
    assert chars[-1].end == pytest.approx(end, abs=1e-6 * size + 1e-6)
    for c in chars:
        assert c.em == pytest.approx(size, rel=1e-6)
        assert c.angle == pytest.approx(turn, abs=1e-9)
        assert c.x0 < c.x1
        assert c.y0 < c.y1


@pytest.mark.parametrize(
    ("text", "shown"),
    [("(cid:7)", UNKNOWN_LETTER), ("(cid:173)", "\u00ad"), ("\uf0b7", "•"), ("\xa0", " "), ("\x03", " ")],
)
def test_what_is_no_letter(text, shown):
    assert [c.text for c in plumber_chars(glyph(text, 12, 0), IDENTITY)] == [shown]


def test_a_glyph_without_text_prints_nothing():
    assert list(plumber_chars(glyph("", 12, 0), IDENTITY)) == []
