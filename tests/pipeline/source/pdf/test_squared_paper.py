"""Squared paper is told from a table by the words that lie across its lines."""

from __future__ import annotations

import pytest

from sohoa.nouns.geometry import Box, Rule
from sohoa.pipeline.source.pdf.squared_paper import without_squared_paper

PITCH = 40.0
PAPER = tuple(
    [Rule(0, k * PITCH, 800, k * PITCH) for k in range(26)] + [Rule(k * PITCH, 0, k * PITCH, 1000) for k in range(21)]
)
RUNNING = [Box(7 + 61 * k, 13 + 55 * line, 7 + 61 * k + 52, 35 + 55 * line) for line in range(12) for k in range(11)]
IN_CELLS = [
    Box(5 + PITCH * k, 8 + PITCH * r, 30 + PITCH * k, 30 + PITCH * r) for r in range(20) for k in range(0, 18, 3)
]


def test_lines_under_running_text_go():
    assert without_squared_paper(PAPER, RUNNING) == ()


def test_a_table_of_square_cells_stays():
    assert without_squared_paper(PAPER, IN_CELLS) == PAPER
    assert without_squared_paper(PAPER, []) == PAPER


def test_a_table_drawn_on_the_paper_stays():
    table = (Rule(100, 210, 500, 210), Rule(100, 260, 500, 260), Rule(100, 210, 100, 260), Rule(500, 210, 500, 260))
    assert without_squared_paper(PAPER + table, RUNNING) == table


@pytest.mark.parametrize("squeeze", [0.5, 0.8])
def test_cells_that_are_no_squares_stay(squeeze):
    oblong = tuple(Rule(r.x0, r.y0 * squeeze, r.x1, r.y1 * squeeze) for r in PAPER)
    assert without_squared_paper(oblong, RUNNING) == oblong


def test_few_and_uneven_rules_stay():
    uneven = tuple(Rule(r.x0, r.y0**1.2, r.x1, r.y1**1.2) for r in PAPER)
    assert without_squared_paper(uneven, RUNNING) == uneven
    assert without_squared_paper(PAPER[:5], RUNNING) == PAPER[:5]
    assert without_squared_paper((), RUNNING) == ()
