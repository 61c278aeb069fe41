"""Pages to fit the model of edges on: tables drawn and worn at random, with text close by, and pages of text alone.

Tables and wear come from `samples/worn_tables.py` with seeds from `FIT_FROM` on and the first painter only; every
second table has more merged cells (with long text too), every fourth page is hardly worn, every third is dashed, every
tenth holds text alone, every tenth boxes that are no table, every second is out of focus and pale; three in ten have
columns that say the same in each row, three in ten white inside of cells, one in ten two lines in each; three in ten
have a streak beside a column. Lines of text stand close above most tables and below.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from fit_kinds import aligned, alike, box_page, matrix, repeated, same_rows, streaked, two_lines
from numpy.random import Generator
from numpy.typing import NDArray
from table_cases import painted

from samples.paint_tables import Look
from samples.paint_worn import Move
from samples.set_tables import set_document
from samples.table_cases import TableCase, task_rows
from samples.table_nouns import DPI, MARGIN, PITCH, PORTRAIT, Box, SetCell, SetPage, SetTable, length, put_words
from samples.worn_tables import drawn_look, drawn_table
from sohoa.nouns.page import Page, PageFrame

Grey = NDArray[np.uint8]

_FEET, _HEADS = 24, 9
"""Feet and heads of letters of a line, below the place where it is put."""
_LOWEST = 60
"""Pixels: as near to the lower edge of the page text may stand."""
_MOVED = 5
"""Pixels that the words of a table stand off their usual place at most, both ways."""
_REPEATED = 2, 3, 7
"""Last figures of the seeds of which the tables have columns that say the same in each row ..."""
_COLUMNS = 1, 2, 8
"""... and about so many of them."""
_TWO_LINES = 4
"""... of which each cell holds two lines."""
_STREAKED = 0.3
"""So many pages have a streak beside a column, or on it."""
_MATRICES, _SAME_ROWS = 0.15, 0.15
"""So many tables are many narrow columns of figures; have rows that all say the same."""
_PARTED = 3, 6, 9
"""Last figures of the seeds of which the tables have white inside the cells of a column ..."""
_WIDE, _SPACE = 150, 12
"""... as wide as this at least; and the least white, pixels."""


def fit_cases(first: int, last: int) -> Iterator[TableCase]:
    """Tables to fit on, one a seed."""
    for seed in range(first, last):
        rng = np.random.default_rng([seed, len("first")])
        table, look = drawn_table(rng), drawn_look(rng)
        if seed % 5 == 0:
            page = _text_page(rng) if seed % 10 == 0 else box_page(_words(), rng)
            yield TableCase(f"fit {seed}", (page,), look if seed % 10 else replace(look, thickness=1))
            continue
        of_kind = np.random.default_rng([seed, len("kind")]).random()
        table = matrix(rng) if of_kind < _MATRICES else alike(_merged(table, rng) if seed % 2 else table, rng)
        if seed % 10 in _REPEATED:
            chosen = np.random.default_rng([seed, len("repeated")])
            for _ in range(int(chosen.choice(_COLUMNS))):
                table = repeated(table, _words(), chosen)
        if seed % 10 == _TWO_LINES:
            table = two_lines(table, rng)
        table = same_rows(table) if of_kind > 1 - _SAME_ROWS else table
        pages = [_moved(aligned(page, rng), rng) for page in set_document([table]).pages]
        for page in pages:
            _with_text(page, rng)
        if seed % 10 in _PARTED:
            pages = [_parted(page, np.random.default_rng([seed, len("parted")])) for page in pages]
        yield TableCase(f"fit {seed}", tuple(pages), _spoiled(_dashed(_milder(look, seed), seed, rng), rng))


def painted_pages(case: TableCase) -> Iterator[tuple[SetPage, Page, Move]]:
    """The pages of a case: as set, as painted, and where a box of the one lies on the other."""
    for number, page in enumerate(set_document(case.items).pages, 1):
        rng = np.random.default_rng(zlib.crc32(f"{case.name} {number}".encode()))
        pixels, dpi, move = painted(page, case, rng)
        has_table = any(r[0] == r[2] for r in page.rules)
        xs = sorted({r[0] for r in page.rules if r[0] == r[2]})
        if xs and rng.random() < _STREAKED:
            pixels = streaked(pixels, [move((x, 0, x, page.size[1]))[0] for x in xs], rng)
        pixels = _scanned(pixels, rng, sharp=rng.random() < (0.5 if has_table else 0.0))
        height, width = pixels.shape
        points = page.size[0] * 72 / DPI, page.size[1] * 72 / DPI
        yield page, Page(PageFrame(number, width, height, dpi, *points), pixels), move


def _text_page(rng: Generator) -> SetPage:
    """A page of running text, or of lines that are much alike (lists), with a few underlines."""
    page, words = SetPage(PORTRAIT), _words()
    alike = float(rng.choice([0.0, 0.5, 1.0]))
    start, y, right = float(rng.uniform(MARGIN, 2 * MARGIN)), MARGIN + 0.0, PORTRAIT[0] - MARGIN
    pitch, line = float(rng.uniform(PITCH, 1.3 * PITCH)), _line(words, right - start, rng)
    while y < PORTRAIT[1] - 2 * MARGIN:
        line = line if rng.random() < alike else _line(words, (right - start) * float(rng.uniform(0.3, 1)), rng)
        put_words(page, " ".join(line), start, y)
        if rng.random() < 0.06:
            page.rules.append((round(start), round(y + PITCH), round(start + rng.uniform(90, 400)), round(y + PITCH)))
        y += pitch * (1.5 if rng.random() < 0.2 else 1.0)
    return page


def _with_text(page: SetPage, rng: Generator) -> None:
    """Puts lines of text above the table (a caption, a unit) and below it (notes, running text), near or further."""
    ys = [r[1] for r in page.rules]
    top, bottom = min(ys), max(r[3] for r in page.rules)
    pitch = float(rng.uniform(PITCH, 1.4 * PITCH))
    if rng.random() < 0.7:
        y = top - float(rng.uniform(5, 60)) - _FEET
        for _ in range(int(rng.integers(1, 4))):
            _put_line(page, max(y, 0.0), rng)
            y -= pitch
    if rng.random() < 0.7:
        y = bottom + float(rng.uniform(3, 60)) - _HEADS
        for _ in range(int(rng.choice([1, 2, 3, 20]))):
            if y < page.size[1] - _LOWEST:
                _put_line(page, y, rng)
            y += pitch


def _put_line(page: SetPage, y: float, rng: Generator) -> None:
    """A line over the whole width, or a shorter one at the left, in the middle or at the right."""
    room = page.size[0] - 2 * MARGIN
    line = " ".join(_line(_words(), room * (1.0 if rng.random() < 0.4 else float(rng.uniform(0.15, 1))), rng))
    put_words(page, line, MARGIN + float(rng.choice([0.0, 0.5, 1.0], p=[0.5, 0.3, 0.2])) * (room - length(line)), y)


def _moved(page: SetPage, rng: Generator) -> SetPage:
    """The page with its words a little nearer to one rule and further from another."""
    dx, dy = (float(v) for v in rng.uniform(-_MOVED, _MOVED, 2))
    words = [(w, (x0 + dx, y0 + dy, x1 + dx, y1 + dy)) for w, (x0, y0, x1, y1) in page.words]
    return replace(page, words=words)


def _parted(page: SetPage, rng: Generator) -> SetPage:
    """The page with white between the first word of each line of a wide column and the others, and no rule.

    A number and a text, a box and its answer.
    """
    xs = sorted({round(r[0]) for r in page.rules if r[0] == r[2]})
    wide = [(a, b) for a, b in itertools.pairwise(xs) if b - a > _WIDE]
    if not wide:
        return page
    left, right = wide[int(rng.integers(len(wide)))]
    off = left + float(rng.uniform(0.25, 0.6)) * (right - left)
    lines: dict[float, list[tuple[str, Box]]] = {}
    rest = []
    for word in page.words:
        inside = left <= word[1][0] and word[1][2] <= right
        (lines.setdefault(word[1][1], []) if inside else rest).append(word)
    for line in lines.values():
        first, *others = sorted(line, key=lambda w: w[1][0])
        rest.append(first)
        move = off - others[0][1][0] if others else 0.0
        moved = [(w, (x0 + move, y0, x1 + move, y1)) for w, (x0, y0, x1, y1) in others]
        rest += [w for w in moved if w[1][2] < right and w[1][0] > first[1][2] + _SPACE]
    return replace(page, words=rest)


def _words() -> list[str]:
    return [w for row in task_rows(20) for text in row[1:] for w in text.split()]


def _line(words: list[str], room: float, rng: Generator) -> list[str]:
    out: list[str] = []
    while length(" ".join(out)) < room:
        out.append(words[int(rng.integers(len(words)))])
    return out[:-1]


def _scanned(pixels: Grey, rng: Generator, sharp: bool) -> Grey:
    """Out of focus and pale, if not `sharp`."""
    if sharp:
        return pixels
    soft = cv2.GaussianBlur(pixels, (0, 0), float(rng.uniform(0.4, 1.1))).astype(np.float32)
    pale = float(rng.uniform(0.45, 1.0))
    return np.asarray(255 - pale * (255 - soft), np.uint8)


def _milder(look: Look, seed: int) -> Look:
    if seed % 4 != 3:
        return look
    return replace(look, gaps=look.gaps / 5, dots=0, double=look.double if seed % 8 == 3 else 0)


def _dashed(look: Look, seed: int, rng: Generator) -> Look:
    """Every third is dashed, most of those not worn in other ways."""
    if seed % 3:
        return look
    worn = look.gaps if rng.random() < 0.3 else 0.0
    return replace(look, dots=int(rng.integers(5, 16)), gaps=worn, double=0, thickness=int(rng.integers(1, 4)))


def _spoiled(look: Look, rng: Generator) -> Look:
    """Streaks and seals on some more pages than were drawn."""
    streaks = int(rng.integers(1, 5)) if rng.random() < 0.2 else look.streaks
    return replace(look, streaks=streaks, seals=int(rng.integers(1, 4)) if rng.random() < 0.15 else look.seals)


def _merged(table: SetTable, rng: Generator) -> SetTable:
    """Some runs of two to four cells merged, to the right or downwards, with text, long text or without."""
    cells = {(c.row, c.col): c for c in table.cells}
    for _ in range(int(rng.integers(0, 9))):
        first = cells[list(cells)[int(rng.integers(len(cells)))]]
        n, right, filled = int(rng.integers(2, 5)), rng.random() < 0.5, rng.random()
        run = [cells.get((first.row + k * (not right), first.col + k * right)) for k in range(n)]
        if any(c is None or c.col_span > 1 or c.row_span > 1 for c in run) or _is_across_head(run, table.n_head):
            continue
        for cell in run[1:]:
            if cell is not None:
                del cells[cell.row, cell.col]
        spans = {"col_span": n} if right else {"row_span": n}
        short = "Năm 2026" if filled < 0.6 else ""
        text = " ".join(_line(_words(), float(rng.uniform(150, 600)), rng)) if filled < 0.35 else short
        cells[first.row, first.col] = replace(first, text=text, **spans)
    order = tuple(sorted(cells.values(), key=lambda c: (c.row, c.col)))
    if len({c.row for c in order}) < table.n_rows:  # a row that begins nowhere cannot be set
        return table
    return replace(table, cells=order, may_cut=False)


def _is_across_head(run: list[SetCell | None], n_head: int) -> bool:
    return len({c.row < n_head for c in run if c is not None}) > 1
