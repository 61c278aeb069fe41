"""Cells whose print runs upwards: turned, read, and put back at their place."""

from time import monotonic

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.pipeline.reading.recipe import grid_zones
from sohoa.pipeline.reading.turned_cells import with_turned_cells
from sohoa.settings import GlyphSettings, OcrSettings
from tests.support.engines import ScriptedEngine
from tests.support.print_strips import page as printed

WIDE, HIGH = 1200, 900
CELL = Box(300, 100, 400, 420)
BODY = [(f"các xã, phường và đơn vị thứ {k}", 100, 500 + 60 * k) for k in range(6)]


def canvas(text, turned):
    pixels = np.full((HIGH, WIDE), 255, np.uint8)
    part = printed(*BODY, size=32)
    pixels[: min(HIGH, part.shape[0]), : min(WIDE, part.shape[1])] = part[:HIGH, :WIDE]
    own = printed((text, 20, 60), size=32)[:95, :310]
    own = np.rot90(own) if turned else own
    room = pixels[int(CELL.y0) + 4 : int(CELL.y1) - 4, int(CELL.x0) + 2 : int(CELL.x1) - 2]
    room[:] = 255
    h, w = min(room.shape[0], own.shape[0]), min(room.shape[1], own.shape[1])
    room[-h:, :w] = own[-h:, :w]
    return pixels


def read(pixels, answer):
    grid = Grid(Box(290, 90, 410, 430), 1, 1, (GridCell(0, 0, 1, 1, CELL),))
    parts = page_to_components(pixels, grid_zones([grid], WIDE, HIGH))
    lines = components_to_lines(parts)
    engine = ScriptedEngine(lambda strips, _n: [answer(s) for s in strips])
    reader = LineReader(PageEngine(engine, pixels, parts, monotonic() + 60), OcrSettings(), GlyphSettings())
    runs = [TextRun((), line.box, line.box.height) for line in lines]
    done = with_turned_cells(runs, [line.zone for line in lines], [grid], reader, lines)
    return [r for r in done if r.words], engine


def sure(_strip):
    return [EngineWord("Tổng", Box(10, 5, 90, 40), 0.9), EngineWord("diện", Box(100, 5, 170, 40), 0.9)]


def unsure(_strip):
    return [EngineWord("e", Box(10, 5, 90, 40), 0.3)]


def test_a_cell_that_runs_upwards_is_turned_and_read():
    runs, _ = read(canvas("Tổng diện tích", turned=True), sure)
    assert [r.text for r in runs] == ["Tổng diện"]
    first, second = (w.box for w in runs[0].words)
    assert first.y0 > second.y1
    assert {w.turn for w in runs[0].words} == {90}
    assert all(CELL.x0 <= b.x0 and b.x1 <= CELL.x1 and CELL.y0 <= b.y0 and b.y1 <= CELL.y1 for b in (first, second))


def test_an_unsure_reading_of_the_turned_cell_is_not_taken():
    runs, engine = read(canvas("Tổng diện tích", turned=True), unsure)
    assert runs == []
    assert engine.calls > 0


@pytest.mark.parametrize("text", ["Năm 2027", "12", "TT"])
def test_an_upright_cell_is_not_turned(text):
    runs, engine = read(canvas(text, turned=False), sure)
    assert runs == []
    assert engine.calls == 0
