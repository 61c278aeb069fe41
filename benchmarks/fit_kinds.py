"""What fitting has to see beside drawn tables: boxes with gaps between them, figures all alike, streaks on columns.

Stems of figures that are the same in each row stand one below the other, as a column does; boxes of a chart have rules
as good as those of tables, and gaps between them that have none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex
from numpy.random import Generator
from numpy.typing import NDArray

from samples.table_cases import plain_cells
from samples.table_nouns import (
    LANDSCAPE,
    MARGIN,
    PAD,
    PITCH,
    PORTRAIT,
    Box,
    Segment,
    SetCell,
    SetPage,
    SetTable,
    length,
    put_words,
)

_FIGURE = regex.compile(r"[0-9,]+")
_FORMS = (
    *((10, 99, "{:02d},{:d}"), (1, 9, "{:d}.{:02d}0"), (10, 89, "{:d}"), (1, 9, "{:d}.500"), (1, 9, "{:d}00")),
    *((1, 1, "{:d}.200"), (1, 1, "{:d}00"), (1, 1, "{:d}.000"), (11, 11, "{:d},1"), (1, 1, "{:d}")),
)
"""Least and greatest figure, and how it is written; the last few are the same in each row."""
_MOST_UPRIGHT = 7
"""More columns of figures than this stand on a lying page."""
_NARROW = 230
"""Columns up to so many pixels are set right or in the middle, too."""
_BESIDE = 16.0
"""So many pixels a streak stands off a column at most."""
_SHARES = (0.0, 0.5, 1.0), (0.45, 0.25, 0.3)
"""Of the room of a line that stands before it: left, in the middle, right; how often."""


def alike(table: SetTable, rng: Generator) -> SetTable:
    """Every second table has columns of figures all as wide, so that their strokes stand one below the other."""
    if rng.random() < 0.5:
        return table
    forms = {c.col: _FORMS[int(rng.integers(len(_FORMS)))] for c in table.cells}

    def figure(cell: SetCell) -> str:
        low, high, form = forms[cell.col]
        return form.format(int(rng.integers(low, high + 1)), int(rng.integers(10)))

    cells = (replace(c, text=figure(c)) if c.col > 0 and _FIGURE.fullmatch(c.text) else c for c in table.cells)
    return replace(table, cells=tuple(cells))


def repeated(table: SetTable, words: Sequence[str], rng: Generator) -> SetTable:
    """The table with one column that says the same in each row: a figure, or words."""
    col = int(rng.integers(1, 1 + max(c.col for c in table.cells)))
    low, _, form = _FORMS[int(rng.integers(len(_FORMS)))]
    text = form.format(low, int(rng.integers(10)))
    if rng.random() < 0.5:
        text = " ".join(words[int(k)] for k in rng.integers(len(words), size=int(rng.integers(1, 5))))
    below = (c.row >= table.n_head and c.col == col and c.col_span == c.row_span == 1 for c in table.cells)
    cells = tuple(replace(c, text=text) if own else c for c, own in zip(table.cells, below, strict=True))
    return replace(table, cells=cells)


def matrix(rng: Generator) -> SetTable:
    """Many narrow columns of figures in many rows, lying or upright: years, months, places."""
    columns, rows = int(rng.integers(6, 13)), int(rng.integers(14, 30))
    unit = rng.random() < 0.6
    head = ["TT", "Chỉ tiêu", *["ĐVT"] * unit, *(str(2019 + k) for k in range(columns))]
    forms = [_FORMS[int(k)] for k in rng.integers(len(_FORMS), size=columns)]

    def figures() -> list[str]:
        return [f.format(int(rng.integers(low, high + 1)), int(rng.integers(10))) for low, high, f in forms]

    body = [[str(k), f"Chỉ tiêu số {k}", *["%"] * unit, *figures()] for k in range(1, rows + 1)]
    wide = 1.0, float(rng.uniform(3.5, 6)), *[1.4] * unit, *[float(rng.uniform(1.3, 2.0))] * columns
    shape = LANDSCAPE if columns > _MOST_UPRIGHT else PORTRAIT
    return SetTable(plain_cells([head], body), (wide,), shapes=(shape,))


def same_rows(table: SetTable) -> SetTable:
    """The table with every row below the heading like the first one that has all cells."""
    whole = {c.row for c in table.cells if c.row >= table.n_head and c.col_span == 1 and c.text}
    first = {c.col: c.text for c in table.cells if c.row == min(whole, default=-1)}
    plain = (c.row >= table.n_head and c.row_span == c.col_span == 1 for c in table.cells)
    cells = (replace(c, text=first.get(c.col, c.text)) if x else c for c, x in zip(table.cells, plain, strict=True))
    return replace(table, cells=tuple(cells))


def two_lines(table: SetTable, rng: Generator) -> SetTable:
    """The table with two lines in each cell below the heading: white between them, and no rule."""
    widths, page = table.widths[0], table.shapes[0]
    room = [(page[0] - 2 * MARGIN) * w / sum(widths) - 2 * PAD for w in widths]

    def longer(cell: SetCell) -> SetCell:
        words, most = cell.text.split() or ["–"], room[cell.col] * float(rng.uniform(1.1, 1.6))
        line = words[0]
        for k in range(1, 60):
            if length(line) > most:
                break
            line = f"{line} {words[k % len(words)]}"
        return replace(cell, text=line)

    plain = (c.row >= table.n_head and c.row_span == c.col_span == 1 for c in table.cells)
    return replace(table, cells=tuple(longer(c) if x else c for c, x in zip(table.cells, plain, strict=True)))


def streaked(pixels: NDArray[np.uint8], columns: Sequence[float], rng: Generator) -> NDArray[np.uint8]:
    """The page with a streak from edge to edge, beside one of its columns or on it; `columns` in pixels."""
    out = pixels.copy()
    at = round(columns[int(rng.integers(len(columns)))] + float(rng.uniform(-_BESIDE, _BESIDE)))
    wide, grey = int(rng.integers(1, 4)), int(rng.integers(60, 180))
    out[:, max(0, at) : at + wide] = np.minimum(out[:, max(0, at) : at + wide], grey)
    return out


def aligned(page: SetPage, rng: Generator) -> SetPage:
    """The page with the lines of some narrow columns set right, or in the middle."""
    xs = sorted({round(r[0]) for r in page.rules if r[0] == r[2]})
    words = list(page.words)
    for left, right in itertools.pairwise(xs):
        share = float(rng.choice(_SHARES[0], p=_SHARES[1]))
        if right - left > _NARROW or share == 0:
            continue
        lines: dict[float, list[int]] = {}
        for k, (_, box) in enumerate(words):
            if left <= box[0] and box[2] <= right:
                lines.setdefault(box[1], []).append(k)
        for own in lines.values():
            start, end = min(words[k][1][0] for k in own), max(words[k][1][2] for k in own)
            move = left + PAD + share * max(0.0, right - left - 2 * PAD - (end - start)) - start
            for k in own:
                word, (x0, y0, x1, y1) = words[k]
                words[k] = word, (x0 + move, y0, x1 + move, y1)
    return replace(page, words=words)


def box_page(words: Sequence[str], rng: Generator) -> SetPage:
    """Boxes in a column, a row or both, with gaps between them that are wide or narrow, joined by lines or not."""
    page = SetPage(PORTRAIT)
    rows, cols = ((int(rng.integers(3, 7)), 1), (1, int(rng.integers(2, 5))), tuple(rng.integers(2, 5, size=2)))[
        int(rng.integers(3))
    ]
    gaps = float(rng.uniform(20, 130)), float(rng.uniform(25, 150))
    wide = min((PORTRAIT[0] - 2 * MARGIN - (cols - 1) * gaps[0]) / cols, float(rng.uniform(180, 520)))
    high = float(rng.uniform(60, 170))
    room = PORTRAIT[0] - 2 * MARGIN - cols * wide - (cols - 1) * gaps[0]
    left, top = MARGIN + float(rng.uniform(0, max(1.0, room))), float(rng.uniform(80, 300))
    rows = min(rows, int((PORTRAIT[1] - MARGIN - top) // (high + gaps[1])))
    joined, beside = rng.random() < 0.6, cols == 1 and rng.random() < 0.6
    for i, j in itertools.product(range(rows), range(cols)):
        x, y = round(left + j * (wide + gaps[0])), round(top + i * (high + gaps[1]))
        box = x, y, round(x + wide), round(y + high)
        _put_box(page, box, words, rng)
        if joined and i:
            page.rules.append(((x + box[2]) // 2, round(y - gaps[1]), (x + box[2]) // 2, y))
        if joined and j:
            page.rules.append((round(x - gaps[0]), (y + box[3]) // 2, x, (y + box[3]) // 2))
        end = box[2] + round(gaps[0]) + 200
        if beside and end < PORTRAIT[0] - 40 and rng.random() < 0.5:
            _put_box(page, (box[2] + round(gaps[0]), y, end, box[3]), words, rng)
            page.rules.append((box[2], (y + box[3]) // 2, box[2] + round(gaps[0]), (y + box[3]) // 2))
    return page


def _put_box(page: SetPage, box: Box, words: Sequence[str], rng: Generator) -> None:
    """A box with one to three lines in its middle."""
    x0, y0, x1, y1 = box
    sides: list[Segment] = [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    page.rules.extend(sides)
    count = max(1, min(int(rng.integers(1, 4)), int((y1 - y0 - 2 * PAD) // PITCH)))
    y = (y0 + y1 - count * PITCH) / 2
    for k in range(count):
        line = ""
        while length(f"{line} x") < (x1 - x0 - 4 * PAD) * float(rng.uniform(0.5, 1)):
            longer = f"{line} {words[int(rng.integers(len(words)))]}".strip()
            if length(longer) > x1 - x0 - 2 * PAD:
                break
            line = longer
        put_words(page, line, (x0 + x1 - length(line)) / 2, y + k * PITCH)
