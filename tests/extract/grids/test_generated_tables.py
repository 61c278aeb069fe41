"""Tables set by program over pages, with exact truth: a few of the cases that `benchmarks/table_cases.py` measures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "scoring")]

from table_cases import measure  # noqa: E402

from samples.table_cases import all_cases  # noqa: E402

CASES = {f"{kind}: {c.name}": c for kind, cases in all_cases().items() for c in cases}
MUST = [
    "looks: dotted: two levels",
    "looks: faint: two levels",
    "looks: thin: two levels",
    "looks: worn 25 %: two levels",
    "looks: worn 25 %: years",
    "looks: double: years",
    "looks: bent more: years",
    "looks: double, wide: list",
    "looks: a seal over cells: two levels",
    "looks: worn 45 %: years",
    "looks: four streaks: two levels",
    "looks: four streaks: years",
    "looks: three seals: list",
    "looks: seal, worn: years",
    "page ends: rows cut, heading not repeated",
    "page ends: widths changed, heading blank",
    "page ends: lying, then upright, heading not repeated",
    "page ends: three levels, heading not repeated",
    "page ends: groups, cells merged over rows",
    "apart: ends and begins on one page",
    "apart: numbering begins again, own heading",
    "rules missing: no vertical rules",
    "rules missing: no rules between rows",
    "rules missing: no rules at all",
    "rules missing: rules above and below only, years",
    "no tables: letterhead and signature: four streaks",
    "no tables: page in a frame: plain",
    "no tables: flow chart: bent",
]


@pytest.mark.parametrize("name", MUST)
def test_all_right(name):
    counts = measure(CASES[name])
    assert counts["all_right"], dict(counts)


def test_names_are_unique():
    assert len(CASES) == sum(len(c) for c in all_cases().values())
