"""Each geometric step by itself, from cases as data: worn pieces, crossings, lattice, alignment."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sohoa.extract.grids.continuation import followed, shining_through
from sohoa.extract.grids.piece_evidence import Shown
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.grids.split_by_words import split_rows
from sohoa.extract.grids.unruled import aligned_grids
from sohoa.extract.rules.crossings import crossings_to_groups, lines_to_crossings, rulings_to_lines
from sohoa.extract.rules.rulings import vector_rulings
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word

HERE = Path(__file__).parent / "cases"
MARKED = np.zeros((6, 0, 0))


def cases(name):
    return [pytest.param(c, id=c["name"]) for c in json.loads((HERE / f"{name}.json").read_text("utf-8"))]


def vector_page(rules):
    return Page(
        PageFrame(1, 1240, 1754, 150.0, 595.0, 842.0), None, has_scan=False, rules=tuple(Rule(*r) for r in rules)
    )


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
    found = followed(
        Shown(strict, clear, crossed, np.ones(len(strict)), MARKED), np.array(case["lengths"], dtype=float)
    )
    assert np.argwhere(found.inferred).tolist() == case["goes_on"]
    assert (found.shown[~found.inferred] == strict[~found.inferred]).all()
    assert (found.shown[found.inferred] >= strict[found.inferred]).all()


@pytest.mark.parametrize("case", cases("shining_through"))
def test_rules_of_the_other_side(case):
    strict, crossed = np.array(case["strict"], dtype=float), np.array(case["crossed"], dtype=float)
    shown = Shown(strict, strict, crossed, np.array(case["strength"], dtype=float), MARKED)
    assert shining_through(shown, np.array(case["lengths"], dtype=float)).tolist() == case["through"]


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
