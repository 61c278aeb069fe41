from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from sohoa.errors import PageTimeout
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.layout.reading_order import arrange
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import LayerWord
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.reading.recipe import grid_zones, read_layer, read_print
from sohoa.settings import GlyphSettings, OcrSettings, Settings
from tests.support.engines import ScriptedEngine
from tests.support.small_page import DPI, HEIGHT, WIDTH, expected_lines


@pytest.fixture
def grids(page):
    return page_to_steps(page).grids


def read_pixels(page, grids, engine, settings):
    """The runs alone."""
    return read_print(page, grids, engine, settings)[0]


def lines_of(words):
    lines = [list(line) for _, line in groupby(words, key=lambda w: w.line)]
    return [(line[0].region.value, " ".join(w.text for w in line)) for line in lines]


def test_a_page_comes_out_line_by_line_in_order(page, grids, engine):
    words = arrange(read_pixels(page, grids, engine, Settings()), grids, WIDTH, HEIGHT)
    assert lines_of(words) == expected_lines()


def test_what_was_read_from_the_shape_of_the_ink_is_told_from_what_the_engine_read(page, grids, engine):
    words = arrange(read_pixels(page, grids, engine, Settings()), grids, WIDTH, HEIGHT)
    changed = {(w.text_ocr, w.text) for w in words if w.text != w.text_ocr}
    assert {(">", "≥"), ("<", "≤")} <= changed
    assert {after for _, after in changed} <= {"≥", "≤", "I", "II"}


def test_words_stand_where_their_ink_is(page, grids, engine):
    for run in read_pixels(page, grids, engine, Settings()):
        for w in run.words:
            b = w.box
            assert 0 <= b.x0 < b.x1 <= WIDTH
            assert 0 <= b.y0 < b.y1 <= HEIGHT
            ink = page.pixels[int(b.y0) : round(b.y1), int(b.x0) : round(b.x1)] < 128
            assert ink.mean() > 0.05, w
        assert all(a.box.x0 < b.box.x0 for a, b in zip(run.words, run.words[1:], strict=False))


def test_no_line_is_read_across_a_rule(page, grids, engine):
    for run in read_pixels(page, grids, engine, Settings()):
        cells = [c for g in grids for c in g.cells if c.box.intersection(run.box) > 0.1 * run.box.area]
        assert len(cells) <= 1


def test_the_engine_is_asked_for_lines_and_told_how_much_time_is_left(page, grids, engine):
    read_pixels(page, grids, engine, Settings(ocr=OcrSettings(timeout_s=77)))
    usual = {StripKind.LINE, StripKind.CELL, StripKind.WORD, StripKind.FIGURES}
    assert usual <= {kind for _, kind, _ in engine.calls} <= usual | {StripKind.RAW_LINE}
    times = [seconds for _, _, seconds in engine.calls]
    assert 70 < times[0] <= 77
    assert times == sorted(times, reverse=True)


def test_a_page_without_pixels_or_ink_reads_as_nothing(page, engine):
    assert read_pixels(replace(page, pixels=None), (), engine, Settings()) == ()
    paper = np.full((300, 400), 255, np.uint8)
    blank = replace(page, frame=replace(page.frame, width=400, height=300), pixels=paper)
    assert read_pixels(blank, (), engine, Settings()) == ()


LINES_ALONE = Settings(glyphs=GlyphSettings(raised_figures=False, lone_figures=False))
"""So that all strips are lines."""


def word(text, confidence, strip):
    height, width = strip.shape
    return EngineWord(text, Box(0, 0, width, height), confidence)


def test_a_doubtful_line_is_read_again_and_the_surer_reading_kept(page):
    asked = []

    def answer(strips, call):
        asked.append(len(strips))
        if call == 1:
            return [[word("chắc" if k else "ngở", 0.95 if k else 0.3, s)] for k, s in enumerate(strips)]
        return [[word("ngờ", 0.9, s)] for s in strips]

    runs = read_pixels(page, (), ScriptedEngine(answer), LINES_ALONE)
    texts = [r.text for r in runs]
    assert asked[0] > 10
    assert asked[1] == 1
    assert texts.count("ngờ") == 1
    assert "ngở" not in texts


