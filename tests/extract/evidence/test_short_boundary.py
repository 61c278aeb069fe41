"""A boundary over some columns of a row: white between words there, and something of a rule; none where words stand."""

import numpy as np
import pytest

from sohoa.extract.evidence.text_gaps import short_boundary
from sohoa.extract.evidence.word_places import Places

LETTER, WIDE, HIGH = 10.0, 100, 80
MIDDLE = 40


def places(levels, ruled=(), left=1.0):
    """One row, `HIGH` pixels high, of as many columns as there are `levels`; in each the lines that stand there.

    `ruled`: columns with a rule in the middle, of which `left` is left.
    """
    n = len(levels)
    strength = np.zeros((HIGH + 20, n * WIDE + 20), np.uint8)
    for col in ruled:
        strength[MIDDLE : MIDDLE + 2, col * WIDE : col * WIDE + round(left * WIDE)] = 200
    words = [(y, y + LETTER, col) for col, lines in enumerate(levels) for y in lines]
    return Places(
        np.array([[0.0] * n, [float(HIGH)] * n]),
        np.array([w[:2] for w in words], np.float64).reshape(-1, 2),
        np.array([w[2] for w in words], np.int_),
        np.array([(col * WIDE, (col + 1) * WIDE) for col in range(n)], np.float64),
        strength.T,
        strength.T > 0,
        LETTER,
    )


ONE, TWO = (35,), (15, 58)
"""A line in the middle, as a heading over two levels has it; a line on each of two levels."""


@pytest.mark.parametrize("cols", [(2, 3), (1,), (3, 4), (0, 1, 2)])
def test_a_rule_between_two_levels_over_some_columns(cols):
    at, shown = short_boundary(places([TWO if k in cols else ONE for k in range(5)], cols, 0.7), 0)
    assert at == pytest.approx(MIDDLE, abs=3)
    assert shown > 0.4


def test_two_lines_without_a_rule_show_none():
    assert short_boundary(places([TWO, TWO, ONE, ONE]), 0)[1] < 0.1


@pytest.mark.parametrize("levels", [[ONE] * 4, [()] * 4, [(15,), (58,), (15,), (58,)]])
def test_where_no_column_has_words_on_both_sides_there_is_none(levels):
    assert short_boundary(places(levels, (0, 1), 1.0), 0)[1] == 0.0
