"""hOCR, ALTO and Markdown, read back by programs of other people: all words, in their order, at their place."""

import re
from dataclasses import replace

import pytest
from alto import parse_file
from lxml import etree, html
from markdown_it import MarkdownIt

from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Status
from sohoa.nouns.record import DocumentParts
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import RegionKind, Word
from sohoa.pipeline.export.pages.recipe import export_pages
from tests.support.layered_outputs import reading, write_output

EVIL = "<script>alert(1)</script> a&b =1+1 \"x\" 'y' \\ \x01"
LINES = (
    ("title", "KẾ HOẠCH"),
    ("title", "Trồng rừng đầu nguồn năm 2031"),
    ("body", "I. MỤC TIÊU"),
    ("body", "1. Nâng độ che phủ của rừng¹ lên 60 %, làm đường lâm nghiệp"),
    ("body", "và trạm bảo vệ rừng ở các xã"),
    ("body", "- Giao đất, giao rừng cho bản * làng_này_và_kia"),
    ("body", f"# {EVIL}"),
    ("body", "2031"),
    ("table", "TT Việc"),
    ("table", "1 Ươm | cây"),
    ("footnote", "¹ Theo Quyết định số 12/QĐ-UBND"),
    ("page_number", "2"),
)


def page(number):
    words = tuple(
        Word(token, token, Box(100.5 + 40 * n, 50.25 * k, 135 + 40 * n, 50.25 * k + 30), 0.875, k, RegionKind(region))
        for k, (region, text) in enumerate(LINES)
        for n, token in enumerate(text.split(" "))
    )
    return reading(number, words=words, words_ocr=words)


@pytest.fixture
def out(tmp_path):
    def cell(row, col, text):
        return Cell(row, col, 1, 1, (text,), (text,), 0.9, (Part(1, Box(0, 0, 9, 9)),), is_header=row == 0)

    table = Table("p001-1", 2, 2, (cell(0, 0, "TT"), cell(0, 1, "Việc"), cell(1, 0, "1"), cell(1, 1, "Ươm | <cây>")))
    source = tmp_path / 'k"é&.pdf'
    source.write_bytes(b"x")
    return write_output(tmp_path / "out", source, page(1), page(2), parts=DocumentParts(tables=(table,)), name="a")


def expected():
    """Text and box of each word of a page; a character that XML cannot hold is replaced."""
    return [
        (w.text.replace("\x01", "\ufffd"), (w.box.x0, w.box.y0, w.box.x1, w.box.y1), w.confidence)
        for w in page(1).words
    ]


def test_hocr(out, tmp_path):
    [path] = export_pages(out, "hocr", tmp_path)
    etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True))  # well-formed
    tree = html.parse(path, html.HTMLParser(encoding="utf-8"))
    pages = tree.findall(".//div[@class='ocr_page']")
    assert [p.get("title").split("; ")[2] for p in pages] == ["ppageno 0", "ppageno 1"]
    assert not tree.findall(".//script")
    for one in pages:
        words = one.findall(".//span[@class='ocrx_word']")
        found = [(w.text, *map(int, re.findall(r"\d+", w.get("title")))) for w in words]
        assert found == [(t, *(round(v) for v in box), 88) for t, box, _ in expected()]
        assert len(one.findall(".//span[@class='ocr_line']")) == len(LINES)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)


def test_alto(out, tmp_path):
    paths = list(export_pages(out, "alto", tmp_path))
    assert [p.relative_to(tmp_path).as_posix() for p in paths] == ["a/p0001.xml", "a/p0002.xml"]
    for path in paths:
        [read] = parse_file(path).layout.pages
        assert (read.width, read.height) == (page(1).frame.width, page(1).frame.height)
        strings = read.extract_strings()
        assert [s.content for s in strings] == [t for t, _, _ in expected()]
        for s, (_, box, sure) in zip(strings, expected(), strict=True):
            assert (s.hpos, s.vpos, s.hpos + s.width, s.vpos + s.height) == pytest.approx(box)
            assert s.confidence == pytest.approx(sure)
        assert len(read.extract_lines()) == len(LINES)


