import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.layout.reading_order import arrange
from tests.support.printed_pages import arranged, expected, invented_page, page_runs, sample_pages

SAMPLE_PAGES = list(sample_pages())
INVENTED = json.loads((Path(__file__).parent / "invented_pages.json").read_text("utf-8"))


def order(page, joined=(), seed=0):
    scale = 300 / 72
    return arranged(arrange(page_runs(page, seed, joined), page.grids, page.width * scale, page.height * scale))


@pytest.mark.parametrize("page", SAMPLE_PAGES, ids=lambda p: p.name)
def test_samples_exact_order_and_regions(page):
    assert order(page) == expected(page)


def beside(page, left="letterhead_left", right="letterhead_right"):
    """Pairs of lines of the two columns that stand on one baseline."""
    lines = list(enumerate(page.lines))
    for i, (region, _, a) in lines:
        for j, (other, _, b) in lines:
            if (region, other) == (left, right) and abs((a[1] + a[3] - b[1] - b[3]) / 2) < 0.4 * (a[3] - a[1]):
                yield [i, j]


@pytest.mark.parametrize("page", [p for p in SAMPLE_PAGES if p.name.endswith("p1")], ids=lambda p: p.name)
def test_letterhead_columns_that_ran_together_are_parted(page):
    joined = list(beside(page))
    assert joined
    assert order(page, joined) == expected(page)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("case", INVENTED, ids=lambda c: c["name"])
def test_invented_pages(case, seed):
    page = invented_page(case)
    found = order(page, case["joined"], seed)
    assert [text for _, text in found] == [text for _, text in expected(page)]
    wrong = [(a, b) for a, b in zip(found, expected(page), strict=True) if b[0] is not None and a != b]
    assert not wrong


VOCABULARY = "Kế hoạch số 12/KH-UBND Nơi nhận: - 7 Độc lập V/v ngày tháng năm I. 2031"
words = st.lists(st.sampled_from(VOCABULARY.split(" ")), min_size=1)


@st.composite
def lines(draw):
    x0, y0 = draw(st.integers(20, 500)), draw(st.integers(10, 800))
    text = " ".join(draw(words)[:6])
    return ["", text, x0, y0, x0 + 6 * len(text), draw(st.integers(8, 20))]


@given(st.lists(lines(), max_size=25), st.booleans())
def test_no_word_is_lost_or_doubled_on_any_page(some, with_table):
    cells = [[0, 0, 100, 300, 300, 400], [0, 1, 300, 300, 500, 400], [1, 0, 100, 400, 500, 450]] if with_table else []
    page = invented_page({"name": "", "width": 595, "height": 842, "lines": some, "tables": [cells] if cells else []})
    runs = page_runs(page)
    found = arrange(runs, page.grids, 595 * 300 / 72, 842 * 300 / 72)
    assert sorted(w.box.x0 for w in found) == sorted(w.box.x0 for r in runs for w in r.words)
    assert sorted(w.text for w in found) == sorted(w.text for r in runs for w in r.words)
    assert [b.line - a.line for a, b in pairwise(found)].count(1) == (found[-1].line if found else 0)
    assert all(b.line - a.line in (0, 1) for a, b in pairwise(found))


def test_an_empty_page_has_no_words():
    assert arrange((), (), 2480, 3508) == ()
