"""A page's words: off the pixels line by line, or out of the page's own text layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import regex

from extract.lines import Components, TextLine, components_to_lines, line_strips, page_to_components
from extract.noise import LEAST_SURE, is_noise, without_rule_ends
from extract.quarters import with_quarters
from extract.runs import Run, words_to_run, words_to_runs
from extract.signs import as_roman_numeral, with_bars, with_numerals
from pipeline.engine_words import EngineWord
from pipeline.model import Box, Grid, Page, Word
from pipeline.ocr import PSM_LINE, open_engine
from pipeline.settings import OcrSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray


_NUMBER = regex.compile(r"[<>≤≥]?\d+(?:[.,]\d+)*(?:[-–/]\d+(?:[.,]\d+)*)*[%‰.]?|\(\d+%\)")
VALUE_WIDTH = 8.0
"""A line in a cell no wider than this, in letter heights, is a lone value: a number, a date, a word."""
DISPUTED = 0.5
"""Most confidence that a value may have whose two readings differ."""


def read_pixels(page: Page, grids: Sequence[Grid], settings: OcrSettings) -> tuple[Run, ...]:
    """What the engine reads on a cleaned page, one run a text line; noise is left out.

    Args:
        page: cleaned, with grey pixels.
        grids: its ruled grids; no line is read across a rule.
        settings: of the engine.

    Raises:
        EngineMissing, EngineFailed, PageTimeout: see `pipeline.ocr`.
    """
    if page.pixels is None:
        return ()
    parts = page_to_components(page.pixels, grid_zones(grids, page.width, page.height))
    lines = components_to_lines(parts)
    end = monotonic() + settings.timeout_s
    read = _read_lines(page, parts, lines, settings.letter_height, settings, end)
    _read_again(page, parts, lines, read, settings, end)
    first_column = {n for n, cell in enumerate((c for g in grids for c in g.cells), 1) if cell.col == 0}
    runs = []
    for line, words in zip(lines, read, strict=True):
        numeral = _numeral(page, parts, line, words) if line.zone in first_column else None
        run = words_to_run([numeral] if numeral else words)
        run = without_rule_ends(run) if run else None
        if run is not None and not is_noise(run, in_table=line.zone > 0):
            run = with_quarters(with_bars(run, parts, line), parts, line, page.pixels)
            runs.append(_inside(with_numerals(run, page.pixels), parts, line))
    return tuple(runs)


def _read_lines(
    page: Page, parts: Components, lines: Sequence[TextLine], letter_height: int, settings: OcrSettings, end: float
) -> list[list[Word]]:
    """Words of each line at their places on the page; `end` is when the time is up, monotonic seconds."""
    assert page.pixels is not None
    strips = line_strips(page.pixels, parts, lines, letter_height or None)
    read = open_engine(settings).read([s.pixels for s in strips], PSM_LINE, end - monotonic())
    return [[_on_page(w, s.x, s.y, s.scale, page) for w in words] for s, words in zip(strips, read, strict=True)]


def _read_again(
    page: Page,
    parts: Components,
    lines: Sequence[TextLine],
    read: list[list[Word]],
    settings: OcrSettings,
    end: float,
) -> None:
    """Put better readings in place of doubtful ones, and of lone values in cells.

    A value has no context that would show a lost comma, so it is always read at two sizes;
    where they disagree, neither is trusted.
    """
    if not settings.second_letter_height:
        return
    value = [line.zone > 0 and line.box.width < VALUE_WIDTH * parts.letter_height for line in lines]
    chosen = [k for k, words in enumerate(read) if value[k] or _surety(words) < settings.second_reading_below]
    again = _read_lines(page, parts, [lines[k] for k in chosen], settings.second_letter_height, settings, end)
    for k, words in zip(chosen, again, strict=True):
        if not value[k]:
            read[k] = max((read[k], words), key=_merit)
            continue
        agreed = _spelled(read[k]) == _spelled(words)
        best = _better_value(words, read[k])
        read[k] = best if agreed else [replace(w, confidence=min(w.confidence or 0.0, DISPUTED)) for w in best]


def _better_value(larger: list[Word], smaller: list[Word]) -> list[Word]:
    """Of two readings of a lone value: the one that is a number, then the larger picture, which keeps commas."""
    numeric = [bool(_NUMBER.fullmatch(_spelled(words))) for words in (larger, smaller)]
    if numeric[0] != numeric[1]:
        return larger if numeric[0] else smaller
    if numeric[0] and _surety(larger) >= LEAST_SURE:
        return larger
    return max((larger, smaller), key=_merit)


def _spelled(words: Sequence[Word]) -> str:
    return "".join(w.text for w in words)


def _surety(words: Sequence[Word]) -> float:
    """Confidence of the weakest word, 0 where nothing was read."""
    return min((w.confidence or 0.0 for w in words), default=0.0)


def _merit(words: Sequence[Word]) -> float:
    """How much a reading is worth beside another of the same line: mean confidence a letter, less the doubt."""
    letters = sum(len(w.text) for w in words)
    mean = sum(len(w.text) * (w.confidence or 0.0) for w in words) / letters if letters else 0.0
    return mean + 0.25 * _surety(words)


def _numeral(page: Page, parts: Components, line: TextLine, words: Sequence[Word]) -> Word | None:
    """A Roman numeral alone in a cell of the first column, at the place of its line."""
    if line.box.width > 4 * parts.letter_height or page.pixels is None:
        return None
    word = as_roman_numeral(words, line_strips(page.pixels, parts, [line])[0].pixels)
    return replace(word, box=line.box) if word else None


def read_layer(page: Page) -> tuple[Run, ...]:
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


def _on_page(word: EngineWord, x: float, y: float, scale: float, page: Page) -> Word:
    """An engine's word at its place on the page."""

    def within(v: float, most: int) -> float:
        return min(max(0.0, v), float(most))

    b = word.box
    box = Box(
        within(b.x0 / scale + x, page.width),
        within(b.y0 / scale + y, page.height),
        within(b.x1 / scale + x, page.width),
        within(b.y1 / scale + y, page.height),
    )
    return Word(word.text, word.text, box, word.confidence, alternatives=word.alternatives)


def _inside(run: Run, parts: Components, line: TextLine) -> Run:
    """The run with the height of its line and of its letters: the engine's boxes of words are at times too tall."""
    letters = line.members[parts.letters()[line.members]]
    size = float(np.median(parts.heights[letters])) if len(letters) else run.size
    return Run(run.words, Box(run.box.x0, line.box.y0, run.box.x1, line.box.y1), size)
