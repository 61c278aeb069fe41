"""What the model of edges is fitted on: lattices of tables drawn and worn at random, and what of them was really ruled.

Tables and wear come from `samples/worn_tables.py` with seeds from `FIT_FROM` on and the first painter only; every
second table has more merged cells, every fourth page is hardly worn, every fifth holds text alone, every second is
out of focus and pale. The truth is the rules as they were set, moved as the page was.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from table_cases import painted

from samples.paint_tables import Look
from samples.paint_worn import Move
from samples.set_tables import set_document
from samples.table_cases import TableCase, task_rows
from samples.table_nouns import DPI, MARGIN, PITCH, PORTRAIT, SetCell, SetPage, SetTable, length, put_words
from samples.worn_tables import drawn_look, drawn_table
from sohoa.extract.grids.boundaries import Side, lines_to_boundaries
from sohoa.extract.grids.crossings import crossings_to_groups, line_subset, lines_to_crossings, rulings_to_lines
from sohoa.extract.grids.inference import Seen, look_at
from sohoa.extract.rules.page_look import page_to_look
from sohoa.nouns.page import Page, PageFrame

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Grey = NDArray[np.uint8]

_NEAR = 1.0
"""A boundary is a true one if it stands within so many letter heights of it."""
_KNOWN = 0.6
"""Share of the true boundaries that a lattice has, else it is another drawing."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Rules of a set page: where boundaries cross, (rows, cols, 2) pixels of the page, and which edges are ruled."""

    points: Floats
    across: Bools
    down: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A lattice and what of it is true, own boundaries first: edges (1 ruled), boundaries (1 rules of the table)."""

    seen: Seen
    across: Floats
    down: Floats
    rows: Floats
    cols: Floats


def fit_cases(first: int, last: int) -> Iterator[TableCase]:
    """Tables to fit on, one a seed."""
    for seed in range(first, last):
        rng = np.random.default_rng([seed, len("first")])
        table, look = drawn_table(rng), drawn_look(rng)
        if seed % 5 == 0:
            yield TableCase(f"fit {seed}", (_text_page(rng),), replace(look, thickness=1))
        else:
            yield TableCase(f"fit {seed}", (_merged(table, rng) if seed % 2 else table,), _milder(look, seed))


def _text_page(rng: Generator) -> SetPage:
    """A page of running text, or of lines that are much alike (lists), with a few underlines."""
    page, words = SetPage(PORTRAIT), [w for row in task_rows(20) for text in row[1:] for w in text.split()]
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


def _merged(table: SetTable, rng: Generator) -> SetTable:
    """Some runs of two to four cells merged, to the right or downwards, with text or without."""
    cells = {(c.row, c.col): c for c in table.cells}
    for _ in range(int(rng.integers(0, 9))):
        first = cells[list(cells)[int(rng.integers(len(cells)))]]
        n, right, filled = int(rng.integers(2, 5)), rng.random() < 0.5, rng.random() < 0.65
        run = [cells.get((first.row + k * (not right), first.col + k * right)) for k in range(n)]
        if any(c is None or c.col_span > 1 or c.row_span > 1 for c in run) or _is_across_head(run, table.n_head):
            continue
        for cell in run[1:]:
            if cell is not None:
                del cells[cell.row, cell.col]
        spans = {"col_span": n} if right else {"row_span": n}
        cells[first.row, first.col] = replace(first, text="Năm 2026" if filled else "", **spans)
    order = tuple(sorted(cells.values(), key=lambda c: (c.row, c.col)))
    return replace(table, cells=order, may_cut=False)


def _is_across_head(run: list[SetCell | None], n_head: int) -> bool:
    return len({c.row < n_head for c in run if c is not None}) > 1


def painted_pages(case: TableCase) -> Iterator[tuple[SetPage, Page, Move]]:
    """The pages of a case: as set, as painted, and where a box of the one lies on the other."""
    for number, page in enumerate(set_document(case.items).pages, 1):
        rng = np.random.default_rng(zlib.crc32(f"{case.name} {number}".encode()))
        pixels, dpi, move = painted(page, case, rng)
        pixels = _scanned(pixels, rng, sharp=rng.random() < (0.5 if isinstance(case.items[0], SetTable) else 0.0))
        height, width = pixels.shape
        points = page.size[0] * 72 / DPI, page.size[1] * 72 / DPI
        yield page, Page(PageFrame(number, width, height, dpi, *points), pixels), move


def true_rules(page: SetPage, move: Move) -> Truth | None:
    """The rules of a set page as a lattice; None if there are none."""
    ys = sorted({round(r[1]) for r in page.rules if r[1] == r[3]})
    xs = sorted({round(r[0]) for r in page.rules if r[0] == r[2]})
    if len(ys) < 2 or len(xs) < 2:
        return None
    across, down = np.zeros((len(ys), len(xs) - 1), np.bool_), np.zeros((len(ys) - 1, len(xs)), np.bool_)
    middles = (
        [(a + b) / 2 for a, b in itertools.pairwise(xs)],
        [(a + b) / 2 for a, b in itertools.pairwise(ys)],
    )
    for x0, y0, x1, y1 in page.rules:
        if y0 == y1:
            across[ys.index(round(y0))] |= np.array([min(x0, x1) <= x <= max(x0, x1) for x in middles[0]])
        else:
            down[:, xs.index(round(x0))] |= np.array([min(y0, y1) <= y <= max(y0, y1) for y in middles[1]])
    boxes = [[move((x, y, x, y)) for x in xs] for y in ys]
    points = np.array([[((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in row] for row in boxes])
    return Truth(points, across, down)


def page_to_samples(page: Page, truth: Truth | None) -> Iterator[Sample]:
    """The lattices of a worn page that are the table, as found and without what is none of it."""
    look = page_to_look(page)
    if look is None:
        return
    rulings = look.rulings(worn=True)
    lines = rulings_to_lines(rulings)
    for group in crossings_to_groups(lines_to_crossings(lines, rulings.measures.letter_height)):
        subset = line_subset(lines, *group)
        sides = lines_to_boundaries(subset, lines, rulings)
        if sides is None or len(sides[0].lines) * len(sides[1].lines) < 6:
            continue
        seen = look_at(*sides, subset, rulings)
        scale, letter = rulings.scale, rulings.measures.letter_height
        sample = label(seen, truth, (subset.lean_across, subset.lean_down), scale, letter)
        if sample is None:
            continue
        yield sample
        if truth is not None and not (sample.rows.all() and sample.cols.all()):
            rows, cols = (
                Side(tuple(x for x, true in zip(side.lines, kept, strict=True) if true))
                for side, kept in zip(sides, (sample.rows, sample.cols), strict=True)
            )
            again = label(
                look_at(rows, cols, subset, rulings), truth, (subset.lean_across, subset.lean_down), scale, letter
            )
            if again is not None:
                yield again


def label(seen: Seen, truth: Truth | None, lean: tuple[float, float], scale: float, letter: float) -> Sample | None:
    """What of a lattice is true; None if it is not the table."""
    rows, cols = seen.rows.levels, seen.cols.levels
    across, down = np.zeros((len(rows), len(cols) - 1)), np.zeros((len(cols), len(rows) - 1))
    if truth is None:
        return Sample(seen, across, down, np.zeros(len(rows)), np.zeros(len(cols)))
    xs = (cols[None, :] + lean[1] * rows[:, None]) * scale
    ys = rows[:, None] * scale + lean[0] * xs
    row_of = _matched(ys.mean(1), truth.points[:, :, 1].mean(1), _NEAR * letter * scale)
    col_of = _matched(xs.mean(0), truth.points[:, :, 0].mean(0), _NEAR * letter * scale)
    known = [(of >= 0).sum() / n for of, n in ((row_of, truth.across.shape[0]), (col_of, truth.down.shape[1]))]
    if min(known) < _KNOWN:
        return None
    col_at = _between(xs.mean(0), truth.points[:, :, 0].mean(0))
    row_at = _between(ys.mean(1), truth.points[:, :, 1].mean(1))
    for i, j in np.argwhere((row_of[:, None] >= 0) & (col_at[None, :] >= 0)):
        across[i, j] = truth.across[row_of[i], col_at[j]]
    for j, i in np.argwhere((col_of[:, None] >= 0) & (row_at[None, :] >= 0)):
        down[j, i] = truth.down[row_at[i], col_of[j]]
    return Sample(seen, across, down, (row_of >= 0).astype(np.float64), (col_of >= 0).astype(np.float64))


def _matched(found: Floats, true: Floats, most: float) -> NDArray[np.int_]:
    """The true level that each found one is, the nearest pairs first, -1 for none."""
    apart = np.abs(found[:, None] - true[None, :])
    out = np.full(len(found), -1)
    for k in np.argsort(apart, axis=None):
        a, b = divmod(int(k), len(true))
        if apart[a, b] <= most and out[a] < 0 and b not in out:
            out[a] = b
    return out


def _between(found: Floats, true: Floats) -> NDArray[np.int_]:
    """Between which true levels the middle of each gap between found ones lies, -1 for none."""
    at = np.searchsorted(true, (found[1:] + found[:-1]) / 2) - 1
    return np.where((at >= 0) & (at < len(true) - 1), at, -1)
