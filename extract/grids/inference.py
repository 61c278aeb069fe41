"""Lattices of worn pages by inference: how probable boundaries and edges are, judged by all that is seen of the table.

Two stages: the first judges each edge by what is seen of it and of the others, the second also by what the first said
of the others (auto-context: Tu, Auto-context and its application to high-level vision tasks, CVPR 2008). Boundaries
in which the first does not believe are left out before the second. The cells are then chosen as a whole
(`best_cells`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sohoa.extract.evidence.edge_model import EdgeModel, edge_model
from sohoa.extract.evidence.odds import MOST, edges_given, probability
from sohoa.extract.evidence.word_places import words_part
from sohoa.extract.grids.boundaries import Side, lines_to_boundaries, reached
from sohoa.extract.grids.edge_features import Evidence, boundary_features, edge_features
from sohoa.extract.grids.merged_cells import with_words
from sohoa.extract.grids.missed import most_struck, under_streaks, with_proposals, with_streaks
from sohoa.extract.grids.seen import Seen, look_at, only, shown_of
from sohoa.extract.grids.table_shape import is_worn_table
from sohoa.extract.rules.crossings import Lines
from sohoa.extract.rules.rulings import Rulings

Floats = NDArray[np.float64]

_ROUNDS = 6
"""So often the least probable boundaries are left out and the rest is looked at again."""
_EVEN = 0.5
_ROW = 2.0
_COLUMN, _BELOW = (2.0, 4.1), 4.0
"""Log-odds of boundaries that stay: of a row; of a column at least, and enough, so much below the middle one of the
table between those. Wear lowers the odds of all columns of a table alike; figures one below the other have fewer than
its rules. Of 3,116 inner columns of 54 tables (seeds from 12000 on) 75 of the 2,672 true ones are lost and 5 of the 444
others stay; with 3.5 for all 91 and 6, with 4 for all 111 and none."""
_PARTED = 1.0, 5, 0.4
"""Log-odds of a column that stays where words part: in so many rows with words, this share of which have them on both
sides, and none across. Of 200 drawn tables (seeds from 14000 on) 3 such columns were left out with more and are true
(1.5 to 3.9), of the 220 of the test set 7 (1.4 to 3.9), and no false one; false ones had 0.7 and 0.6."""
_SIDE, _FOOT, _SOME_BOUNDARIES, _PAST = 4.6, 2.5, 4, 1.0
"""Log-odds, at least, of a side, of a head or a foot that most rules across run up to, in a table of so many boundaries
that way: half more than is enough; and how much less those past it have. Guesses; sides give 186 of the 220 worn tables
of the test set, 185 without."""
_SOME_ROWS = 3
"""In fewer rows no figures stand one below the other often enough to be taken for a column. A guess."""
_HEADING = 4
_ONE_EDGE = 1.5, 3.0
"""Log-odds of an edge that keep its row boundary among the first so many, and further down: the rule between two levels
of a heading is short, the feet of a line of text have edges that look like a rule. Guesses."""


@dataclass(frozen=True, slots=True, eq=False)
class Probable:
    """A lattice by inference: its boundaries, and the probability that each edge is ruled, shapes as in `Lattice`.

    `row_odds`, `col_odds`: log-odds that each boundary is one; `left_cols`: levels of columns that were left out for
    little.
    """

    rows: Side
    cols: Side
    across: Floats
    down: Floats
    row_odds: Floats
    col_odds: Floats
    left_cols: Floats


def lines_to_probable(lines: Lines, everything: Lines, rulings: Rulings) -> Probable | None:
    """The lattice of lines that hang together; None if they bound no two cells, or too many to be a table."""
    sides = lines_to_boundaries(lines, everything, rulings)
    if sides is None:
        return None
    model, left = edge_model(), list[float]()
    seen = _settled(look_at(*sides, lines, rulings), lines, rulings, left)
    if seen is None:
        return None
    seen, streaked = _with_proposals(seen, lines, everything, rulings, left)
    (row_odds, _), (col_odds, _) = _boundary_odds(seen, model)
    across, down = edge_odds(seen, model)
    col_odds, down = with_streaks(seen, streaked, col_odds, down)
    shown = min(shown_of(seen.across, across), shown_of(seen.down, down))
    struck = max(most_struck(x.words[0], odds > 0) for x, odds in ((seen.across, across), (seen.down, down)))
    if not is_worn_table(shown, min(row_odds.mean(), col_odds.mean()), struck):
        return None
    found = _probable(seen, (across, down), (row_odds, col_odds))
    own, letter = np.array(left), rulings.measures.letter_height
    away = np.abs(own[:, None] - seen.cols.levels).min(1, initial=np.inf) > letter
    return replace(found, left_cols=own[away])


def _settled(seen: Seen, lines: Lines, rulings: Rulings, left: list[float]) -> Seen | None:
    """The lattice without the boundaries in which inference does not believe; None if too few stay.

    A column that was believed among more boundaries counts as it was then: of a few that are alike, all would go at
    once. `left` gets the levels of columns that go though they are rather there than not.
    """
    model, most = edge_model(), np.full(len(seen.cols.lines), -np.inf)
    for _ in range(_ROUNDS):
        (_, rows), (odds, cols) = _boundary_odds(seen, model, most)
        if rows.all() and cols.all():
            break
        if rows.sum() < 2 or cols.sum() < 2:
            return None
        left += seen.cols.levels[~cols & (odds >= _PARTED[0])].tolist()
        seen, most = look_at(only(seen.rows, rows), only(seen.cols, cols), lines, rulings), odds[cols]
    return seen


def _with_proposals(
    seen: Seen, lines: Lines, everything: Lines, rulings: Rulings, left: list[float]
) -> tuple[Seen, Floats]:
    """The lattice with the boundaries that words tell of, if they are probable then; levels of those under streaks.

    `left`: as for `_settled`.

    Rule: A worn rule between two levels of a heading, over a few columns, parts them where words stand above and below,
        if an edge of it is rather ruled than not.
    Test: extract/grids/test_inference.py::test_a_short_rule_between_two_levels_of_a_heading
    """
    more = with_proposals(seen.rows, seen.cols, lines, everything, rulings)
    if more is None:
        return seen, np.zeros(0)
    again, model = look_at(*more, lines, rulings), edge_model()
    edges = _first_stage(again, model)[0][1].max(axis=1)
    short = (edges > 0) & (np.arange(len(edges)) < _HEADING)
    (_, rows), (odds, cols) = _boundary_odds(again, model)
    at = np.zeros(0) if cols.all() else under_streaks(seen.rows, seen.cols, lines, rulings)
    cols |= np.isclose(again.cols.levels[:, None], at, atol=rulings.measures.letter_height).any(1)
    kept = (
        np.isin(again.rows.levels, seen.rows.levels) | rows | short,
        np.isin(again.cols.levels, seen.cols.levels) | cols,
    )
    left += again.cols.levels[~kept[1] & (odds >= _PARTED[0])].tolist()
    if not (kept[0].all() and kept[1].all()):
        again = look_at(only(again.rows, kept[0]), only(again.cols, kept[1]), lines, rulings)
    return again, at


def sides_to_probable(rows: Side, cols: Side, lines: Lines, rulings: Rulings) -> Probable:
    """What inference says of boundaries that others have found."""
    model, seen = edge_model(), look_at(rows, cols, lines, rulings)
    (row_odds, _), (col_odds, _) = _boundary_odds(seen, model)
    return _probable(seen, edge_odds(seen, model), (row_odds, col_odds))


def _probable(seen: Seen, edges: tuple[Floats, Floats], boundaries: tuple[Floats, Floats]) -> Probable:
    across, down = (edges_given(b, probability(e)) for b, e in zip(boundaries, edges, strict=True))
    return Probable(seen.rows, seen.cols, *with_words(across, down.T, seen.places), *boundaries, np.zeros(0))


def lines_to_tables(lines: Lines, everything: Lines, rulings: Rulings) -> tuple[Probable, ...]:
    """The same, as several where a row between them has no rule on either side: tables that stand close, or a heading.

    Rule: Where a row of a worn table is ruled on neither side, there are two tables, one above it and one below.
    Test: extract/grids/test_inference.py::test_two_tables_with_a_heading_between
    """
    found = lines_to_probable(lines, everything, rulings)
    if found is None:
        return ()
    outside = np.flatnonzero((found.down[:, 0] < _EVEN) & (found.down[:, -1] < _EVEN))
    inner = outside[(outside > 0) & (outside < len(found.down) - 1)]
    if not len(inner):
        return (found,)
    levels = found.rows.levels[inner[0] : inner[0] + 2]
    parts = (_between(lines, -np.inf, float(levels[0]), rulings), _between(lines, float(levels[1]), np.inf, rulings))
    return tuple(table for part in parts for table in lines_to_tables(part, everything, rulings))


def _between(lines: Lines, top: float, bottom: float, rulings: Rulings) -> Lines:
    """The lines between two levels, both included, verticals cut off there."""
    near = rulings.measures.letter_height
    cut = (replace(v, start=max(v.start, top), end=min(v.end, bottom)) for v in lines.vertical)
    return replace(
        lines,
        horizontal=tuple(h for h in lines.horizontal if top - near <= h.level <= bottom + near),
        vertical=tuple(v for v in cut if v.length > near),
    )


def _first_stage(seen: Seen, model: EdgeModel) -> tuple[tuple[Evidence, Floats], tuple[Evidence, Floats]]:
    across, down = stage_features(seen, None)
    return (seen.across, model.first.log_odds(across)), (seen.down, model.first.log_odds(down))


def stage_features(seen: Seen, said: tuple[Floats, Floats] | None) -> tuple[Floats, Floats]:
    """Features of all edges, across and down (own boundaries first); `said`: probabilities of the first stage."""
    as_seen = (np.maximum(x.shown.strict, x.shown.clear) for x in (seen.across, seen.down))
    across, down = said if said is not None else as_seen
    staged = said is not None
    return (
        edge_features(seen.across, seen.wear, across, down, staged),
        edge_features(seen.down, seen.wear, down, across, staged),
    )


def edge_odds(seen: Seen, model: EdgeModel) -> tuple[Floats, Floats]:
    """Log-odds that each edge is ruled, across and down (both with own boundaries first)."""
    said = tuple(probability(odds) for _, odds in _first_stage(seen, model))
    across, down = stage_features(seen, (said[0], said[1]))
    return model.second.log_odds(across), model.second.log_odds(down)


def _boundary_odds(seen: Seen, model: EdgeModel, most: Floats | None = None) -> list[tuple[Floats, NDArray[np.bool_]]]:
    """Log-odds that each boundary is one, and which are believed, rows and columns; open sides are.

    `most`: what columns count as at least. Of those that are improbable only the worse half goes, of rows and columns
    together.

    Rule: A line of text close above or below a worn table is no row of it.
    Test: extract/grids/test_inference.py::test_a_line_of_text_above_is_no_row
    """
    stage, told = _first_stage(seen, model), []
    for side, (own, odds), (_, other) in zip((seen.rows, seen.cols), stage, stage[::-1], strict=True):
        boundary = model.boundary.log_odds(boundary_features(own, seen.wear, probability(odds), probability(other)))
        for k, is_open in ((0, side.open_first), (-1, side.open_last)):
            boundary[k] = MOST if is_open else boundary[k]
        told.append(boundary)
    rows, cols = told if most is None else (told[0], np.maximum(told[1], most))
    rows, cols = _with_ends(rows, _FOOT, seen.rows, seen.cols), _with_ends(cols, _SIDE, seen.cols, seen.rows)
    one_edge = np.where(np.arange(len(rows)) < _HEADING, *_ONE_EDGE)
    over = np.where(stage[0][1].max(axis=1) > one_edge, 1.0, rows - _ROW), cols - _enough(cols, len(rows) - 1, seen)
    worst = min(0.0, *(float(x.min()) for x in over))
    return [(odds, np.asarray(x > worst / 2)) for odds, x in zip((rows, cols), over, strict=True)]


def _with_ends(odds: Floats, least: float, own: Side, crossing: Side) -> Floats:
    """Log-odds of boundaries, at `least` of those up to which most rules across run, less of those past them."""
    if len(odds) < _SOME_BOUNDARIES:
        return odds
    ends, at = reached(own, crossing), np.arange(len(odds))
    for end, past in zip(ends, (at < (ends[0] or 0), at > (len(at) if ends[1] is None else ends[1])), strict=True):
        if end is not None:
            odds = np.where(at == end, np.maximum(odds, least), odds) - _PAST * past
    return np.asarray(odds)


def _enough(cols: Floats, n_rows: int, seen: Seen) -> Floats:
    """Log-odds that each column of a table has if it stays.

    Rule: A column that wear leaves hardly probable stays where words part most rows of a worn table there and none runs
        across.
    Test: extract/grids/test_split_columns.py::test_a_hardly_probable_column_stays_where_words_part
    """
    least, enough = _COLUMN
    usual = least if n_rows < _SOME_ROWS else float(np.clip(np.median(cols) - _BELOW, least, enough))
    return np.where(words_part(seen.down.words, *_PARTED[1:]), min(usual, _PARTED[0]), usual)
