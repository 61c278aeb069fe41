from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import sohoa.pipeline.recipe
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import ProblemKind, Status
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import LayerWord, RegionKind, Word
from sohoa.pipeline.reading.lost_lines import LostPrint
from sohoa.pipeline.recipe import build_document, has_witness, page_text, read_page, uses_layer
from sohoa.pipeline.restoration import mend_words
from sohoa.settings import OcrSettings, RecordSettings, RestoreSettings, Settings, SourceSettings, TableSettings
from tests.support.small_page import DPI, FOLDER, expected_lines, small_page

UNTOUCHED = Settings(ocr=OcrSettings(engine="tesserocr"), restore=RestoreSettings(enabled=False))


@pytest.fixture
def scan(tmp_path):
    """The small page as a file."""
    path = tmp_path / "trang.png"
    Image.open(FOLDER / "page.png").save(path, dpi=(DPI, DPI))
    return path


@pytest.mark.engine
def test_a_scan_is_read_from_file_to_words_and_grids(scan):
    reading = read_page(scan, 1, UNTOUCHED)
    assert (reading.status, reading.text_source, reading.text_layer) == (
        Status.OK, TextSource.OCR, TextLayer.NONE,
    )  # fmt: skip
    texts = [line for line in page_text(reading.words).split("\n") if line]
    assert texts == [text for _, text in expected_lines()]
    assert len(reading.grids) == 1
    assert {"source", "cleanup", "grids", "ocr"} <= set(reading.seconds)
    assert (reading.frame.source_width, reading.frame.source_height) == pytest.approx((595.2, 480.0), abs=0.1)


@pytest.mark.engine
def test_what_a_document_is_made_of(scan):
    reading = read_page(scan, 1, UNTOUCHED)
    parts = build_document([reading], Settings())
    assert (parts.header.code, parts.header.issuing_authority) == ("218/KH-SNN", "SỞ NÔNG NGHIỆP")
    assert parts.header.signer_name == "Lò Thị Mẫu"
    (table,) = parts.tables
    assert (table.n_rows, table.n_cols) == (5, 3)
    assert {c.text for c in table.cells} >= {"Tiêm phòng vắc xin cho đàn trâu, bò", "≥ 90%", ""}
    bare = build_document([reading], Settings(tables=TableSettings(enabled=False)))
    assert (bare.tables, bare.tasks, bare.indicators) == ((), (), ())
    assert bare.header == parts.header
    untyped = build_document([reading], Settings(records=RecordSettings(enabled=False)))
    assert (untyped.tasks, untyped.indicators) == ((), ())
    assert untyped.tables == parts.tables


@pytest.mark.engine
def test_an_empty_sheet_says_so(tmp_path):
    path = tmp_path / "trắng.png"
    Image.fromarray(np.full((900, 700), 255, np.uint8)).save(path, dpi=(100, 100))
    reading = read_page(path, 1, Settings())
    assert reading.words == ()
    assert [p.kind for p in reading.problems] == [ProblemKind.BLANK_PAGE]
    assert build_document([reading], Settings()).tables == ()


def test_a_text_file_is_a_layer_alone(tmp_path):
    path = tmp_path / "văn bản.txt"
    path.write_text("KẾ HOẠCH\n\nPhòng, chống dịch bệnh.\n\fTrang hai.\n", "utf-8")
    first, second = (read_page(path, n, Settings()) for n in (1, 2))
    assert page_text(first.words).split() == ["KẾ", "HOẠCH", "Phòng,", "chống", "dịch", "bệnh."]
    assert page_text(second.words) == "Trang hai."
    assert (first.text_source, first.text_layer) == (TextSource.LAYER, TextLayer.SOUND)
    assert all(w.box is None and w.confidence is None for w in first.words)


def plain_reading(*words):
    return PageReading(
        PageFrame(1, 900, 900, 300, 216, 216),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words_ocr=words,
        words=words,
    )


def test_from_known_words_nothing_is_read_anew(tmp_path):
    words = tuple(
        Word(t, t, Box(60 * k, 0, 60 * k + 50, 30), 0.3 if t == "câp" else 0.99)
        for k, t in enumerate(["các", "sở,", "ban,", "ngành", "câp", "tỉnh", "phối", "hợp"])
    )
    known = plain_reading(*words)
    again = read_page(tmp_path / "there is no such file.pdf", 1, Settings(), known)
    assert again == mend_words(known, RestoreSettings())
    assert "cấp" in page_text(again.words)
    assert page_text(again.words, ocr=True) == page_text(words)


LAYER = (LayerWord("Sở", Box(0, 0, 9, 9)),)


@pytest.mark.parametrize(
    ("layer", "decoded", "words", "wanted", "used"),
    [
        (TextLayer.SOUND, False, LAYER, True, True),
        (TextLayer.SOUND, False, (), True, False),
        (TextLayer.SOUND, False, LAYER, False, False),
        (TextLayer.BROKEN, False, LAYER, True, False),
        (TextLayer.BROKEN, True, LAYER, True, True),
        (TextLayer.NONE, False, (), True, False),
    ],
)
def test_which_layers_are_used(layer, decoded, words, wanted, used):
    page = replace(small_page(), layer=layer, layer_decoded=decoded, layer_words=words)
    assert uses_layer(page, Settings(source=SourceSettings(use_text_layer=wanted))) is used


