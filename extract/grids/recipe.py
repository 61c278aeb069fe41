"""Ruled grids of a page: page → rulings → lines → crossings → lattices → spans → grids.

Each step is a pure function of the one before, in a module of its own; `page_to_steps`
keeps them all, so that a person can be shown what each one saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sohoa.extract.evidence.odds import log_odds
from sohoa.extract.evidence.two_looks import with_own_witness, with_witness
from sohoa.extract.grids.best_cells import best_cells
from sohoa.extract.grids.lattice import Lattice, lines_to_lattice, side_by_side
from sohoa.extract.grids.missed import most_missed, none_missed, with_columns_of, with_missed
from sohoa.extract.grids.probable_lattice import cells_sure, probable_lattices, weighed, weighed_grid
from sohoa.extract.grids.spans import Span, lattice_to_spans
from sohoa.extract.grids.split_by_words import split_columns, split_rows
from sohoa.extract.grids.table_shape import is_table
from sohoa.extract.grids.unruled import aligned_grids
from sohoa.extract.rules.crossings import (
    Crossing,
    Floats,
    Lines,
    crossings_to_groups,
    line_subset,
    lines_to_crossings,
    rulings_to_lines,
)
from sohoa.extract.rules.page_look import page_to_look
from sohoa.extract.rules.rulings import Rulings, vector_rulings
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.page import Page
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word

_SURE = 0.98
"""Below this a grid's rules are so worn that another way of seeing them is tried; of 28 tables of real scans 26 have
more, tables under a seal 0.95 to 0.98."""
_EVEN = 0.5
_STRUCK = 0.2
"""Words stand across fewer pieces of each boundary of a table: of 17 drawn tables with a confidence above the one
before and no false boundary across none, across 0.29 with one."""
_FAIR = 0.5
"""Above this confidence whole rules tell better than inference which cells are merged, if that sees no more of them."""
_CLEARLY = 1.5
"""So many times as much of a page is right where one look is clearly better than another: 1.6 to 2.6 where rules of the
back of the sheet and streaks were columns; up to 2.2 where the second level of a heading was lost, so that looks which
differ in rows alone are not compared."""
_MANY_ROWS = 6
"""In fewer rows neither look knows enough of a column to overrule the other. A guess."""
_LONE_ROW = 0.4
"""So sure are the cells of a part of a table that is one row: of real ones 0.6 to 0.9, of boxes of a chart 0.25."""
_SIGNS_OF_A_TABLE = 4
"""Rules across, where none runs down, from which a worn table is looked for; a letterhead and notes have three."""
_HALF_RULE = 0.15
"""Half a rule and its blur, in letter heights: what is taken off a cell on every side."""


@dataclass(frozen=True, slots=True, eq=False)
class GridSteps:
    """What each step found on a page; working pixels times `rulings.scale` are page pixels."""

    rulings: Rulings
    lines: Lines
    crossings: tuple[Crossing, ...]
    lattices: tuple[Lattice, ...]
    grids: tuple[Grid, ...]


def page_to_steps(page: Page) -> GridSteps:
    """Grids of a cleaned page in reading order, and all that led to them.

    A grid has two columns or more; underlines, boxes, stamps and flow charts are none. Where rules are hardly
    whole, they are put together from pieces.

    Rule: A rule of a table is darker than the paper on both sides, thinner than a letter and longer than letters are.
    Test: extract/grids/test_grids.py::test_pixels
    """
    look = page_to_look(page)
    steps = rulings_to_steps(page, look.rulings() if look else vector_rulings(page))
    if look is None or is_well_ruled(steps):
        return steps
    if not steps.rulings.vertical and len(steps.rulings.horizontal) < _SIGNS_OF_A_TABLE:
        return steps
    worn = rulings_to_steps(page, look.rulings(worn=True))
    told = tuple(weighed(x, steps.lines, worn.rulings) for x in steps.lattices)
    whole = replace(steps, grids=tuple(map(weighed_grid, told, steps.grids)))
    fair = min((g.confidence for g in steps.grids), default=0.0) >= _FAIR
    if fair and not _sees_better(worn, whole):
        parted = _parted(whole, told)
        if seen := with_witness(parted.grids, worn.grids):
            return replace(parted, grids=seen)
    best, other = sorted((whole, worn), key=_surely_ruled, reverse=True)
    best = other if fair and _sees_better(other, best) else best
    looks = [whole, worn]
    if not is_well_ruled(best) and look.has_dashes(worn.rulings):
        looks.append(rulings_to_steps(page, look.rulings(worn=True, dashed=True)))
        best = max(best, looks[-1], key=_surely_ruled)
    others = [x for steps in looks if steps is not best for x in steps.lattices]
    near = best.rulings.measures.letter_height
    best = _parted(best, told) if best is whole else best
    return replace(best, lattices=tuple(with_columns_of(x, others, near) for x in best.lattices))


def is_well_ruled(steps: GridSteps) -> bool:
    """Are there grids, the rules of all of them whole, and no words that tell of more, or of less?"""
    whole = min((g.confidence for g in steps.grids), default=0.0) >= _SURE
    return whole and all(most_missed(x) < _EVEN and x.struck < _STRUCK for x in steps.lattices)


def _surely_ruled(steps: GridSteps) -> float:
    """Area of a page's grids, each counted as far as it is sure, and words tell of no more."""
    pairs = zip(steps.grids, steps.lattices, strict=True)
    return sum(g.confidence * none_missed(x) * g.box.area for g, x in pairs)


