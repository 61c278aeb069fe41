"""A table of 165 pages comes out as one, with all its rows and values."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from long_table import YEARS, numbers_table, page_to_reading

from samples.set_tables import set_document
from sohoa.pipeline.recipe import build_document
from sohoa.settings import Settings

pytestmark = pytest.mark.long

PAGES, ROWS = 165, 18


def test_a_table_of_165_pages_is_one():
    document = set_document([numbers_table(PAGES, ROWS)])
    assert len(document.pages) == PAGES
    parts = build_document([page_to_reading(p, n) for n, p in enumerate(document.pages, 1)], Settings())
    assert [t.n_rows for t in parts.tables] == [PAGES * ROWS + 1]
    assert len(parts.indicators) == PAGES * ROWS * len(YEARS)