def test_a_worse_second_reading_is_not_taken(page):
    def answer(strips, call):
        return [[word("được" if call == 1 else "dược", 0.5 if call == 1 else 0.4, s)] for s in strips]

    assert {r.text for r in read_pixels(page, (), ScriptedEngine(answer), LINES_ALONE)} == {"được"}


def test_no_second_reading_where_it_is_switched_off(page):
    engine = ScriptedEngine(lambda strips, _call: [[word("ngở", 0.5, s)] for s in strips])
    read_pixels(page, (), engine, replace(LINES_ALONE, ocr=OcrSettings(second_letter_height=0)))
    assert engine.calls == 1


def test_a_timeout_is_passed_on(page):
    def answer(_strips, _call):
        raise PageTimeout("the time is up")

    with pytest.raises(PageTimeout):
        read_pixels(page, (), ScriptedEngine(answer), LINES_ALONE)


def test_boxes_beyond_the_page_are_cut(page):
    def answer(strips, _call):
        return [[EngineWord("rộng", Box(0, 0, 90000, 90000), 0.9)] for _ in strips]

    for run in read_pixels(page, (), ScriptedEngine(answer), LINES_ALONE):
        assert run.words[0].box.x1 <= WIDTH
        assert run.words[0].box.y1 <= HEIGHT


def test_zones_are_cells_and_rules():
    cells = (GridCell(0, 0, 1, 1, Box(12, 12, 48, 38)), GridCell(0, 1, 1, 1, Box(52, 12, 88, 38)))
    zones = grid_zones([Grid(Box(10, 10, 90, 40), 1, 2, cells)], 100, 60)
    assert zones.shape == (60, 100)
    assert (zones[0, 0], zones[11, 11], zones[20, 20], zones[20, 50], zones[20, 60]) == (0, -1, 1, -1, 2)
    assert int((zones == 0).sum()) == 60 * 100 - 80 * 30


def test_zones_of_a_grid_that_reaches_over_the_page():
    cell = GridCell(0, 0, 1, 1, Box(-5, -5, 500, 500))
    zones = grid_zones([Grid(Box(-9, -9, 505, 505), 1, 1, (cell,))], 100, 60)
    assert (zones == 1).all()


def test_a_layer_is_read_as_runs_without_confidence():
    placed = [("Sở", 100), ("Nội", 130), ("vụ", 165), ("Quý", 500), ("II", 540)]
    words = tuple(LayerWord(t, Box(x, 40, x + 25, 60)) for t, x in placed)
    page = Page(PageFrame(1, 800, 400, DPI, 400, 200), None, layer_words=words[::-1])
    runs = read_layer(page)
    assert [r.text for r in runs] == ["Sở Nội vụ", "Quý II"]
    assert all(w.confidence is None and w.text == w.text_ocr for r in runs for w in r.words)


def test_a_line_of_which_nothing_came_back_is_read_raw(page):
    class FindsNoWords:
        """Like Tesseract on letters that touch: only the raw line gives words."""

        name = "finds no words"
        scale_matters = True
        needless = frozenset()

        def version(self):
            return "1.0"

        def read(self, strips, kind, _seconds):
            raw = [EngineWord("~", Box(2, 2, 8, 9), 0.9), EngineWord("Trung", Box(9, 2, 40, 18), 0.9)]
            return [raw if kind is StripKind.RAW_LINE else [] for _ in strips]

    runs = read_pixels(page, (), FindsNoWords(), Settings())
    assert runs
    assert {run.text for run in runs} == {"- Trung"}
    assert {run.words[0].text_ocr for run in runs} == {"~"}
