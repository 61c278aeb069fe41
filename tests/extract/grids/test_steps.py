"""Each geometric step by itself, from cases as data: worn pieces, crossings, lattice, alignment."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from sohoa.extract.grids.continuation import followed, shining_through
from sohoa.extract.grids.crossings import crossings_to_groups, lines_to_crossings, rulings_to_lines
from sohoa.extract.grids.dashed_rules import dashed_rules, dashes_alone
from sohoa.extract.grids.numbered_rows import split_rows
from sohoa.extract.grids.piece_evidence import Shown
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.grids.rule_fit import chords, fit_pieces
from sohoa.extract.grids.rulings import vector_rulings
from sohoa.extract.grids.unruled import aligned_grids
from sohoa.extract.grids.worn_rules import worn_rules
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word

HERE = Path(__file__).parent / "cases"


def cases(name):
    return [pytest.param(c, id=c["name"]) for c in json.loads((HERE / f"{name}.json").read_text("utf-8"))]


def vector_page(rules):
    return Page(
        PageFrame(1, 1240, 1754, 150.0, 595.0, 842.0), None, has_scan=False, rules=tuple(Rule(*r) for r in rules)
    )


@pytest.mark.parametrize("case", cases("worn"))
def test_worn_rules(case):
    pieces = [Rule(*p) for p in case["pieces"]]
    assert worn_rules(pieces, case["letter"]).tolist() == case["keep"]


@pytest.mark.parametrize("case", cases("crossings"))
def test_crossings(case):
    rulings = vector_rulings(vector_page(case["rules"]))
    crossings = lines_to_crossings(rulings_to_lines(rulings), rulings.measures.letter_height)
    found = sorted((round(c.y, -1), round(c.x, -1)) for c in crossings)
    assert found == sorted((y, x) for x, y in case["crossings"])
    assert len(crossings_to_groups(crossings)) == case["groups"]


@pytest.mark.parametrize("case", cases("lattice"))
def test_lattice(case):
    (lattice,) = page_to_steps(vector_page(case["rules"])).lattices
    assert lattice.row_levels == pytest.approx(np.array(case["rows"]), abs=2)
    assert lattice.col_levels == pytest.approx(np.array(case["cols"]), abs=2)


@pytest.mark.parametrize("case", cases("continuing"))
def test_boundaries_that_go_on(case):
    strict, clear, crossed = (np.array(case[k], dtype=float) for k in ("strict", "clear", "crossed"))
    found = followed(Shown(strict, clear, crossed, np.ones(len(strict))), np.array(case["lengths"], dtype=float))
    assert np.argwhere(found.inferred).tolist() == case["goes_on"]
    assert (found.shown[~found.inferred] == strict[~found.inferred]).all()
    assert (found.shown[found.inferred] >= strict[found.inferred]).all()


@pytest.mark.parametrize("case", cases("shining_through"))
def test_rules_of_the_other_side(case):
    strict, crossed = np.array(case["strict"], dtype=float), np.array(case["crossed"], dtype=float)
    shown = Shown(strict, strict, crossed, np.array(case["strength"], dtype=float))
    assert shining_through(shown, np.array(case["lengths"], dtype=float)).tolist() == case["through"]


@pytest.mark.parametrize("case", cases("fitting"))
def test_bow(case):
    xs, ys = np.array(case["points"], dtype=np.int64).T
    fit = fit_pieces(np.ones(len(xs), dtype=np.int64), xs, ys, 2)
    assert fit.slope[1] == pytest.approx(case["slope"], abs=0.005)
    assert fit.curve[1] == pytest.approx(case["curve"], abs=0.0005)


def test_a_bent_rule_is_followed():
    xs = np.arange(0, 801)
    ys = 200 + 8.0 * np.sin(xs / 800 * np.pi)
    points = np.rint(ys).astype(np.int64)
    fit = fit_pieces(np.zeros(len(xs), dtype=np.int64), xs, points, 1)
    line = Rule(0, fit.y[0] - 400 * fit.slope[0], 800, fit.y[0] + 400 * fit.slope[0])
    parts = chords(line, float(fit.curve[0]))
    assert (parts[0].x0, parts[-1].x1) == (0, 800)
    knots = [(r.x0, r.y0) for r in parts] + [(parts[-1].x1, parts[-1].y1)]
    assert np.abs(np.interp(xs, *np.array(knots).T) - ys).max() < 1.2


def line_words(y, *pieces, left=100):
    out = []
    for text, x in pieces:
        at = left + x
        for part in text.split():
            out.append(Word(part, part, Box(at, y, at + 10 * len(part), y + 20), 0.9))
            at += 10 * len(part) + 6
    return out


@pytest.mark.parametrize("case", cases("aligned"))
def test_aligned(case):
    words = [w for line in case["lines"] for w in line_words(*line)]
    grids = aligned_grids(words, [Rule(*r) for r in case["rules"]], ())
    if not case["rows"]:
        assert grids == ()
        return
    (grid,) = grids
    assert (grid.n_rows, grid.n_cols, grid.origin) == (case["rows"], case["cols"], "text")
    assert [[c.row, c.col, c.row_span, c.col_span] for c in grid.cells if c.row_span * c.col_span > 1] == case["spans"]
    covered = sorted((c.row + i, c.col + j) for c in grid.cells for i in range(c.row_span) for j in range(c.col_span))
    assert covered == [(r, c) for r in range(grid.n_rows) for c in range(grid.n_cols)]
    assert grid.confidence <= 0.5


def test_what_rules_show_is_not_looked_for_again():
    words = [
        w for line in json.loads((HERE / "aligned.json").read_text("utf-8"))[0]["lines"] for w in line_words(*line)
    ]
    cell = GridCell(0, 0, 1, 1, Box(0, 0, 1200, 1000))
    assert aligned_grids(words, (), [Grid(cell.box, 1, 1, (cell,))]) == ()


def body_grid():
    cells = [GridCell(0, c, 1, 1, Box(100 + 200 * c, 100, 300 + 200 * c, 140)) for c in range(3)]
    cells += [GridCell(1, c, 1, 1, Box(100 + 200 * c, 140, 300 + 200 * c, 400)) for c in range(3)]
    return Grid(Box(100, 100, 700, 400), 2, 3, tuple(cells))


def test_rows_that_no_rule_parts():
    words = [w for k in range(3) for w in line_words(150 + 60 * k, [str(k + 1), 20], ["Ban hành", 220])]
    grid = split_rows(body_grid(), words)
    assert (grid.n_rows, grid.n_cols, len(grid.cells), grid.origin) == (4, 3, 12, "text")
    assert grid.confidence <= 0.5


@pytest.mark.parametrize("first", [["1", "3", "7"], ["1", "x", "2"], ["2026", "Lam", "Giang"], ["1"]])
def test_a_cell_that_is_no_list_of_numbers_is_one_row(first):
    words = [w for k, t in enumerate(first) for w in line_words(150 + 60 * k, [t, 20], ["Ban hành", 220])]
    assert split_rows(body_grid(), words) == body_grid()


def dashes(lengths, gaps, level=100.0):
    """Rules along x: dashes and the gaps after them, in turns."""
    out, x = [], 50.0
    for length, gap in zip(lengths, gaps, strict=True):
        out.append(Rule(x, level, x + length, level))
        x += length + gap
    return out


@pytest.mark.parametrize(
    ("lengths", "gaps", "found"),
    [
        ([8] * 20, [5] * 20, 1),
        ([8, 8, 17, 8, 8, 8, 17, 8, 8, 8], [4, 5, 4, 4, 5, 4, 4, 4, 5, 4], 1),
        ([8] * 5, [5] * 5, 0),
        ([7, 12, 9, 5, 14, 6, 11, 8, 13, 6], [3, 11, 2, 18, 5, 9, 3, 14, 4, 16], 0),
        ([20, 6, 30, 8, 25, 5, 19, 33, 7, 22], [4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 0),
        ([5] * 20, [19] * 20, 0),
    ],
    ids=["dashes", "dashes that run together at cells", "too few", "strokes of text", "worn pieces", "sparse"],
)
def test_dashed_rules(lengths, gaps, found):
    assert len(dashed_rules(dashes(lengths, gaps), 14.0)) == found


def test_dashes_that_climb_are_no_rule():
    climbing = [Rule(p.x0, p.y0 + 7.0 * k, p.x1, p.y1 + 7.0 * k) for k, p in enumerate(dashes([8] * 20, [5] * 20))]
    assert dashed_rules(climbing, 14.0) == ()


def test_two_dashed_rules_are_two():
    pieces = dashes([8] * 20, [5] * 20) + dashes([8] * 20, [5] * 20, level=150.0)
    assert [len(c) for c in dashed_rules(pieces, 14.0)] == [20, 20]


def inked(*boxes, size=(200, 400)):
    """Ink of the boxes (x0, y0, x1, y1), on paper of `size` (height, width)."""
    ink = np.zeros(size, np.bool_)
    for x0, y0, x1, y1 in boxes:
        ink[y0:y1, x0:x1] = True
    return ink


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ([], True),
        ([(50, 106, 400, 120)], False),
        ([(50, 80, 400, 94)], False),
        ([(50, 112, 400, 126)], True),
        ([(50, 106, 230, 120)], True),
        ([(50, 106, 360, 120)], False),
    ],
    ids=[
        "nothing",
        "figures below",
        "figures above",
        "text at its usual distance",
        "text along half",
        "along nearly all",
    ],
)
def test_dashes_with_ink_beside_them_are_strokes_of_figures(beside, found):
    pieces = dashes([12] * 11, [20] * 11)
    alone = dashes_alone(pieces, inked(*((round(p.x0), 99, round(p.x1), 102) for p in pieces), *beside), 14.0)
    assert bool(dashed_rules(pieces, 14.0, alone)) == found


@pytest.mark.parametrize(("count", "gap", "found"), [(14, 5, True), (8, 5, False), (14, 18, False)])
def test_dashes_closer_and_more_than_letters_ever_stand_need_not_stand_alone(count, gap, found):
    pieces = dashes([8] * count, [gap] * count)
    assert bool(dashed_rules(pieces, 14.0, np.zeros(count, np.bool_))) == found


@pytest.mark.parametrize(
    ("gap", "begin", "found"),
    [(5, 0, 2), (18, 0, 1), (5, 60, 1)],
    ids=["the same stretch", "another pitch", "elsewhere"],
)
def test_dashes_beside_text_are_a_rule_where_another_runs_along(gap, begin, found):
    free, beside = dashes([8] * 9, [5] * 9), dashes([8] * 9, [gap] * 9, level=150.0)
    beside = [Rule(p.x0 + begin, p.y0, p.x1 + begin, p.y1) for p in beside]
    alone = np.array([True] * 9 + [False] * 9)
    assert len(dashed_rules(free + beside, 14.0, alone)) == found


def test_dashes_at_the_edge_of_the_paper_have_nothing_beyond_it():
    pieces = dashes([8] * 8, [5] * 8, level=1.0) + dashes([8] * 8, [5] * 8, level=198.0)
    assert dashes_alone(pieces, inked(), 14.0).all()


def test_a_page_full_of_pieces_is_soon_done():
    rng = np.random.default_rng(5)
    xs, ys, long = rng.uniform(0, 1240, 20_000), rng.uniform(0, 1754, 20_000), rng.uniform(5, 20, 20_000)
    pieces = [Rule(x, y, x + w, y) for x, y, w in zip(xs.tolist(), ys.tolist(), long.tolist(), strict=True)]
    start = process_time()
    dashed_rules(pieces, 14.0)
    assert process_time() - start < 10