def test_the_layer_of_a_scan_is_a_witness_and_no_stand_in():
    page = replace(small_page(), layer=TextLayer.SOUND, layer_words=LAYER, layer_drawn=False)
    assert not uses_layer(page, Settings())
    assert has_witness(page, Settings())
    assert not has_witness(page, Settings(source=SourceSettings(use_text_layer=False)))
    assert not has_witness(replace(page, layer_drawn=True), Settings())
    assert not has_witness(replace(page, layer=TextLayer.BROKEN), Settings())


def source_of(page):
    """A file of one page, as `open_source` gives it."""

    class Source:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def load(self, _number, **_):
            return page

    return Source()


def test_a_page_with_a_used_layer_is_neither_cleaned_nor_read(monkeypatch, tmp_path):
    words = tuple(LayerWord(t, Box(100 + 60 * k, 100, 150 + 60 * k, 130)) for k, t in enumerate(["Sở", "Nội", "vụ"]))
    page = Page(
        PageFrame(1, 900, 900, 300, 216, 216), None, layer_words=words, layer=TextLayer.SOUND, layer_text="Sở Nội vụ"
    )

    monkeypatch.setattr(sohoa.pipeline.recipe, "open_source", lambda *_: source_of(page))
    monkeypatch.setattr(sohoa.pipeline.recipe, "read_print", None)
    monkeypatch.setattr(sohoa.pipeline.recipe, "clean_page", None)
    reading = read_page(tmp_path / "x.pdf", 1, Settings(ocr=OcrSettings()))
    assert page_text(reading.words) == "Sở Nội vụ"
    assert (reading.text_source, reading.words) == (TextSource.LAYER, reading.words_ocr)


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_print_that_was_not_read_is_told(monkeypatch, tmp_path, is_mirrored):
    """Of a page that was turned over what was lost after that counts."""
    lost = iter([LostPrint(0.9, (Box(0, 0, 9, 9),)), LostPrint(0.25, (Box(100, 200, 300, 220),))][not is_mirrored :])
    fakes = {
        "open_source": lambda *_: source_of(small_page()),
        "clean_page": lambda page, *_: page,
        "open_engine": lambda _: None,
        "strip_confidence": lambda _: None,
        "unmirrored": lambda page, *_: replace(page) if is_mirrored else None,
        "read_print": lambda *_: ((), next(lost)),
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(sohoa.pipeline.recipe, name, fake)
    [told] = [p for p in read_page(tmp_path / "x.png", 1, Settings()).problems if p.kind is ProblemKind.NOT_READ]
    assert told.doubts[0].detail == "25 | x 100-300, y 200-220 px"


def in_region(kind, line, *texts):
    return [Word(t, t.upper(), None, None, line, kind) for t in texts]


def test_text_has_a_line_for_a_line_and_a_blank_one_between_regions():
    words = (
        *in_region(RegionKind.TITLE, 0, "kế", "hoạch"),
        *in_region(RegionKind.BODY, 1, "một", "hai"),
        *in_region(RegionKind.BODY, 2, "ba"),
        *in_region(RegionKind.FOOTNOTE, 3, "bốn"),
    )
    assert page_text(words) == "kế hoạch\n\nmột hai\nba\n\nbốn"
    assert page_text(words, ocr=True) == "KẾ HOẠCH\n\nMỘT HAI\nBA\n\nBỐN"
    assert page_text(()) == ""


def test_words_that_were_put_in_leave_no_gap_in_the_engine_s_text():
    words = (Word("nhiệm", "nhiệmvụ", None, None), Word("vụ", "", None, None), Word("mới", "mới", None, None))
    assert page_text(words) == "nhiệm vụ mới"
    assert page_text(words, ocr=True) == "nhiệmvụ mới"


def test_struck_text_is_kept_in_words_alone():
    texts = ["Kinh", "phí", "40", "60", "triệu", "đồng"]
    words = tuple(
        Word(t, t, Box(100 + 60 * k, 100, 150 + 60 * k, 130), None, struck=t == "40") for k, t in enumerate(texts)
    )
    cell = GridCell(0, 0, 1, 1, Box(90, 90, 700, 140))
    grid = Grid(Box(90, 90, 700, 200), 2, 1, (cell, GridCell(1, 0, 1, 1, Box(90, 140, 700, 200))))
    frame = PageFrame(1, 900, 900, 300, 216, 216)
    reading = PageReading(frame, TextSource.LAYER, TextLayer.SOUND, words_ocr=words, words=words, grids=(grid,))
    assert page_text(reading.words) == "Kinh phí 60 triệu đồng"
    (table,) = build_document([reading], Settings()).tables
    assert "Kinh phí 60 triệu đồng" in [c.text for c in table.cells]
    assert [w.text for w in reading.words if w.struck] == ["40"]
