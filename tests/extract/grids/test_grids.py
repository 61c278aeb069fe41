"""Grids from rules: the same tables as vectors, and drawn and worn as pixels."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.extract.grids.continuation import Pieces
from sohoa.extract.grids.lattice import Lattice, natural_break, without_weak_rows
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.grids.spans import lattice_to_spans
from sohoa.extract.grids.table_shape import is_closed
from sohoa.nouns.geometry import Rule
from sohoa.nouns.page import Page, PageFrame

HERE = Path(__file__).parent / "cases"
GRIDS = json.loads((HERE / "grids.json").read_text("utf-8"))
SPANS = json.loads((HERE / "spans.json").read_text("utf-8"))
DPI, SIZE = 150.0, (1240, 1754)


def rules_of(case):
    across = [Rule(a, y, b, y) for y, a, b in case["across"]]
    return across, [Rule(x, a, x, b) for x, a, b in case["down"]]


def page_of(pixels=None, rules=()):
    return Page(PageFrame(1, *SIZE, DPI, 595.0, 842.0), pixels, has_scan=pixels is not None, rules=tuple(rules))


def drawn(case, grey=40):
    pixels = np.full((SIZE[1], SIZE[0]), 250, np.uint8)
    for group in rules_of(case):
        for r in group:
            cv2.line(pixels, (int(r.x0), int(r.y0)), (int(r.x1), int(r.y1)), grey, 2)
    return pixels


def check(grids, expected):
    assert [(g.n_rows, g.n_cols) for g in grids] == [(e["rows"], e["cols"]) for e in expected]
    for g, e in zip(grids, expected, strict=True):
        wide = [[c.row, c.col, c.row_span, c.col_span] for c in g.cells if c.row_span * c.col_span > 1]
        assert wide == e["spans"]
        assert g.open_bottom == e.get("open_bottom", False)
        assert sum(c.row_span * c.col_span for c in g.cells) == g.n_rows * g.n_cols


@pytest.mark.parametrize("case", GRIDS, ids=lambda c: c["name"])
def test_vectors(case):
    across, down = rules_of(case)
    grids = page_to_steps(page_of(rules=[*across, *down])).grids
    check(grids, case["grids"])
    assert all(g.origin == "vectors" for g in grids)


@pytest.mark.parametrize("case", GRIDS, ids=lambda c: c["name"])
def test_pixels(case):
    check(page_to_steps(page_of(drawn(case))).grids, case["grids"])


def _faint(p):
    return (255 - (255.0 - p) * 0.2).astype(np.uint8)


def _noisy(p):
    return np.clip(p - np.random.default_rng(3).normal(20, 9, p.shape), 0, 255).astype(np.uint8)


def _skewed(p):
    turn = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), 0.3, 1)
    return cv2.warpAffine(p, turn, SIZE, borderValue=250)


def _bent(p):
    y, x = np.indices(p.shape).astype(np.float32)
    return cv2.remap(p, x + 2 * np.sin(y / 300), y + 3 * np.sin(x / 400), cv2.INTER_LINEAR, borderValue=250)


def _dotted(p):
    out = p.copy()
    out[::6], out[:, ::6] = 250, 250
    return out


def _worn(p):
    rng, out = np.random.default_rng(5), p.copy()
    for _ in range(400):
        x, y = rng.integers(0, SIZE[0]), rng.integers(0, SIZE[1])
        cv2.circle(out, (int(x), int(y)), int(rng.integers(3, 9)), 250, -1)
    return out


def _sealed(p):
    return cv2.circle(cv2.circle(p.copy(), (700, 230), 120, 60, 4), (700, 230), 70, 60, 3)


WEAR = (_faint, _noisy, _skewed, _bent, _dotted, _worn)


@pytest.mark.parametrize("wear", WEAR, ids=lambda f: f.__name__)
@pytest.mark.parametrize("case", [GRIDS[1], GRIDS[2], GRIDS[3]], ids=lambda c: c["name"])
def test_worn_pixels(case, wear):
    check(page_to_steps(page_of(wear(drawn(case)))).grids, case["grids"])


@pytest.mark.parametrize("case", [GRIDS[1], GRIDS[3]], ids=lambda c: c["name"])
def test_rules_crossed_by_a_seal(case):
    check(page_to_steps(page_of(_sealed(drawn(case)))).grids, case["grids"])


def test_cells_lie_between_the_rules():
    grid = page_to_steps(page_of(drawn(GRIDS[0]))).grids[0]
    box = next(c.box for c in grid.cells if (c.row, c.col) == (1, 1))
    assert (200 < box.x0 < 208) and (692 < box.x1 < 700) and (160 < box.y0 < 168) and (292 < box.y1 < 300)


def test_text_is_no_table():
    pixels = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    for y in range(120, 1600, 36):
        cv2.putText(pixels, "thi dien luc hop tac lap ke hoach nhiem vu lien tinh kiem tra", (100, y), 0, 0.8, 0, 2)
    assert page_to_steps(page_of(pixels)).grids == ()


def test_a_streak_through_the_page_is_no_column():
    pixels = drawn(GRIDS[0])
    cv2.line(pixels, (450, 0), (450, SIZE[1]), 120, 1)
    for y in (130, 200, 240, 280):
        cv2.putText(pixels, "kiem tra lien tinh", (330, y), 0, 0.7, 0, 2)
    assert [g.n_cols for g in page_to_steps(page_of(pixels)).grids] == [3]


def test_blank_page():
    steps = page_to_steps(page_of(np.full((SIZE[1], SIZE[0]), 255, np.uint8)))
    assert steps.grids == () and steps.crossings == ()


def seen(shares):
    return Pieces(shares, np.zeros(shares.shape, np.bool_))


def lattice(across, down):
    across, down = np.array(across, float), np.array(down, float)
    return Lattice(np.arange(len(across)) * 100.0, np.arange(down.shape[1]) * 100.0, seen(across), seen(down))


@pytest.mark.parametrize("case", SPANS, ids=lambda c: c["name"])
def test_spans(case):
    spans, cuts = lattice_to_spans(lattice(case["across"], case["down"]))
    assert [[s.row, s.col, s.row_span, s.col_span] for s in spans] == case["spans"]
    assert cuts == case["cuts"]


@pytest.mark.parametrize(
    ("boundary", "stays"),
    [
        ([0.9, 0.8, 0.9], True),
        ([0.95, 0.9, 0.0], True),  # merged cells on one side
        ([0.0, 0.0, 0.85], True),
        ([0.1, 0.5, 0.5], False),  # a line of text in two wide columns
        ([0.0, 0.0, 0.6], False),
    ],
)
def test_lines_of_text_are_no_row_boundaries(boundary, stays):
    found = without_weak_rows(lattice([[0.9] * 3, boundary, [0.85] * 3, [0.95] * 3], [[0.9] * 4] * 3))
    assert found.n_rows == (3 if stays else 2)


FULL_ACROSS, FULL_DOWN = [[1, 1, 1]] * 4, [[1, 1, 1, 1]] * 3


@pytest.mark.parametrize(
    ("across", "down", "closed"),
    [
        (FULL_ACROSS, FULL_DOWN, True),
        (FULL_ACROSS, [[1, 1, 1, 0.7], [1, 1, 1, 0.0], [1, 1, 1, 0.3]], True),  # one worn side
        (FULL_ACROSS, [[0.4, 1, 1, 0.4]] * 3, False),  # two
        (FULL_ACROSS, [[1, 1, 1, 0.1]] * 3, False),  # nearly none of it is left
        ([[0.7, 0.6, 0.7]] * 4, [[0.7, 0.5, 0.5, 0.4]] * 3, False),  # the rest is no better
        ([[1, 1, 1]] * 2, [[1, 1, 1, 0.4]], False),  # a row of boxes
    ],
)
def test_a_table_is_closed_on_all_sides_but_one(across, down, closed):
    assert is_closed(lattice(across, down)) is closed


@given(st.integers(1, 5), st.integers(1, 5), st.randoms(use_true_random=False))
def test_spans_tile_the_lattice(n_rows, n_cols, random):
    across = [[random.random() for _ in range(n_cols)] for _ in range(n_rows + 1)]
    down = [[random.random() for _ in range(n_cols + 1)] for _ in range(n_rows)]
    spans, _ = lattice_to_spans(lattice(across, down))
    covered = [(s.row + i, s.col + j) for s in spans for i in range(s.row_span) for j in range(s.col_span)]
    assert sorted(covered) == [(i, j) for i in range(n_rows) for j in range(n_cols)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(40, 160), min_size=1, max_size=7), st.lists(st.integers(60, 250), min_size=2, max_size=4))
def test_any_plain_table_is_found(heights, widths):
    xs, ys = 80 + np.cumsum([0, *widths]), 90 + np.cumsum([0, *heights])
    if xs[-1] - xs[0] < 400:  # as small as a stamp
        return
    across = [[int(y), int(xs[0]), int(xs[-1])] for y in ys]
    down = [[int(x), int(ys[0]), int(ys[-1])] for x in xs]
    grids = page_to_steps(page_of(drawn({"across": across, "down": down}))).grids
    check(grids, [{"rows": len(heights), "cols": len(widths), "spans": []}])


def test_natural_break():
    assert natural_break(seen(np.array([0.0, 0.1, 0.66, 1.0, 1.0]))) == pytest.approx(0.83)
    assert natural_break(seen(np.array([0.5, 0.6, 0.7, 0.8, 0.9]))) == pytest.approx(0.42)


def test_what_was_inferred_tells_nothing_of_the_print():
    shown, inferred = np.array([0.5, 0.6, 0.7, 0.7, 0.8]), np.array([False, False, True, True, False])
    assert natural_break(Pieces(shown, inferred)) == natural_break(seen(shown[~inferred]))


def test_a_piece_stays_inferred_where_a_weak_row_is_dropped():
    found = lattice([[0.9] * 3, [0.1, 0.5, 0.5], [0.85] * 3, [0.95] * 3], [[0.9] * 4] * 3)
    down = Pieces(found.down.shown, np.array([[False, True, True, False]] * 2 + [[False, False, True, False]]))
    merged = without_weak_rows(replace(found, down=down))
    assert merged.n_rows == 2
    assert merged.down.inferred.tolist() == [[False, True, True, False], [False, False, True, False]]


def two_tables(gap, top_rule=False):
    """Two ruled tables of equal rows, `gap` pixels apart; with `top_rule` the gap is closed above and below."""
    xs = ((100, 160, 420, 560), (560 + gap, 620 + gap, 860 + gap, 1000 + gap))
    ys = range(200, 441, 48)
    across = [Rule(x[0], y, x[-1], y) for x in xs for y in ys]
    if top_rule:
        across += [Rule(560, y, 560 + gap, y) for y in (200, 440)]
    return [*across, *(Rule(v, 200, v, 440) for x in xs for v in x)]


@pytest.mark.parametrize("gap", [36, 60, 120])
@pytest.mark.parametrize("pixels", [False, True])
def test_two_tables_side_by_side(gap, pixels):
    rules = two_tables(gap)
    page = page_of(rules=rules)
    if pixels:
        picture = np.full((SIZE[1], SIZE[0]), 250, np.uint8)
        for r in rules:
            cv2.line(picture, (int(r.x0), int(r.y0)), (int(r.x1), int(r.y1)), 40, 2)
        page = page_of(picture)
    grids = page_to_steps(page).grids
    assert [(g.n_rows, g.n_cols) for g in grids] == [(5, 3), (5, 3)]
    assert grids[0].box.x1 < grids[1].box.x0


def test_a_column_merged_over_all_rows_parts_no_table():
    grids = page_to_steps(page_of(rules=two_tables(60, top_rule=True))).grids
    assert [(g.n_rows, g.n_cols) for g in grids] == [(5, 7)]


def test_an_open_column_at_the_side_is_no_gap():
    rules = [Rule(100, y, 500, y) for y in range(200, 441, 48)] + [Rule(x, 200, x, 440) for x in (100, 160, 500, 700)]
    assert len(page_to_steps(page_of(rules=rules)).grids) <= 1
