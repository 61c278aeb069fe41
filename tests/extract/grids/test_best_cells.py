"""The most probable cells: merged where that makes the whole grid more probable, and how sure each is."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sohoa.extract.grids.best_cells import Cells, best_cells

CASES = json.loads((Path(__file__).parent / "cases" / "whole_grids.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_whole_grids(case):
    spans, margins = best_cells(np.array(case["across"], float), np.array(case["down"], float))
    merged = [[s.row, s.col, s.row_span, s.col_span] for s in spans if s.row_span * s.col_span > 1]
    assert merged == case["merged"]
    unsure = [[s.row, s.col] for s, m in zip(spans, margins, strict=True) if m < 1]
    assert unsure == case["unsure"]


@pytest.mark.parametrize(("others", "merged"), [(2, True), (1, False)])
def test_cells_merged_over_the_same_rows_are_the_reason_of_one_more(others, merged):
    """A heading of two levels: beside it cells cover both, of the last the edge is nearly as likely as not."""
    across, down = np.full((4, 5), 4.0), np.full((3, 6), 4.0)
    across[1, :others], across[1, 4] = -4.0, -0.5
    spans, _ = best_cells(across, down)
    assert any((s.row, s.col, s.row_span) == (0, 4, 2) for s in spans) == merged


edges = st.integers(2, 5).flatmap(
    lambda n: st.integers(2, 5).flatmap(
        lambda m: st.tuples(
            arrays(np.float64, (n + 1, m), elements=st.floats(-6, 6)),
            arrays(np.float64, (n, m + 1), elements=st.floats(-6, 6)),
        )
    )
)


@given(edges)
def test_cells_cover_each_place_once_and_no_move_makes_the_grid_better(pair):
    across, down = pair
    spans, margins = best_cells(across, down)
    covered = [
        (i, j) for s in spans for i in range(s.row, s.row + s.row_span) for j in range(s.col, s.col + s.col_span)
    ]
    assert sorted(covered) == [(i, j) for i in range(down.shape[0]) for j in range(across.shape[1])]
    rects = [(s.row, s.row + s.row_span, s.col, s.col + s.col_span) for s in spans]
    single = [(i, i + 1, j, j + 1) for i, j in covered]
    assert Cells(across, down, rects).energy() <= Cells(across, down, single).energy() + 1e-9
    assert (margins >= 0).all()
