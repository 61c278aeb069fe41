import re

import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.source.pdf.chars import Char
from sohoa.pipeline.source.pdf.form_values import FieldValue, with_values
from tests.support.pdf_files import PageParts, text_at, write_pdf

BOX = Box(100, 500, 300, 518)


def letters(text, x=102.0, y=504.0):
    return [
        Char(c, x + 6 * k, y, x + 6 * k + 6, y + 8, x + 6 * k, y, x + 6 * k + 6, 12, 0, "F") for k, c in enumerate(text)
    ]


def spelled(chars):
    return "".join(c.text for c in chars)


CASES = [
    ("Nguyn Thu", "Nguyễn Thu", False, "Nguyễn Thu"),
    ("", "Sở Nội vụ", False, "Sở Nội vụ"),
    ("Ni v", "Nội vụ", True, "Nội vụ"),
    ("Nội vụ", "Nội vụ", True, "Nội vụ"),
]


@pytest.mark.parametrize(("shown", "value", "drawn", "read"), CASES)
def test_a_field_has_its_value(shown, value, drawn, read):
    beside = letters("xã", x=320)
    chars, doubts = with_values([*letters(shown), *beside], [FieldValue(value, BOX, drawn)])
    assert spelled(c for c in chars if BOX.holds(c.origin_x, c.origin_y)).replace(" ", "") == read.replace(" ", "")
    assert spelled(chars).count("xã") == 1
    assert doubts == ()


def test_a_field_that_shows_something_else_is_told_and_read_as_shown():
    chars, doubts = with_values(letters("12 tỷ"), [FieldValue("15 tỷ", BOX, drawn=True)])
    assert spelled(chars) == "12 tỷ"
    assert [d.kind for d in doubts] == [DoubtKind.FIELD_SHOWS_OTHER]
    assert "12tỷ" in doubts[0].detail
    assert "15 tỷ" in doubts[0].detail


def test_a_value_is_laid_into_its_field():
    chars, _ = with_values((), [FieldValue("Dòng một\nDòng hai", BOX, drawn=False)])
    assert all(BOX.holds(c.origin_x, c.origin_y) for c in chars)
    ys = sorted({c.origin_y for c in chars}, reverse=True)
    assert len(ys) == 2


def form(path, value, appearance=""):
    """A page with a text field at (300, 100); without `appearance` the file holds none."""
    write_pdf(
        path, [PageParts(text_at(60, 760, "Người lập biểu ghi rõ họ tên"), notes=[((300, 100, 500, 118), appearance)])]
    )
    data = path.read_bytes()
    text = ("\ufeff" + value).encode("utf-16-be").hex()
    shown = f"/Subtype/Widget/FT/Tx/T(ten)/DA(/Helv 12 Tf 0 g)/V<{text}>".encode()
    data = data.replace(b"/Subtype/Stamp", shown)
    if not appearance:
        data = re.sub(rb"/AP<</N \d+ 0 R>>", b"", data)
    note = re.search(rb"(\d+) 0 obj\n<</Type/Annot", data)[1]
    data = data.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[" + note + b" 0 R]/DA(/Helv 12 Tf 0 g)>>")
    path.write_bytes(data)
    return path


def test_a_field_without_an_appearance_is_read(tmp_path):
    with open_source(form(tmp_path / "a.pdf", "Bùi Thị Đượm")) as source:
        page = source.load(1)
    assert page.layer_text.endswith("Bùi Thị Đượm")
    assert page.problems == ()
    assert page.layer_words[-1].box.x0 > 300 * 300 / 72


def test_a_field_that_is_drawn_is_read_as_drawn(tmp_path):
    with open_source(form(tmp_path / "a.pdf", "Bùi Thị Đượm", text_at(2, 5, "Bùi Văn Hạnh"))) as source:
        page = source.load(1)
    assert page.layer_text.endswith("Bùi Văn Hạnh")
    assert [p.kind for p in page.problems] == [ProblemKind.VALUE_UNREAD]
