"""A hundred hostile files beside good ones: nothing lost, nothing let in. `benchmarks/hostile.py` reads 500."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from hostile import check

pytestmark = pytest.mark.long


def test_nothing_is_lost_or_let_in():
    found = check(100, 1000, 2)
    assert {kind: names for kind, names in found.faults.items() if names} == {}
    assert sum(found.ended.values()) >= 100
