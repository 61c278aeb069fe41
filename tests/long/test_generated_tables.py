"""All generated tables, by kind: no fewer come out whole than benchmarks/RESULTS.md says."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "scoring")]

from table_cases import measure  # noqa: E402

from samples.table_cases import all_cases  # noqa: E402

pytestmark = pytest.mark.long

RIGHT = {"looks": 58, "page ends": 19, "apart": 6, "rules missing": 11, "no tables": 15}
"""Cases by kind of which grids, texts and joins are all exact (5fcf30a)."""


def test_every_kind_is_counted():
    assert set(all_cases()) == set(RIGHT)


@pytest.mark.parametrize(("kind", "least"), RIGHT.items())
def test_as_many_are_right_as_before(kind, least):
    right = [case.name for case in all_cases()[kind] if measure(case)["all_right"]]
    assert len(right) >= least, right
