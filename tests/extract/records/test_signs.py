import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.records.signs import joins_word, signed_numbers

CASES = json.loads((Path(__file__).parent / "cases" / "signs.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "values", "doubtful"), CASES)
def test_signs(text, values, doubtful):
    found = signed_numbers(text)
    assert [float(n.value) for n in found] == values
    assert any(n.doubts for n in found) == doubtful


@pytest.mark.parametrize(("text", "start", "joined"), [("COVID-19", 6, True), ("-19", 1, False), ("8-9", 2, False)])
def test_a_dash_behind_a_letter_joins(text, start, joined):
    assert joins_word(text, start) == joined


@given(st.text(alphabet="0123456789.,-−+() %ab", max_size=30))
def test_places_are_those_of_the_text(text):
    for n in signed_numbers(text):
        assert 0 <= n.start < n.end <= len(text)
