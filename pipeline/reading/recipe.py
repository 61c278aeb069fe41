"""A page's words: off the pixels line by line, or out of the page's own text layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page
from sohoa.nouns.printed_line import words_to_runs
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import LayerWord, RegionKind, Word
from sohoa.pipeline.engine.protocol import Engine
from sohoa.pipeline.glyphs.lone_dashes import lone_dashes
from sohoa.pipeline.glyphs.recipe import read_glyphs
from sohoa.pipeline.glyphs.strange_signs import with_strange_signs
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.specks import without_specks
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from sohoa.pipeline.ink.touching_lines import part_touching_lines
from sohoa.pipeline.ink.worn_glyphs import mend_worn_glyphs
from sohoa.pipeline.reading.covered_lines import covers, read_covered
from sohoa.pipeline.reading.hidden_lines import read_hidden
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.lost_glyphs import with_lost_glyphs
from sohoa.pipeline.reading.lost_lines import LostPrint, read_again
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.pipeline.reading.seal_scraps import with_scraps_told
from sohoa.pipeline.reading.stamped_lines import read_stamped
from sohoa.pipeline.reading.struck_lines import with_struck
from sohoa.pipeline.reading.turned_cells import with_turned_cells
from sohoa.settings import Settings

if TYPE_CHECKING:
    from sohoa.pipeline.ink.components import Zones

PrintReader = Callable[[Page, Sequence[Grid]], tuple[tuple[TextRun, ...], LostPrint]]
"""`read_print` with its engine and settings."""


def read_print(
    page: Page, grids: Sequence[Grid], engine: Engine, settings: Settings
) -> tuple[tuple[TextRun, ...], LostPrint]:
    """What an engine reads on a cleaned page, one run a text line, as the ink has it printed; and what it does not.

    Noise is left out of both.

    Args:
        page: cleaned, with pixels: uint8 grey (height, width).
        grids: its ruled grids; no line is read across a rule.
        engine: what reads the lines.
        settings: of all stages; those of the engine and of the glyphs count.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    if page.pixels is None:
        return (), LostPrint()
    parts = page_to_components(page.pixels, grid_zones(grids, page.width, page.height))
    pixels, parts = without_specks(page.pixels, parts)
    parts, lines = part_touching_lines(parts, components_to_lines(parts))
    parts, lines = mend_worn_glyphs(pixels, parts, lines)
    page_engine = PageEngine(engine, pixels, parts, monotonic() + settings.ocr.timeout_s)
    glyphs = replace(settings.glyphs, **dict.fromkeys(engine.needless, False))
    reader = LineReader(page_engine, settings.ocr, glyphs)
    read = reader.read(lines)
    cells = [cell for grid in grids for cell in grid.cells]
    columns = [None, *(cell.col for cell in cells)]
    inks = [LineInk(pixels, parts, line, columns[line.zone]) for line in lines]
    runs = [words_to_run(words) or _wordless(line) for line, words in zip(lines, read, strict=True)]
    printed = read_glyphs(runs, inks, glyphs).runs
    dashes = lone_dashes(pixels, parts, lines, cells) if glyphs.lone_dashes else ()
    level = [_on_line(run, ink) for run, ink in zip(printed, inks, strict=True)]
    level = with_strange_signs(with_lost_glyphs(with_struck(level, inks), inks), inks)
    level, again, lost = read_again(page_engine, inks, level)
    level = read_covered(page_engine, lines, level, settings.ocr.letter_height, [cell.box for cell in cells])
    level, beside = read_stamped(reader, lines, level)
    level = with_scraps_told(parts, lines, level)
    again = [*again, *beside, *read_hidden(page_engine, lines, level, covers(parts))]
    done = with_turned_cells(level, [line.zone for line in lines], grids, reader, lines)
    return (*(run for run in (*done, *again) if run.words), *dashes), lost


def read_layer(page: Page) -> tuple[TextRun, ...]:
    """Runs of the page's own text layer; its words have no confidence."""
    return words_to_runs(_layer_word(w) for w in page.layer_words)


def _layer_word(word: LayerWord) -> Word:
    region = RegionKind.WATERMARK if word.watermark else RegionKind.BODY
    return Word(word.text, word.text, word.box, None, region=region, turn=word.turn, struck=word.struck)


def grid_zones(grids: Sequence[Grid], width: int, height: int) -> Zones:
    """Int16, for very many cells int32, (height, width): 0 outside tables, k from 1 in the k-th cell, -1 on rules."""
    n = sum(len(grid.cells) for grid in grids)
    zones = np.zeros((height, width), np.int16 if n <= np.iinfo(np.int16).max else np.int32)
    k = 0
    for grid in grids:
        zones[_area(grid.box)] = -1
        for cell in grid.cells:
            k += 1
            zones[_area(cell.box)] = k
    return zones


def _area(box: Box) -> tuple[slice, slice]:
    return slice(max(0, round(box.y0)), max(0, round(box.y1))), slice(max(0, round(box.x0)), max(0, round(box.x1)))


def _wordless(line: TextLine) -> TextRun:
    """What is known of a line of which nothing was read."""
    return TextRun((), line.box, line.box.height)


def _on_line(run: TextRun, ink: LineInk) -> TextRun:
    """The run with the height of its line and of its letters: the engine's boxes of words are at times too tall."""
    line, heights = ink.line.box, ink.parts.heights[ink.letters]
    size = float(np.median(heights)) if len(heights) else run.size
    return TextRun(run.words, Box(run.box.x0, line.y0, run.box.x1, line.y1), size)
