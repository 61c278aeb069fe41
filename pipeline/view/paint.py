"""Overlays: boxes, rules and labels painted on a page, in colours that say how sure a reading is.

Pictures are uint8 RGB (height, width, 3); every function gives back a new one or paints on
the canvas it was handed and returns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.recipe import GridSteps
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.table import Grid, Table
from sohoa.nouns.word import RegionKind, Word

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Canvas = NDArray[uint8]

Colour = tuple[int, int, int]

UNMEASURED: Colour = (60, 110, 200)
"""Red, green and blue, 0 to 255, as all colours here: a word without a confidence."""
OPEN: Colour = (170, 200, 235)
DOUBTFUL: Colour = (210, 0, 20)
_EVEN, _OPEN = 0.5, 0.2
CHANGED: Colour = (150, 40, 200)
"""A word that was mended."""
REGION_COLOURS: dict[RegionKind, Colour] = {
    RegionKind.MARGIN: (150, 150, 150),
    RegionKind.PAGE_NUMBER: (120, 90, 40),
    RegionKind.LETTERHEAD_LEFT: (200, 60, 60),
    RegionKind.LETTERHEAD_RIGHT: (220, 140, 20),
    RegionKind.TITLE: (150, 40, 200),
    RegionKind.BODY: (40, 110, 200),
    RegionKind.TABLE: (20, 150, 90),
    RegionKind.FOOTER_LEFT: (200, 40, 140),
    RegionKind.FOOTER_RIGHT: (20, 150, 170),
    RegionKind.FOOTNOTE: (100, 100, 40),
    RegionKind.WATERMARK: (190, 190, 190),
}


def as_canvas(pixels: NDArray[uint8]) -> Canvas:
    """A colour copy of a grey or RGB page."""
    if pixels.ndim == 2:
        return np.repeat(pixels[..., None], 3, axis=2)
    return pixels.copy()


def confidence_colour(confidence: float | None) -> Colour:
    """Red at 0, amber at 0.7, green at 1; blue where nothing was measured."""
    if confidence is None:
        return UNMEASURED
    if confidence < 0.7:
        return 210, round(140 * confidence / 0.7), 20
    return round(210 * (1 - confidence) / 0.3), 140, 20


def edge_colour(probable: float) -> Colour:
    """Green where an edge is surely ruled, red where that is as likely as not, pale blue where it is surely open."""
    return confidence_colour(2 * probable - 1) if probable >= _EVEN else OPEN if probable < _OPEN else DOUBTFUL


def paint_words(canvas: Canvas, words: Iterable[Word]) -> Canvas:
    """A box round each word by its confidence; a bar under each that restoration changed."""
    for w in words:
        if w.box is None:
            continue
        _frame(canvas, w.box, confidence_colour(w.confidence))
        if w.text != w.text_ocr:
            bar = Box(w.box.x0, w.box.y1, w.box.x1, w.box.y1 + _line_width(canvas) * 2)
            _fill(canvas, bar, CHANGED, 1.0)
    return canvas


def paint_regions(canvas: Canvas, words: Sequence[Word]) -> Canvas:
    """Every region tinted, its lines numbered in reading order."""
    lines: dict[tuple[RegionKind, int], list[Box]] = {}
    for w in words:
        if w.box is not None:
            lines.setdefault((w.region, w.line), []).append(w.box)
    for (kind, line), boxes in lines.items():
        box = Box.around(boxes)
        _fill(canvas, box, REGION_COLOURS[kind], 0.25)
        _label(canvas, f"{line}", box.x0, box.y1, REGION_COLOURS[kind])
    for kind in dict.fromkeys(k for k, _ in lines):
        whole = Box.around(b for (k, _), boxes in lines.items() if k is kind for b in boxes)
        _frame(canvas, whole.grown(4), REGION_COLOURS[kind])
        _label(canvas, kind.value, whole.x0, whole.y0 - 6, REGION_COLOURS[kind])
    return canvas


def paint_steps(canvas: Canvas, steps: GridSteps) -> Canvas:
    """Rulings as found (red), crossings (dots) and the cells they make (green)."""
    scale = steps.rulings.scale
    for rule in (*steps.rulings.horizontal, *steps.rulings.vertical):
        _stroke(canvas, rule, scale, (220, 50, 40))
    for c in steps.crossings:
        at = (round(c.x * scale), round(c.y * scale))
        cv2.circle(canvas, at, 3 * _line_width(canvas), (40, 80, 220), -1)
    for lattice in steps.lattices:
        if lattice.probable:
            _paint_edges(canvas, lattice, scale)
    return paint_grids(canvas, steps.grids)


def _paint_edges(canvas: Canvas, lattice: Lattice, scale: float) -> None:
    """Each edge of a worn table by how probable it is that it was ruled."""
    for shown, down in ((lattice.across.shown, 0), (lattice.down.shown, 1)):
        for (i, j), probable in np.ndenumerate(shown):
            a, b = lattice.place(i, j), lattice.place(i + down, j + 1 - down)
            _stroke(canvas, Rule(*a, *b), scale, edge_colour(float(probable)))


def paint_grids(canvas: Canvas, grids: Iterable[Grid]) -> Canvas:
    """Cells with their place; spans stand behind it."""
    for grid in grids:
        for cell in grid.cells:
            _fill(canvas, cell.box, confidence_colour(grid.confidence), 0.15)
            _frame(canvas, cell.box, confidence_colour(grid.confidence))
            spans = f" {cell.row_span}x{cell.col_span}" if cell.row_span > 1 or cell.col_span > 1 else ""
            _label(canvas, f"{cell.row},{cell.col}{spans}", cell.box.x0 + 4, cell.box.y0, (20, 60, 160))
    return canvas


def paint_table(canvas: Canvas, table: Table, page: int, by_confidence: bool) -> Canvas:
    """The part of a logical table on a page: cells by confidence, or headers, groups and joins."""
    for cell in table.cells:
        colour = confidence_colour(cell.confidence)
        if not by_confidence:
            special = (200, 120, 20) if cell.is_header else (150, 40, 200) if cell.is_group else (40, 110, 200)
            colour = (210, 30, 60) if cell.join_reasons else special
        for part in (p for p in cell.parts if p.page == page):
            _fill(canvas, part.box, colour, 0.2)
            _frame(canvas, part.box, colour)
            _label(canvas, f"{cell.row},{cell.col}", part.box.x0 + 4, part.box.y0, colour)
    return canvas


def _line_width(canvas: Canvas) -> int:
    return max(1, round(int(canvas.shape[1]) / 1200))


def _corner(x: float, y: float) -> tuple[int, int]:
    return round(x), round(y)


def _frame(canvas: Canvas, box: Box, colour: Colour) -> None:
    cv2.rectangle(canvas, _corner(box.x0, box.y0), _corner(box.x1, box.y1), colour, _line_width(canvas))


def _fill(canvas: Canvas, box: Box, colour: Colour, share: float) -> None:
    rows = slice(max(0, round(box.y0)), max(0, round(box.y1)))
    cols = slice(max(0, round(box.x0)), max(0, round(box.x1)))
    area = canvas[rows, cols].astype(np.float32)
    canvas[rows, cols] = (area * (1 - share) + np.array(colour, np.float32) * share).astype(np.uint8)


def _stroke(canvas: Canvas, rule: Rule, scale: float, colour: Colour) -> None:
    ends = _corner(rule.x0 * scale, rule.y0 * scale), _corner(rule.x1 * scale, rule.y1 * scale)
    cv2.line(canvas, *ends, colour, 2 * _line_width(canvas))


def _label(canvas: Canvas, text: str, x: float, y: float, colour: Colour) -> None:
    size = canvas.shape[1] / 3600
    cv2.putText(canvas, text, _corner(x, y + 24 * size), cv2.FONT_HERSHEY_SIMPLEX, size, colour, _line_width(canvas))
