"""What hangs on a place, and how likely it is wrong."""

import json
from pathlib import Path

import pytest

from sohoa.pipeline.review.queue.stakes import Stake, risk_of, stake_of_cell, stake_of_text

CASES = json.loads((Path(__file__).parent / "cases" / "stakes.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "stake"), CASES["texts"])
def test_what_hangs_on_a_text(text, stake):
    assert stake_of_text(text) is Stake(stake)


@pytest.mark.parametrize(("text", "col", "in_indicators", "stake"), CASES["cells"])
def test_what_hangs_on_a_cell(text, col, in_indicators, stake):
    assert stake_of_cell(text, col, in_indicators) is Stake(stake)


def test_contested_words_come_late():
    assert risk_of(0.7) < risk_of(0.6) < risk_of(0.5) < risk_of(0.0)
    assert risk_of(0.7) < risk_of(0.85)
    assert risk_of(None) == 0.0 <= risk_of(1.0) < 0.001
    assert all(0 <= risk_of(c / 1000) <= 1 for c in range(1001))
