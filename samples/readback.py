"""Reads the printed lines and cells back from WeasyPrint's layout, so that the truth is what was set.

WeasyPrint gives no public way to its boxes: this is the one module that touches its private page box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

SET_WITH = "70"
"""Major version of WeasyPrint the committed samples were set with: another may break lines elsewhere."""
PX_TO_PT = 0.75
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Bounds = tuple[float, float, float, float]
CellKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `bounds` are points from the top left of the upright page; `cell` is (table, row, column)."""

    text: str
    region: str
    bounds: Bounds
    cell: CellKey | None = None


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell, or the part of it that stands on one page."""

    cell: CellKey
    row_span: int
    col_span: int
    bounds: Bounds
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as set: size in points, lines in reading order, cells row by row."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    cells: tuple[CellPart, ...]


def html_to_pages(html: str) -> tuple[bytes, tuple[PrintedPage, ...]]:
    """The PDF and what stands on its pages."""
    document = HTML(string=html).render()
    pages = tuple(_page(i, p._page_box) for i, p in enumerate(document.pages, 1))
    pdf = document.write_pdf()
    assert pdf is not None
    return pdf, pages


def _page(number: int, box: Any) -> PrintedPage:  # noqa: ANN401 - a foreign, untyped tree
    found = list(_lines(box, "body", None))
    first = [x for x in found if x.region == "page_number"]
    last = [x for x in found if x.region == "footnote"]
    between = [x for x in found if x.region not in ("page_number", "footnote")]
    size = box.margin_width() * PX_TO_PT, box.margin_height() * PX_TO_PT
    return PrintedPage(number, *size, tuple(first + between + last), tuple(_cells(box)))


def _place(box: Any, region: str, cell: CellKey | None) -> tuple[str, CellKey | None]:  # noqa: ANN401
    """The region and cell that hold inside `box`."""
    if isinstance(box, boxes.MarginBox):
        return "page_number", None
    if isinstance(box, boxes.FootnoteAreaBox):
        return "footnote", None
    element = getattr(box, "element", None)
    if element is None or region == "footnote":
        return region, cell
    place = element.get("data-cell")
    if place:
        table, row, column = place.split()
        cell = (table, int(row), int(column))
    return element.get("data-region") or region, cell


def _lines(box: Any, region: str, cell: CellKey | None) -> Iterator[Line]:  # noqa: ANN401
    region, cell = _place(box, region, cell)
    if isinstance(box, boxes.LineBox):
        text = " ".join("".join(_texts(box)).split())
        if text:
            yield Line(text, region, _ink(box), cell)
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, region, cell)


def _texts(box: Any) -> Iterator[str]:  # noqa: ANN401
    """Texts of a line, footnote numbers as superscripts."""
    if isinstance(box, boxes.TextBox):
        tag = str(box.element_tag)
        yield box.text.translate(SUPERSCRIPT) if "::footnote" in tag else box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _ink(line: Any) -> Bounds:  # noqa: ANN401
    """Bounds of the text boxes of a line."""
    texts = [b for b in line.descendants() if isinstance(b, boxes.TextBox)]
    x0, y0 = min(b.position_x for b in texts), min(b.position_y for b in texts)
    x1, y1 = max(b.position_x + b.width for b in texts), max(b.position_y + b.height for b in texts)
    return _points(x0, y0, x1, y1)


def _points(*pixels: float) -> Bounds:
    x0, y0, x1, y1 = (round(v * PX_TO_PT, 2) for v in pixels)
    return x0, y0, x1, y1


def _cells(page: Any) -> Iterator[CellPart]:  # noqa: ANN401
    for box in page.descendants():
        if not isinstance(box, boxes.TableCellBox) or not box.element.get("data-cell"):
            continue
        _, cell = _place(box, "table", None)
        assert cell is not None
        x, y = box.position_x, box.position_y
        bounds = _points(x, y, x + box.border_width(), y + box.border_height())
        row_span, col_span = (int(box.element.get(name) or 1) for name in ("rowspan", "colspan"))
        lines = tuple(x.text for x in _lines(box, "table", cell))
        yield CellPart(cell, row_span, col_span, bounds, lines)