def _surely_right(steps: GridSteps) -> float:
    """Area of the cells of a page, each counted as far as it is sure."""
    return sum(c.sure * c.box.area for g in steps.grids for c in g.cells)


def _sees_better(one: GridSteps, other: GridSteps) -> bool:
    """Has one look found other columns, and are clearly more of its cells right?

    Rule: Where inference finds other columns than whole rules show, it is believed if clearly more of its cells are
        probably right: the back of the sheet and streaks have whole rules too; else what they show is doubtful.
    Test: extract/grids/test_inference.py::test_rules_of_the_back_of_the_sheet_are_no_rows
    """
    columns = (tuple(g.n_cols for g in steps.grids) for steps in (one, other))
    long = all(g.n_rows >= _MANY_ROWS for steps in (one, other) for g in steps.grids)
    return long and len(set(columns)) > 1 and _surely_right(one) > _CLEARLY * _surely_right(other)


def _parted(steps: GridSteps, told: Sequence[Lattice]) -> GridSteps:
    """Grids of whole rules with the cells of inference where it sees others between the same boundaries."""
    return replace(steps, grids=tuple(map(partial(_parted_grid, steps.rulings), told, steps.grids)))


def _parted_grid(rulings: Rulings, told: Lattice, grid: Grid) -> Grid:
    spans, cuts, sure = lattice_to_cells(told)
    words = np.zeros((0, 4)) if rulings.printed is None else rulings.printed.words * rulings.scale
    letter = rulings.measures.letter_height * rulings.scale
    return with_own_witness(grid, spans_to_grid(told, spans, cuts, rulings, sure), words, letter)


def rulings_to_steps(page: Page, rulings: Rulings) -> GridSteps:
    """Grids of the rules that one look at a page has seen."""
    lines = rulings_to_lines(rulings)
    crossings = lines_to_crossings(lines, rulings.measures.letter_height)
    lattices, grids = [], []
    for rows, cols in crossings_to_groups(crossings):
        for part in _lattices(line_subset(lines, rows, cols), lines, rulings):
            spans, cuts, sure = lattice_to_cells(part)
            known = part.n_rows > 1 or float(sure.mean()) >= _LONE_ROW
            if known and is_table(part, spans, cuts, rulings, (page.width, page.height)):
                lattices.append(part)
                grids.append(spans_to_grid(part, spans, cuts, rulings, sure))
    line = rulings.measures.letter_height * rulings.scale  # tables side by side begin level, but for a pixel
    order = sorted(range(len(grids)), key=lambda k: (round(grids[k].box.y0 / line), grids[k].box.x0))
    kept = [k for k in order if not any(_is_inside(grids[k], g) for g in grids)]
    return GridSteps(rulings, lines, crossings, tuple(lattices[k] for k in kept), tuple(grids[k] for k in kept))


