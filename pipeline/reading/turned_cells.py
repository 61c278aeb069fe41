"""Cells whose print runs upwards, as headings of narrow columns do: they are turned, read, and put back at their place.

A cell is looked at if it is high and narrow; its print runs upwards if its letters make longer lines on the cell turned
by 90° than as it stands. Whether it is to be believed, the engine says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import Components, page_to_components
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.page_engine import PageEngine

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_HIGH, _LEAST_HEIGHT, _WIDEST = 1.1, 4.0, 10.0
"""A cell looked at is so many times as high as wide, and so many letter heights high; none is wider. Guesses."""
_LONGER, _FEWEST = 1.5, 4
"""The longest line of the turned cell has so many times the letters of the longest one as it stands, and so many."""
_SURE = 0.6
"""Mean confidence from which the turned reading is taken; upright print read turned has less than 0.4. A guess."""
_PAPER = 80
"""Per cent of a cell's pixels that are no lighter than its paper."""
_UPWARDS = 90
"""Degrees anticlockwise by which such print stands turned."""
_INSET = 1
"""Pixels left out at each side of a cell: blur of its rules."""


@dataclass(frozen=True, slots=True, eq=False)
class _Turned:
    """A cell turned by 90° clockwise: its zone on the page, place, pixels, components and lines."""

    zone: int
    x: int
    y: int
    height: int
    pixels: NDArray[uint8]
    parts: Components
    lines: tuple[TextLine, ...]


def with_turned_cells(
    runs: Sequence[TextRun], zones: Sequence[int], grids: Sequence[Grid], reader: LineReader, lines: Sequence[TextLine]
) -> tuple[TextRun, ...]:
    """The runs of a page; those of cells whose print runs upwards as they are read once the cell is turned.

    Args:
        runs: as read, one a line.
        zones: the zone of each line, 0 outside of tables.
        grids: of the page; their cells in order are the zones from 1.
        reader: what reads the page.
        lines: its text lines, in the order of `runs`.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A heading that runs up its column is turned before it is read.
    Test: pipeline/reading/test_turned_cells.py::test_a_cell_that_runs_upwards_is_turned_and_read
    """
    found = {t.zone: t for t in _turned(grids, reader.page, lines)}
    if not found:
        return tuple(runs)
    out = [run for run, zone in zip(runs, zones, strict=True) if zone not in found]
    for zone, turned in found.items():
        here = [run for run, z in zip(runs, zones, strict=True) if z == zone]
        page = replace(reader.page, pixels=turned.pixels, parts=turned.parts)
        read = replace(reader, page=page).read(turned.lines)
        again = [_on_page(words, line, turned) for words, line in zip(read, turned.lines, strict=True) if words]
        out += again if _sureness(again) >= max(_SURE, _sureness(here)) else here
    return tuple(out)


def _turned(grids: Sequence[Grid], page: PageEngine, lines: Sequence[TextLine]) -> Iterator[_Turned]:
    letter = page.parts.letter_height
    longest: dict[int, int] = {}
    for line in lines:
        longest[line.zone] = max(longest.get(line.zone, 0), _letters(line, page.parts))
    cells = [cell for grid in grids for cell in grid.cells]
    for zone, cell in enumerate(cells, 1):
        box = cell.box
        high = box.height >= max(_LEAST_HEIGHT * letter, _HIGH * box.width) and box.width <= _WIDEST * letter
        if not high or not longest.get(zone, 0) > 0:
            continue
        x0, y0, x1, y1 = (round(v) for v in (box.x0 + _INSET, box.y0 + _INSET, box.x1 - _INSET, box.y1 - _INSET))
        own_pixels = np.rot90(page.pixels[max(0, y0) : y1, max(0, x0) : x1], k=-1)
        if min(own_pixels.shape) < letter:
            continue
        pixels = _on_paper(own_pixels, page.pixels.shape[1])
        parts = replace(page_to_components(pixels), letter_height=letter)  # too few letters to measure them anew
        own = components_to_lines(parts)
        most = max((_letters(line, parts) for line in own), default=0)
        if most >= max(_FEWEST, _LONGER * longest[zone]):
            yield _Turned(zone, max(0, x0), max(0, y0), own_pixels.shape[1], pixels, parts, own)


def _on_paper(pixels: NDArray[uint8], width: int) -> NDArray[uint8]:
    """A cell on a strip as wide as the page, whose width tells an underline from the bar of a T."""
    out = np.full((pixels.shape[0], max(width, pixels.shape[1])), np.percentile(pixels, _PAPER), np.uint8)
    out[:, : pixels.shape[1]] = pixels
    return out


def _letters(line: TextLine, parts: Components) -> int:
    return int(parts.letters[line.members].sum())


def _on_page(words: Sequence[Word], line: TextLine, cell: _Turned) -> TextRun:
    """The words of a turned line where they stand on the page: one above the other, all as wide as their line."""
    x0, x1 = cell.x + line.box.y0, cell.x + line.box.y1
    foot = cell.y + cell.height
    placed = tuple(
        replace(w, box=Box(x0, foot - w.box.x1, x1, foot - w.box.x0), turn=_UPWARDS) for w in words if w.box is not None
    )
    return TextRun(placed, Box.around(w.box for w in placed if w.box), line.box.height)


def _sureness(runs: Sequence[TextRun]) -> float:
    """Mean confidence over the letters."""
    total = sum(len(r.text) for r in runs)
    return sum(r.confidence * len(r.text) for r in runs) / total if total else 0.0
