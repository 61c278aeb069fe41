import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.line_ends import is_cut, joined_lines, mended_ends

CASES = json.loads((Path(__file__).parent / "line_ends.json").read_text("utf-8"))


@pytest.mark.parametrize(("left", "right", "cut"), CASES)
def test_what_is_put_together(left, right, cut):
    left = left.strip()
    assert is_cut(left.rpartition(" ")[2], right) == cut
    lines = [x for x in (left, f"{right} và sau đó".strip()) if x]
    assert joined_lines(lines).startswith(left + right if cut else left)
    assert (mended_ends(lines) == [left + right, "và sau đó"]) == cut


def test_a_line_that_holds_only_the_rest_goes():
    assert mended_ends(["số 57-", "NQ/TW", "ngày 3"]) == ["số 57-NQ/TW", "ngày 3"]


@given(st.lists(st.text(alphabet="5/-A b:.", max_size=8), max_size=5))
def test_letters_are_neither_lost_nor_added(lines):
    letters = "".join("".join(lines).split())
    assert "".join(joined_lines(lines).split()) == letters
    assert "".join("".join(mended_ends(lines)).split()) == letters
