"""A page's words: off the pixels line by line, or out of the page's own text layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.layout.runs import words_to_runs
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.protocol import Engine
from sohoa.pipeline.glyphs.comma_tails import with_tails
from sohoa.pipeline.glyphs.comparison_signs import with_bars
from sohoa.pipeline.glyphs.letter_case import with_letter_case
from sohoa.pipeline.glyphs.noise import is_noise, without_rule_ends
from sohoa.pipeline.glyphs.quarter_numerals import with_quarters
from sohoa.pipeline.glyphs.roman_numerals import as_roman_numeral, with_numerals
from sohoa.pipeline.ink.components import Components, page_to_components
from sohoa.pipeline.ink.strips import line_strips
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

PixelReader = Callable[[Page, Sequence[Grid]], tuple[TextRun, ...]]
"""`read_pixels` with its engine and settings."""


def read_pixels(page: Page, grids: Sequence[Grid], engine: Engine, settings: Settings) -> tuple[TextRun, ...]:
    """What an engine reads on a cleaned page, one run a text line; noise is left out.

    Args:
        page: cleaned, with grey pixels.
        grids: its ruled grids; no line is read across a rule.
        engine: what reads the lines.
        settings: of all stages; those of the engine and of the glyphs count.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.
    """
    if page.pixels is None:
        return ()
    parts = page_to_components(page.pixels, grid_zones(grids, page.width, page.height))
    lines = components_to_lines(parts)
    page_engine = PageEngine(engine, page.pixels, parts, monotonic() + settings.ocr.timeout_s)
    read = LineReader(page_engine, settings.ocr, settings.glyphs).read(lines)
    first_column = {n for n, cell in enumerate((c for g in grids for c in g.cells), 1) if cell.col == 0}
    runs, of_lines = [], []
    for line, words in zip(lines, read, strict=True):
        numeral = _numeral(page, parts, line, words) if line.zone in first_column else None
        run = words_to_run([numeral] if numeral else words)
        run = without_rule_ends(run) if run else None
        if run is not None and not is_noise(run, in_table=line.zone > 0):
            run = with_quarters(with_tails(with_bars(run, parts, line), parts, line), parts, line, page.pixels)
            runs.append(_inside(with_numerals(run, page.pixels), parts, line))
            of_lines.append(line)
    return with_letter_case(runs, of_lines, parts)


def _numeral(page: Page, parts: Components, line: TextLine, words: Sequence[Word]) -> Word | None:
    """A Roman numeral alone in a cell of the first column, at the place of its line."""
    if line.box.width > 4 * parts.letter_height or page.pixels is None:
        return None
    word = as_roman_numeral(words, line_strips(page.pixels, parts, [line])[0].pixels)
    return replace(word, box=line.box) if word else None


def read_layer(page: Page) -> tuple[TextRun, ...]:
    """Runs of the page's own text layer; its words have no confidence."""
    return words_to_runs(Word(w.text, w.text, w.box, None) for w in page.layer_words)


def grid_zones(grids: Sequence[Grid], width: int, height: int) -> NDArray[np.int32]:
    """Int32 (height, width): 0 outside tables, k from 1 inside the k-th cell, -1 on rules."""
    zones = np.zeros((height, width), np.int32)
    k = 0
    for grid in grids:
        zones[_area(grid.box)] = -1
        for cell in grid.cells:
            k += 1
            zones[_area(cell.box)] = k
    return zones


def _area(box: Box) -> tuple[slice, slice]:
    return slice(max(0, round(box.y0)), max(0, round(box.y1))), slice(max(0, round(box.x0)), max(0, round(box.x1)))


def _inside(run: TextRun, parts: Components, line: TextLine) -> TextRun:
    """The run with the height of its line and of its letters: the engine's boxes of words are at times too tall."""
    letters = line.members[parts.letters()[line.members]]
    size = float(np.median(parts.heights[letters])) if len(letters) else run.size
    return TextRun(run.words, Box(run.box.x0, line.box.y0, run.box.x1, line.box.y1), size)