@pytest.fixture
def markdown(out, tmp_path):
    [path] = export_pages(out, "md", tmp_path)
    return path.read_text("utf-8")


def test_markdown_says_what_is_what(markdown):
    first = markdown.split("<!-- trang 2 -->")[0]
    assert "# KẾ HOẠCH Trồng rừng đầu nguồn năm 2031\n" in first
    assert "## I. MỤC TIÊU\n" in first
    assert "1\\. Nâng độ che phủ của rừng[^1-1] lên 60 %, làm đường lâm nghiệp và trạm bảo vệ rừng ở các xã\n" in first
    assert "- Giao đất, giao rừng cho bản \\* làng\\_này\\_và\\_kia\n" in first
    assert "[^1-1]: Theo Quyết định số 12/QĐ-UBND" in first
    assert "| 1 | Ươm \\| \\<cây\\> |" in first
    assert markdown.count("| TT | Việc |") == 1  # where the table begins


def test_markdown_holds_no_markup_of_the_scan(markdown):
    shown = MarkdownIt("commonmark").enable("table").render(markdown)
    tree = html.fromstring(shown)
    assert not tree.findall(".//script")
    assert [h.text_content() for h in tree.findall(".//h2")] == ["I. MỤC TIÊU"] * 2
    cells = [c.text_content() for c in tree.findall(".//td")]
    assert cells == ["1", "Ươm | <cây>"]
    text = " ".join(tree.text_content().split())
    assert "<script>alert(1)</script> a&b =1+1" in text
    assert "2031" in [p.text_content() for p in tree.findall(".//p")][-3:] or " 2031 " in text


@pytest.fixture
def odd(tmp_path):
    """A page with struck words, a watermark and two notes of one mark, and one that could not be read."""
    lines = (
        ("watermark", "BẢN NHÁP"),
        ("body", "Trồng 40 ha keo²"),
        ("footnote", "² Xã Ea Tul"),
        ("footnote", "² - Xã Ea Kao"),
    )
    words = [
        Word(token, token, Box(100 + 40 * n, 50 * k, 135 + 40 * n, 50 * k + 30), 0.9, k, RegionKind(region))
        for k, (region, text) in enumerate(lines)
        for n, token in enumerate(text.split(" "))
    ]
    words = tuple(replace(w, struck=w.text in ("40", "ha")) for w in words)
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    first, failed = reading(1, words=words, words_ocr=words), reading(2, lines=(), status=Status.FAILED)
    return write_output(tmp_path / "out", source, first, failed, reading(3))


@pytest.mark.parametrize("to", ["hocr", "alto", "md"])
def test_what_is_struck_out_is_left_out(odd, tmp_path, to):
    text = next(iter(export_pages(odd, to, tmp_path / to))).read_text("utf-8")
    assert "Trồng" in text
    assert "keo" in text
    assert not re.search(r"\bha\b", text)
    assert ("NHÁP" in text) == (to != "md")  # in hOCR and ALTO its block says what it is


def test_a_page_that_could_not_be_read_is_no_blank_one(odd, tmp_path):
    assert [p.name for p in export_pages(odd, "alto", tmp_path)] == ["p0001.xml", "p0003.xml"]


def test_two_notes_of_one_mark_are_both_kept(odd, tmp_path):
    [path] = export_pages(odd, "md", tmp_path)
    assert "[^1-2]: Xã Ea Tul\\\n\\- Xã Ea Kao\n" in path.read_text("utf-8")


def test_a_page_without_words(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"x")
    out = write_output(tmp_path / "out", source, reading(1, lines=()), reading(2))
    [hocr] = export_pages(out, "hocr", tmp_path / "h")
    assert hocr.read_text("utf-8").count("ocr_page") >= 2
    assert len(list(export_pages(out, "alto", tmp_path / "a"))) == 2
