"""What words say of cells as wholes: cells of a heading, of groups, cells merged downwards, and what is none of it."""

import numpy as np
import pytest

from sohoa.extract.evidence.merged_words import words_tell
from sohoa.extract.evidence.word_places import Places

COLS, HIGH, LETTER = (0.0, 100.0, 200.0, 300.0, 400.0), 50.0, 10.0
NONE = np.zeros((1, 1))


def told(words, merged=(), high=None):
    """What words say of a lattice of four columns; words: (row, from, to), 10 below a boundary, 15 high or `high`."""
    rows, high = 6, high or {}
    at = np.array(COLS)
    row_at = np.repeat(HIGH * np.arange(rows + 1)[:, None], 4, axis=1)
    col_at = np.repeat(at[:, None], rows, axis=1)
    row = np.array([r for r, _, _ in words])
    x = np.array([(a, b) for _, a, b in words], float)
    y = np.array([(HIGH * r + 10, HIGH * r + 10 + high.get((r, a), 15)) for r, a, _ in words])
    col = np.searchsorted(at, x.mean(1)) - 1
    places = (
        Places(row_at, y, col, NONE, NONE, NONE, LETTER),
        Places(col_at, x, row, NONE, NONE, NONE, LETTER),
    )
    covered = {(i, j) for a, b, c, d in merged for i in range(a, b) for j in range(c, d)}
    single = [(i, i + 1, j, j + 1) for i in range(rows) for j in range(4) if (i, j) not in covered]
    return {rect: one > 0 for rect, one in words_tell(sorted([*merged, *single]), places)}


def centred(row, *places, wide=60):
    """Words in the middle of cells, or between two columns (`.5`)."""
    return [(row, 50 + 100 * k - wide / 2, 50 + 100 * k + wide / 2) for k in places]


def filled(*rows):
    """Words at the left of each cell of rows."""
    return [(r, 5 + 100 * k, 45 + 100 * k) for r in rows for k in range(4)]


BODY = filled(1, 2, 3, 4, 5)


def test_words_in_the_middle_of_all():
    assert told(centred(0, 0, 1, 2.5) + BODY) == {(0, 1, 2, 4): True}


def test_a_word_on_either_side_of_the_boundary_is_in_the_middle_of_both():
    words = [(0, 258, 297), (0, 303, 342)]
    assert told(centred(0, 0, 1) + words + BODY) == {(0, 1, 2, 4): True}


@pytest.mark.parametrize(
    "heading",
    [
        centred(0, 0, 1, 2, 3),
        centred(0, 0, 1, 2, 3, wide=94),  # two headings close to one another
        centred(0, 0, 1, 2),  # a column without a heading
        [(0, 5 + 100 * k, 45 + 100 * k) for k in range(4)],  # a row of text: a page without a heading
        filled(0)[:2] + centred(0, 2.5),  # one word between two columns, in a row of text
        centred(0, 0, 1, 2.3),  # off the middle
    ],
)
def test_headings_of_several_cells_are_no_one(heading):
    assert told(heading + BODY) == {}


def test_a_mark_or_a_piece_of_a_rule_is_no_word():
    words = centred(0, 0, 1, 2.5) + BODY
    assert told([*words, (0, 380, 386)], high={(0, 380): 6}) == {(0, 1, 2, 4): True}
    assert told([*words, (0, 380, 386)]) == {}


def test_headings_in_the_middle_of_each_column_are_several():
    assert told(centred(0, 0, 1, 2, 3) + BODY, merged=[(0, 1, 2, 4)]) == {(0, 1, 2, 4): False}


def test_a_row_of_groups_is_merged_as_others_are():
    words = centred(0, 0, 1, 2, 3) + filled(1, 3, 5) + filled(2)[:2] + filled(4)[:2]
    assert told(words, merged=[(2, 3, 1, 4)]) == {(4, 5, 1, 4): True}


def test_a_row_of_groups_of_which_a_part_is_merged():
    words = centred(0, 0, 1, 2, 3) + filled(1, 3, 5) + filled(2)[:2] + filled(4)[:2] + filled(4)[3:]
    assert told(words, merged=[(2, 3, 1, 4), (4, 5, 1, 3)])[4, 5, 1, 4]


def test_the_number_of_a_group_stays_beside_its_title_though_another_row_is_merged_throughout():
    words = centred(0, 0, 1, 2, 3) + filled(1, 3, 5) + filled(2)[:1] + filled(4)[:2]
    assert (4, 5, 0, 4) not in told(words, merged=[(2, 3, 0, 4), (4, 5, 1, 4)])


def test_rows_with_empty_cells_are_no_groups_where_there_are_none():
    assert told(centred(0, 0, 1, 2, 3) + filled(1, 3, 5) + filled(2)[:2] + filled(4)[:2]) == {}


def test_an_empty_cell_in_a_filled_column_belongs_to_the_one_above():
    words = [w for w in centred(0, 0, 1, 2, 3) + BODY if (w[0], w[1]) != (4, 305)]
    assert told(words) == {(3, 5, 3, 4): True}


def test_empty_cells_of_a_column_that_is_hardly_filled_belong_to_none():
    words = [w for w in centred(0, 0, 1, 2, 3) + BODY if w[1] < 300 or w[0] in (0, 2)]
    assert told(words) == {}


def test_what_is_left_of_rules_is_no_part_of_a_heading():
    scraps = [(0, 198, 203), (0, 370, 401)]  # upright on the side of a cell; level, on that above
    high = {(0, 198): 24, (0, 370): -7}
    assert told(centred(0, 0, 1, 2.5) + scraps + BODY, high=high) == {(0, 1, 2, 4): True}
    a_word = {(0, 198): 24, (0, 370): 12}
    assert told(centred(0, 0, 1, 2.5) + scraps + BODY, high=a_word) == {}


def test_what_is_left_of_rules_tells_of_print_that_is_not_seen():
    below_a_filled_cell = [word for word in BODY if word[:2] != (2, 5)]
    assert told(below_a_filled_cell) == {(1, 3, 0, 1): True}
    assert told([*below_a_filled_cell, (2, 0, 15)], high={(2, 0): -7}) == {}
