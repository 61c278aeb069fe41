"""Words as a second witness: a boundary that was missed is white between words; white inside of cells is none."""

import numpy as np
import pytest

from samples.paint_tables import Look, paint_page
from samples.table_nouns import DPI, PORTRAIT, SetPage, put_words
from sohoa.extract.evidence.text_gaps import words_say
from sohoa.extract.evidence.word_places import Places
from sohoa.extract.grids.lattice import kept
from sohoa.extract.grids.missed import with_missed
from sohoa.extract.grids.recipe import rulings_to_steps
from sohoa.extract.rules.page_look import page_to_look
from sohoa.nouns.page import Page, PageFrame

XS, TOP, HIGH = (118, 200, 620, 860, 1122), 240, 70
WHOLE = Look()
TEXTS = ("Nâng cấp cổng thông tin", "Sở Tư pháp", "Quý III")


def page_of(rows, cells, xs=XS):
    """A ruled table; `cells(row)` gives the lines of each of its cells, each line as (text, distance) pairs."""
    page, ys = SetPage(PORTRAIT), [TOP + HIGH * k for k in range(rows + 1)]
    page.rules.extend((xs[0], y, xs[-1], y) for y in ys)
    page.rules.extend((x, ys[0], x, ys[-1]) for x in xs)
    for k in range(rows):
        for x, lines in zip(xs, cells(k), strict=False):
            for n, line in enumerate(lines):
                for text, off in line:
                    put_words(page, text, x + 8 + off, ys[k] + 6 + 30 * n)
    return page


def plain(k):
    return [[[(text, 0)]] for text in (str(k + 1), *TEXTS)]


def missed(page, rows=None, cols=None, look=WHOLE):
    """Probabilities that a row, a column was missed, some boundaries of the lattice left out."""
    pixels = paint_page(page, look, np.random.default_rng(5))
    height, width = pixels.shape
    frame = PageFrame(1, width, height, DPI, page.size[0] * 72 / DPI, page.size[1] * 72 / DPI)
    seen = Page(frame, pixels)
    rulings = page_to_look(seen).rulings(worn=True)
    steps = rulings_to_steps(seen, rulings)
    (lattice,) = steps.lattices
    own, other = (np.arange(len(x)) for x in (lattice.row_levels, lattice.col_levels))
    fewer = kept(lattice, np.delete(own, rows or []), np.delete(other, cols or []))
    told = with_missed(fewer, steps.lines, rulings)
    return told.missed_rows, told.missed_cols


@pytest.mark.parametrize("col", [1, 2, 3])
@pytest.mark.parametrize("look", [WHOLE, Look(gaps=0.3, longest_gap=14)])
def test_a_column_that_was_missed(col, look):
    _, cols = missed(page_of(10, plain), cols=[col], look=look)
    assert cols[col - 1] > 0.5
    assert np.delete(cols, col - 1).max() < 0.5


def test_a_row_that_was_missed():
    rows, cols = missed(page_of(10, plain), rows=[4])
    assert rows[3] > 0.5
    assert max(cols.max(), np.delete(rows, 3).max()) < 0.5


def row(*cells):
    """Cells of one line, each of (text, distance) pairs or of text alone."""
    return [[[(c, 0)] if isinstance(c, str) else list(c)] for c in cells]


def addresses(k):
    lines = [[("Số 5 phố Đông", 0), ("Số 9 phố Tây", 210)], [("phường Hạ", 0), ("phường Thượng", 210)]]
    return [[[(str(k), 0)]], lines, *row(*TEXTS[1:])]


WHITE_INSIDE = {
    "a number and a text": lambda k: row(str(k), ((f"{k + 11}", 0), ("cơ sở mới", 150)), *TEXTS[1:]),
    "two addresses side by side": addresses,
    "boxes to mark": lambda k: row(str(k), (("X", 0), ("Có", 40), ("O", 200), ("Không", 240)), "đạt"),
    "two lines in each cell": lambda k: [[[(str(k), 0)], [("a", 0)]], *([[(t, 0)], [(t, 0)]] for t in TEXTS)],
    "empty columns": lambda k: row(str(k), TEXTS[0]),
    "sums at the right": lambda k: row(str(k), (("Cộng", 0), (f"{k}.250", 330)), "tỷ"),
    "a group in every third row": lambda k: plain(k) if k % 3 else row("I", "Nhóm việc chung của các sở và các xã"),
}


@pytest.mark.parametrize("cells", WHITE_INSIDE.values(), ids=WHITE_INSIDE.keys())
def test_white_inside_of_cells_is_no_column_and_no_row(cells):
    rows, cols = missed(page_of(10, cells))
    assert max(rows.max(), cols.max()) < 0.5


def test_nothing_is_said_of_a_gap_whose_boundaries_cross():
    at = np.array([[0.0, 0.0], [50.0, 50.0], [40.0, 30.0], [90.0, 90.0]])
    words, ranges = np.array([[10.0, 30.0], [60.0, 80.0]]), np.array([[0.0, 40.0], [40.0, 80.0]])
    paper = np.zeros((90, 100), np.uint8)
    said = words_say(Places(at, words, np.array([0, 1]), ranges, paper, paper > 0, 12.0), down=True)
    assert np.isfinite(said.gaps).all()
    assert not said.gaps[1, :3].any()
