"""Rules by themselves: courses of worn ones, bows, dashes."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import cv2
import numpy as np
import pytest

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.extract.rules.dashed_rules import dashed_rules, dashes_alone, may_be_dashes
from sohoa.extract.rules.rule_courses import rule_courses
from sohoa.extract.rules.rule_fit import chords, fit_pieces
from sohoa.nouns.geometry import Rule

HERE = Path(__file__).parent / "cases"


def cases(name):
    return [pytest.param(c, id=c["name"]) for c in json.loads((HERE / f"{name}.json").read_text("utf-8"))]


@pytest.mark.parametrize("case", cases("courses"))
def test_courses_of_worn_rules(case):
    hat, ink = np.zeros((100, 400), np.uint8), np.zeros((100, 400), np.uint8)
    for x0, y0, x1, y1 in case["rules"]:
        for image, thick in ((hat, 3), (ink, 2)):
            cv2.line(image, (x0, round(y0)), (x1, round(y1)), 100, thick)
    for x0, y0, x1, y1 in case["print"]:
        ink[y0:y1, x0:x1] = 100
    rules = rule_courses(hat, ink > 0, 10.0, 50, 4.0)
    found = sorted([(r.y0 + r.y1) / 2, r.x0, r.x1] for r in rules)
    assert found == [pytest.approx(f, abs=11) for f in case["found"]]


@pytest.mark.parametrize("case", cases("fitting"))
def test_bow(case):
    xs, ys = np.array(case["points"], dtype=np.int64).T
    fit = fit_pieces(np.ones(len(xs), dtype=np.int64), xs, ys, 2)
    assert fit.slope[1] == pytest.approx(case["slope"], abs=0.005)
    assert fit.curve[1] == pytest.approx(case["curve"], abs=0.0005)


@pytest.mark.parametrize("waves", [np.pi, 1.3 * np.pi])
def test_a_bent_rule_is_followed(waves):
    xs = np.arange(0, 801)
    ys = 200 + 8.0 * np.sin(xs / 800 * waves)
    points = np.rint(ys).astype(np.int64)
    fit = fit_pieces(np.zeros(len(xs), dtype=np.int64), xs, points, 1)
    line = Rule(0, fit.y[0] - 400 * fit.slope[0], 800, fit.y[0] + 400 * fit.slope[0])
    parts = chords(line, xs, points)
    assert (parts[0].x0, parts[-1].x1) == (0, 800)
    knots = [(r.x0, r.y0) for r in parts] + [(parts[-1].x1, parts[-1].y1)]
    assert np.abs(np.interp(xs, *np.array(knots).T) - ys).max() < 1.2


def dashes(lengths, gaps, level=100.0):
    """Rules along x, (pieces, 4): dashes and the gaps after them, in turns."""
    out, x = [], 50.0
    for length, gap in zip(lengths, gaps, strict=True):
        out.append((x, level, x + length, level))
        x += length + gap
    return np.array(out)


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
    climbing = dashes([8] * 20, [5] * 20)
    climbing[:, [1, 3]] += 7.0 * np.arange(20)[:, None]
    assert dashed_rules(climbing, 14.0) == ()


def test_two_dashed_rules_are_two():
    pieces = np.concatenate([dashes([8] * 20, [5] * 20), dashes([8] * 20, [5] * 20, level=150.0)])
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
    alone = dashes_alone(pieces, inked(*((round(a), 99, round(b), 102) for a, _, b, _ in pieces), *beside), 14.0)
    assert bool(dashed_rules(pieces, 14.0, lambda: alone)) == found


@pytest.mark.parametrize(("count", "gap", "found"), [(14, 5, True), (8, 5, False), (14, 18, False)])
def test_dashes_closer_and_more_than_letters_ever_stand_need_not_stand_alone(count, gap, found):
    pieces = dashes([8] * count, [gap] * count)
    assert bool(dashed_rules(pieces, 14.0, lambda: np.zeros(count, np.bool_))) == found


@pytest.mark.parametrize(
    ("gap", "begin", "found"),
    [(5, 0, 2), (18, 0, 1), (5, 60, 1)],
    ids=["the same stretch", "another pitch", "elsewhere"],
)
def test_dashes_beside_text_are_a_rule_where_another_runs_along(gap, begin, found):
    free, beside = dashes([8] * 9, [5] * 9), dashes([8] * 9, [gap] * 9, level=150.0)
    beside[:, [0, 2]] += begin
    alone = np.array([True] * 9 + [False] * 9)
    assert len(dashed_rules(np.concatenate([free, beside]), 14.0, lambda: alone)) == found


def test_dashes_at_the_edge_of_the_paper_have_nothing_beyond_it():
    pieces = np.concatenate([dashes([8] * 8, [5] * 8, level=1.0), dashes([8] * 8, [5] * 8, level=198.0)])
    assert dashes_alone(pieces, inked(), 14.0).all()


def test_only_what_cannot_be_of_a_dashed_rule_is_left_out_before():
    ink = inked(*((round(a), 99, round(b), 102) for a, _, b, _ in dashes([8] * 9, [5] * 9)), size=(200, 400))
    lonely = inked((60, 20, 68, 23), (200, 150, 208, 153), (20, 180, 300, 183), size=(200, 400))
    labels, measures, centres = ink_to_connected((ink | lonely).astype(np.uint8))
    found = may_be_dashes(measures, centres, 14.0)
    assert (found[labels] == ink).all()


def test_a_page_full_of_pieces_is_soon_done():
    rng = np.random.default_rng(5)
    xs, ys, long = rng.uniform(0, 1240, 20_000), rng.uniform(0, 1754, 20_000), rng.uniform(5, 20, 20_000)
    pieces = np.stack([xs, ys, xs + long, ys], axis=1)
    start = process_time()
    dashed_rules(pieces, 14.0)
    assert process_time() - start < 10
