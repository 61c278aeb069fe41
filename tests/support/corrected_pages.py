"""A plan of two pages for corrections: a letterhead, and a task list that goes on over the page end."""

from __future__ import annotations

from dataclasses import replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.homography import compose, quarter_turn
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import RegionKind, Word

COLUMNS = (60, 130, 700, 1000, 1180)
HEADING = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
ROWS = (
    ("1", "Xây dựng cổng dữ liêu mở", "Sở Tài chính", "Quý II/2026"),
    ("2", "Mua sắm máy chủ cho trung tâm", "Sở Nội vụ", "Quý III/2026"),
)
MORE = (
    ("3", "Tập huấn kỹ năng số cho cán bộ", "Sở Y tế", "2026"),
    ("4", "Đánh giá kết quả cuối năm", "Sở Nội vụ", "Quý IV/2026"),
)
ROW = 60


def frame(number: int, dpi: float = 150.0) -> PageFrame:
    """A page of A4 at this resolution."""
    scale = 72.0 / dpi
    return PageFrame(
        number, int(1240 * dpi / 150), int(1754 * dpi / 150), dpi, 595.0, 842.0, (scale, 0, 0, 0, scale, 0, 0, 0, 1)
    )


def line(text: str, x: float, y: float, number: int, region: RegionKind = RegionKind.TABLE) -> list[Word]:
    """Words of a printed line; letters are 10 pixels wide."""
    words = []
    for token in text.split():
        words.append(Word(token, token, Box(x, y, x + 10 * len(token), y + 20), 0.7, number, region))
        x += 10 * len(token) + 8
    return words


def table(rows, top: float = 400.0) -> tuple[Grid, list[Word]]:
    """A ruled table of texts, each cell one line."""
    cells, words, number = [], [], 10
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = Box(COLUMNS[c] + 3, top + r * ROW + 3, COLUMNS[c + 1] - 3, top + (r + 1) * ROW - 3)
            cells.append(GridCell(r, c, 1, 1, box))
            words += line(text, box.x0 + 6, box.y0 + 16, number)
            number += 1
    outer = Box(COLUMNS[0], top, COLUMNS[-1], top + ROW * len(rows))
    return Grid(outer, len(rows), len(COLUMNS) - 1, tuple(cells)), words


def page(number: int, rows, top: float = 400.0) -> PageReading:
    """A page with a table."""
    grid, words = table(rows, top)
    above = line("Ngày 5 tháng 3 nam 2026", 700, 100, 0, RegionKind.BODY) if number == 1 else []
    return PageReading(
        frame(number),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words_ocr=(*above, *words),
        words=(*above, *words),
        grids=(grid,),
    )


def plan() -> tuple[PageReading, ...]:
    """The two pages; the heading is repeated on the second."""
    return page(1, (HEADING, *ROWS)), page(2, (HEADING, *MORE), top=80.0)


def at_dpi(reading: PageReading, dpi: float, jitter: float = 0.0) -> PageReading:
    """The same page as it would be read at another resolution; boxes move by `jitter` pixels at most, in turns."""
    scale = dpi / reading.dpi
    shifts = [(jitter, 0.0), (0.0, jitter), (-jitter, jitter), (jitter / 2, -jitter)]

    def moved(box: Box, k: int = 0) -> Box:
        dx, dy = shifts[k % 4]
        return Box(box.x0 * scale + dx, box.y0 * scale + dy, box.x1 * scale + dx, box.y1 * scale + dy)

    words = tuple(replace(w, box=moved(w.box, k)) for k, w in enumerate(reading.words))
    grids = tuple(
        replace(g, box=moved(g.box), cells=tuple(replace(c, box=moved(c.box, k)) for k, c in enumerate(g.cells)))
        for g in reading.grids
    )
    return replace(reading, frame=frame(reading.number, dpi), words=words, words_ocr=words, grids=grids)


def lying(reading: PageReading) -> PageReading:
    """The same page, which came out of the scanner on its side: the way to the source turns."""
    back = quarter_turn(90, reading.frame.source_height, reading.frame.source_width)
    turned = replace(
        reading.frame,
        to_source=compose(back, reading.frame.to_source),
        rotation=270,
        source_width=reading.frame.source_height,
        source_height=reading.frame.source_width,
    )
    return replace(reading, frame=turned)


def word_at(reading: PageReading, text: str) -> tuple[int, Word]:
    """The only word of a page that has this text, and its index."""
    found = [(k, w) for k, w in enumerate(reading.words) if w.text == text]
    assert len(found) == 1, (text, found)
    return found[0]
