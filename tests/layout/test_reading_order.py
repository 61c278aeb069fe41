import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import pytest
from printed_pages import arranged, expected, invented_page, page_runs, sample_pages

from extract.layout import arrange

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
