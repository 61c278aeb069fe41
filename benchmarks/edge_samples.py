"""What the model of edges is fitted on: lattices of drawn pages (`fit_pages`), and what of them was really ruled.

The truth is the rules as they were set, moved as the page was. Each page gives its lattices as they are found at the
second look (worn rules) and the third (dashes), and those of the table without what is none of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from edge_truth import Truth, between, matched, places
from numpy.typing import NDArray

from sohoa.extract.evidence.odds import log_odds
from sohoa.extract.grids.best_cells import best_cells, margins_of
from sohoa.extract.grids.boundaries import Side, lines_to_boundaries
from sohoa.extract.grids.lattice import Lattice
from sohoa.extract.grids.missed import sides_to_said, with_proposals
from sohoa.extract.grids.probable_lattice import cell_features, weighed
from sohoa.extract.grids.recipe import is_well_ruled, rulings_to_steps
from sohoa.extract.grids.seen import Seen, look_at
from sohoa.extract.grids.spans import Span, lattice_to_spans
from sohoa.extract.rules.crossings import (
    Lines,
    crossings_to_groups,
    line_subset,
    lines_to_crossings,
    rulings_to_lines,
)
from sohoa.extract.rules.page_look import PageLook, page_to_look
from sohoa.extract.rules.rulings import Rulings
from sohoa.nouns.page import Page

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_NEAR = 1.0
"""A boundary is a true one if it stands within so many letter heights of it."""
_KNOWN = 0.6
"""Share of the true boundaries that a lattice has, else it is another drawing."""
_SURE = 4.0
"""Log-odds of an edge that is known."""
_CLEAR = 0.9
"""A boundary that was missed is no nearer to those that are known (letter heights)."""
_ENOUGH = 3
"""A lattice has more boundaries than this, one way, if one of them is taken away."""
_FEWEST, _FEWEST_OF_A_TABLE = 6, 2
"""Crossings of a lattice that may be a table, and boundaries, one way."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A lattice and what of it is true, own boundaries first: edges (1 ruled), boundaries (1 rules of the table)."""

    seen: Seen
    across: Floats
    down: Floats
    rows: Floats
    cols: Floats


def page_to_samples(page: Page, truth: Truth | None) -> Iterator[Sample]:
    """The lattices of a page at the second look, and at the third if there are dashes.

    As found; without what is none of the table, and with what words propose then; the same of some that have a
    boundary less.
    """
    look = page_to_look(page)
    if look is None:
        return
    for rulings in list(_looks(look))[1:]:
        lines = rulings_to_lines(rulings)
        for subset, rows, cols in _found(lines, rulings):
            sample = _label(rows, cols, subset, rulings, truth)
            if sample is None:
                continue
            yield sample
            known = _only(rows, sample.rows), _only(cols, sample.cols)
            if min(len(x.lines) for x in known) < _FEWEST_OF_A_TABLE:
                continue
            rng = np.random.default_rng(len(rows.lines))
            for some in itertools.islice(_with_fewer(*known, rng), 3):
                more = with_proposals(*some, subset, lines, rulings)
                if more is not None or some == known:
                    again = _label(*(more or some), subset, rulings, truth)
                    if again is not None:
                        yield again


def label(seen: Seen, truth: Truth | None, lean: tuple[float, float], scale: float, letter: float) -> Sample | None:
    """What of a lattice is true, nothing if it stands beside the table; None if it is a part of the table."""
    rows, cols = seen.rows.levels, seen.cols.levels
    across, down = np.zeros((len(rows), len(cols) - 1)), np.zeros((len(cols), len(rows) - 1))
    none = Sample(seen, across, down, np.zeros(len(rows)), np.zeros(len(cols)))
    if truth is None:
        return none
    ys, xs = places(rows, cols, lean, scale)
    true_ys, true_xs = truth.levels
    if ys.min() > true_ys[-1] or ys.max() < true_ys[0]:
        return none
    row_of, col_of = matched(ys, true_ys, _NEAR * letter * scale), matched(xs, true_xs, _NEAR * letter * scale)
    known = [(of >= 0).sum() / n for of, n in ((row_of, truth.across.shape[0]), (col_of, truth.down.shape[1]))]
    if min(known) < _KNOWN:
        return None
    col_at, row_at = between(xs, true_xs), between(ys, true_ys)
    for i, j in np.argwhere((row_of[:, None] >= 0) & (col_at[None, :] >= 0)):
        across[i, j] = truth.across[row_of[i], col_at[j]]
    for j, i in np.argwhere((col_of[:, None] >= 0) & (row_at[None, :] >= 0)):
        down[j, i] = truth.down[row_at[i], col_of[j]]
    return Sample(seen, across, down, (row_of >= 0).astype(np.float64), (col_of >= 0).astype(np.float64))