def _lattices(lines: Lines, everything: Lines, rulings: Rulings) -> tuple[Lattice, ...]:
    """The lattices of lines that hang together: one, but for tables that stand side by side or close together."""
    if rulings.worn:
        found = probable_lattices(lines, everything, rulings)
    else:
        lattice = lines_to_lattice(lines, everything, rulings)
        found = () if lattice is None else (lattice,)
    return tuple(with_missed(part, everything, rulings) for one in found for part in side_by_side(one))


def complete_grids(steps: GridSteps | None, words: Sequence[Word]) -> tuple[Grid, ...]:
    """Ruled grids, made whole by the words that were read, and tables that only the words show, from top to bottom.

    Args:
        steps: what was found of rules, None if tables are switched off.
        words: of the page, with boxes in its pixels.
    """
    if steps is None:
        return ()
    scale = steps.rulings.scale
    rules = [Rule(r.x0 * scale, r.y0 * scale, r.x1 * scale, r.y1 * scale) for r in steps.rulings.horizontal]
    whole = (split_columns(g, _left_out(x, scale), words) for g, x in zip(steps.grids, steps.lattices, strict=True))
    ruled = tuple(split_rows(g, words) for g in whole)
    return tuple(sorted((*ruled, *aligned_grids(words, rules, ruled)), key=lambda g: (g.box.y0, g.box.x0)))


def _left_out(lattice: Lattice, scale: float) -> list[tuple[float, float]]:
    """Where each column that was left out meets the page's top, page pixels, and how it leans."""
    inner = [x for x in lattice.left_cols.tolist() if lattice.col_levels[0] < x < lattice.col_levels[-1]]
    return [(x * scale, lattice.lean_down) for x in inner]


def lattice_to_cells(lattice: Lattice) -> tuple[tuple[Span, ...], int, Floats]:
    """The cells of a lattice, how many cuts made them rectangles, and how sure each is (1 where rules are seen)."""
    if not lattice.probable:
        spans, cuts = lattice_to_spans(lattice)
        return spans, cuts, np.ones(len(spans))
    across, down = (log_odds(x.shown) for x in (lattice.across, lattice.down))
    spans, margins = best_cells(across, down)
    return spans, 0, cells_sure(lattice, spans, margins)


def spans_to_grid(
    lattice: Lattice, spans: tuple[Span, ...], cuts: int, rulings: Rulings, sure: Floats | None = None
) -> Grid:
    """The grid in page pixels; its confidence falls with every piece of rule that is half there.

    `sure`: of each cell, 1 where it is not given.
    """
    scale, inset = rulings.scale, _HALF_RULE * rulings.measures.letter_height

    def box(s: Span) -> Box:
        corners = [lattice.place(i, j) for i in (s.row, s.row + s.row_span) for j in (s.col, s.col + s.col_span)]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
        x0, x1, y0, y1 = (ax + cx) / 2 + inset, (bx + dx) / 2 - inset, (ay + by) / 2 + inset, (cy + dy) / 2 - inset
        return Box(x0 * scale, y0 * scale, max(x0, x1) * scale, max(y0, y1) * scale)

    told = [1.0] * len(spans) if sure is None else sure.round(3).tolist()
    cells = tuple(
        GridCell(s.row, s.col, s.row_span, s.col_span, box(s), sure=x) for s, x in zip(spans, told, strict=True)
    )
    outer = Box.around(c.box for c in cells).grown(inset * scale)
    shown, inferred = (
        np.concatenate([across.ravel(), down.ravel()])
        for across, down in (
            (lattice.across.shown, lattice.down.shown),
            (lattice.across.inferred, lattice.down.inferred),
        )
    )
    doubt = np.where(inferred, 1.0, 1 - np.abs(2 * shown - 1))
    confidence = max(0.0, 1 - float(doubt.mean()) - cuts / len(spans))
    return Grid(
        outer, lattice.n_rows, lattice.n_cols, cells, confidence, rulings.origin, lattice.open_top, lattice.open_bottom
    )


def _is_inside(grid: Grid, other: Grid) -> bool:
    """Does a grid stand inside another one?"""
    return other is not grid and other.box.area > grid.box.area and other.box.holds(grid.box.cx, grid.box.cy)
