"""The ruling lines that a born-digital page draws: strokes, thin filled rectangles, edges of framed ones.

Office programs draw a table border as filled rectangles half a point thick, one a cell; the pieces
are put together to whole lines (as pdfplumber does with `snap` and `join` tolerances).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from sohoa.nouns.geometry import Homography, Rule
from sohoa.nouns.homography import apply, compose
from sohoa.pipeline.source.pdf.cell_frames import SAME_LINE, Outline, Point, Segment, ring_sides, shaded_sides
from sohoa.pipeline.source.pdf.objects import object_matrix, page_objects

_THIN_AREA = 3.0
"""A filled rectangle up to this thick is a line, in points. A guess; borders have 0.5 to 2.25."""
_LEAN = 0.5
"""A line may lean by this much over its length, in points. A guess."""
_DOT_LENGTH = 3.0
"""A piece shorter than this is a dot or a tick, in points; it counts only if it joins others. A guess."""
_CLOSED_GAP = 2.0
"""A gap up to this is closed, in points. A guess."""
PALE = 246
"""Ink with all its channels above this is white paper (masks, borders that are not to be seen). A guess."""
_TRANSPARENT = 20
"""Ink no more opaque than this, 0–255, is not to be seen. A guess."""

LinePiece = tuple[float, float, float]
"""Where a line lies across its direction, and where along it it starts and ends."""


def read_rules(page: PdfPage, to_pixels: Homography, dpi: float) -> tuple[Rule, ...]:
    """Horizontal and vertical rules of the page, in page pixels, sorted and without doubles."""
    return outlines_to_rules(_outlines(page, to_pixels), dpi)


def outlines_to_rules(outlines: Iterable[Outline], dpi: float) -> tuple[Rule, ...]:
    """The same of outlines in page pixels."""
    point, some = dpi / 72.0, list(outlines)
    pieces = [p for outline in some for p in _outline_to_pieces(outline, point)]
    pieces += ring_sides(some, point)
    pieces += list(shaded_sides(some, pieces, point))
    across = [(y0 + y1, x0, x1) for x0, y0, x1, y1 in pieces if abs(x1 - x0) >= abs(y1 - y0)]
    down = [(x0 + x1, y0, y1) for x0, y0, x1, y1 in pieces if abs(x1 - x0) < abs(y1 - y0)]
    rules = [Rule(a, at, b, at) for at, a, b in merge_lines(across, point)]
    rules += [Rule(at, a, at, b) for at, a, b in merge_lines(down, point)]
    return tuple(rules)


def merge_lines(lines: Iterable[LinePiece], point: float) -> list[LinePiece]:
    """Puts pieces of parallel lines together.

    Args:
        lines: twice the place of the line, and where along it the piece starts and ends.
        point: pixels in a point.

    Returns:
        Place, start and end of each whole line, sorted.
    """
    level: list[list[LinePiece]] = []
    for at2, a, b in sorted((at2, *sorted((a, b))) for at2, a, b in lines):
        at = at2 / 2
        if level and at - level[-1][-1][0] <= SAME_LINE * point:
            level[-1].append((at, a, b))
        else:
            level.append([(at, a, b)])
    merged = [line for group in level for line in _joined(group, point)]
    return [x for x in merged if x[2] - x[1] >= _DOT_LENGTH * point]


def _joined(group: Sequence[LinePiece], point: float) -> Iterator[LinePiece]:
    """Joins the pieces of one level; its place is the mean weighted by length."""
    pending: list[LinePiece] = []
    for piece in sorted(group, key=lambda p: p[1]):
        if pending and piece[1] > max(p[2] for p in pending) + _CLOSED_GAP * point:
            yield _whole(pending)
            pending = []
        pending.append(piece)
    if pending:
        yield _whole(pending)


def _whole(pieces: Sequence[LinePiece]) -> LinePiece:
    weights = [b - a + 1e-6 for _, a, b in pieces]
    at = sum(p[0] * w for p, w in zip(pieces, weights, strict=True)) / sum(weights)
    return at, min(p[1] for p in pieces), max(p[2] for p in pieces)


def _outlines(page: PdfPage, to_pixels: Homography) -> Iterator[Outline]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for obj, matrix in page_objects(page):
        if pdfium_c.FPDFPageObj_GetType(obj) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke):
            continue
        stroked = bool(stroke.value) and _inked(obj, pdfium_c.FPDFPageObj_GetStrokeColor)
        filled = fill.value != 0 and _inked(obj, pdfium_c.FPDFPageObj_GetFillColor)
        if not (stroked or filled):
            continue
        whole = compose(to_pixels, compose(matrix, object_matrix(obj)))
        for corners in _subpaths(obj, whole):
            yield Outline(corners, stroked, filled)


def _inked(obj: pdfium_c.FPDF_PAGEOBJECT, get: object) -> bool:
    """Is the colour one that can be seen on white paper?"""
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not get(obj, r, g, b, a):  # type: ignore[operator]
        return True
    return a.value > _TRANSPARENT and min(r.value, g.value, b.value) < PALE


def _subpaths(obj: pdfium_c.FPDF_PAGEOBJECT, matrix: Homography) -> Iterator[list[Point]]:
    """See `Outline.corners`."""
    corners: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFPath_CountSegments(obj)):
        segment = pdfium_c.FPDFPath_GetPathSegment(obj, i)
        if not segment or not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO and corners:
            yield corners
            corners = []
        corners.append(apply(matrix, x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if corners:
        yield corners


def _outline_to_pieces(outline: Outline, point: float) -> Iterator[Segment]:
    corners, stroked, filled = outline
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    width, height = x1 - x0, y1 - y0
    if filled and min(width, height) <= _THIN_AREA * point and max(width, height) > 0:
        if width >= height:
            yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
        else:
            yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
    elif stroked:
        for (ax, ay), (bx, by) in pairwise(corners):
            if min(abs(ax - bx), abs(ay - by)) <= _LEAN * point and (ax, ay) != (bx, by):
                yield ax, ay, bx, by