def page_to_gaps(page: Page, truth: Truth | None) -> Iterator[tuple[Floats, Floats]]:
    """What words say of each gap between true boundaries that looks at a page find, and in which one was missed (1).

    Of each lattice a few boundaries are taken away, by chance, so that some are missed.
    """
    look = page_to_look(page)
    if look is None or truth is None:
        return
    rng = np.random.default_rng(len(truth.across))
    for rulings in _looks(look):
        lines = rulings_to_lines(rulings)
        for subset, rows, cols in _found(lines, rulings):
            sample = _label(rows, cols, subset, rulings, truth)
            if sample is None or min(sample.rows.sum(), sample.cols.sum()) < _FEWEST_OF_A_TABLE:
                continue
            for some in _with_fewer(_only(rows, sample.rows), _only(cols, sample.cols), rng):
                yield from _gaps(*some, subset, rulings, truth)


def _gaps(rows: Side, cols: Side, lines: Lines, rulings: Rulings, truth: Truth) -> Iterator[tuple[Floats, Floats]]:
    near = _CLEAR * rulings.measures.letter_height * rulings.scale
    at = places(rows.levels, cols.levels, (lines.lean_across, lines.lean_down), rulings.scale)
    said = sides_to_said(rows, cols, lines, rulings)
    for told, found, true in zip(said, at, truth.levels, strict=True):
        rest = np.delete(true, [k for k in matched(found, true, near) if k >= 0])
        inside = (rest > found[:-1, None] + near) & (rest < found[1:, None] - near)
        yield told.gaps, inside.any(1).astype(np.float64)


def _found(lines: Lines, rulings: Rulings) -> Iterator[tuple[Lines, Side, Side]]:
    """Lines that hang together and may be a table, with their boundaries."""
    for group in crossings_to_groups(lines_to_crossings(lines, rulings.measures.letter_height)):
        subset = line_subset(lines, *group)
        sides = lines_to_boundaries(subset, lines, rulings)
        if sides is not None and len(sides[0].lines) * len(sides[1].lines) >= _FEWEST:
            yield subset, *sides


def _only(side: Side, known: Floats) -> Side:
    return Side(tuple(x for x, own in zip(side.lines, known, strict=True) if own))


def _with_fewer(rows: Side, cols: Side, rng: np.random.Generator) -> Iterator[tuple[Side, Side]]:
    """The boundaries, and the same without one row boundary, and without one column boundary, twice."""
    yield rows, cols
    for which in (0, 1, 1):
        side = (rows, cols)[which]
        if len(side.lines) > _ENOUGH:
            left = np.arange(len(side.lines)) != rng.integers(1, len(side.lines) - 1)
            yield (rows, _only(cols, left)) if which else (_only(rows, left), cols)


def _looks(look: PageLook) -> Iterator[Rulings]:
    yield look.rulings()
    worn = look.rulings(worn=True)
    yield worn
    if look.has_dashes(worn):
        yield look.rulings(worn=True, dashed=True)


def _label(rows: Side, cols: Side, lines: Lines, rulings: Rulings, truth: Truth | None) -> Sample | None:
    lean = lines.lean_across, lines.lean_down
    return label(look_at(rows, cols, lines, rulings), truth, lean, rulings.scale, rulings.measures.letter_height)


def page_to_cells(page: Page, truth: Truth | None) -> Iterator[tuple[Floats, Floats]]:
    """Features of the cells of each table that the looks at a worn page find, and which are right (1)."""
    look = page_to_look(page)
    if look is None or is_well_ruled(whole := rulings_to_steps(page, look.rulings())):
        return
    first, *others = list(_looks(look))[1:]
    found = [(x, weighed(x, whole.lines, first), whole.rulings) for x in whole.lattices]
    for seen in (first, *others):
        steps = rulings_to_steps(page, seen)
        found += [(None, x, seen) for x in steps.lattices]
    for own, lattice, seen in found:
        across, down = log_odds(lattice.across.shown), log_odds(lattice.down.shown)
        if own is None:
            spans, margins = best_cells(across, down)
        else:
            spans = lattice_to_spans(own)[0]
            margins = margins_of(spans, across, down)
        yield cell_features(lattice, spans, margins), _right_cells(lattice, spans, truth, seen)


def _right_cells(lattice: Lattice, spans: Sequence[Span], truth: Truth | None, rulings: Rulings) -> Floats:
    """Which cells stand where a true one stands, in its column (1)."""
    if truth is None:
        return np.zeros(len(spans))
    across, down = (np.asarray(_SURE * (2.0 * x - 1)) for x in (truth.across, truth.down))
    true, _ = best_cells(across, down)
    known = {(s.row, s.row + s.row_span, s.col, s.col + s.col_span) for s in true}
    at = places(lattice.row_levels, lattice.col_levels, (lattice.lean_across, lattice.lean_down), rulings.scale)
    near = _NEAR * rulings.measures.letter_height * rulings.scale
    row_of, col_of = (matched(found, true, near) for found, true in zip(at, truth.levels, strict=True))

    def is_right(s: Span) -> bool:
        ends = row_of[s.row], row_of[s.row + s.row_span], col_of[s.col], col_of[s.col + s.col_span]
        return ends in known and col_of[s.col] == s.col

    return np.array([is_right(s) for s in spans], np.float64)
