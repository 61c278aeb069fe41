"""Signs that looks see in part."""

import pytest

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.sign_doubts import with_doubted_signs
from sohoa.pipeline.recogniser.sign_edits import Edit


def line(text):
    return tuple(Letter(c, 16.0 * k, 16.0 * k + 16, 0.9, (("o", 0.1),)) for k, c in enumerate(text))


def others(text, *weighed, chosen=()):
    found = with_doubted_signs(line(text), weighed, chosen)
    assert "".join(x.text for x in found) == text
    return {k: dict(x.others) for k, x in enumerate(found) if x.others != (("o", 0.1),)}


@pytest.mark.parametrize(
    ("text", "edit", "at", "other"),
    [
        ("ab cd", Edit(2, 2, ","), 1, "b,"),
        ("ab", Edit(2, 2, "."), 1, "b."),
        ("ab, cd", Edit(2, 3, "."), 2, "."),
        ("12, cd", Edit(2, 3, ";"), 2, ";"),
    ],
)
def test_a_sign_seen_in_part_is_another_reading(text, edit, at, other):
    assert others(text, (edit, 0.0)) == {at: {other: 0.5, "o": 0.1}}
    assert others(text, (edit, -3.0)) == {}


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        pytest.param("abcd", Edit(2, 2, ","), id="inside a word"),
        pytest.param("12 cd", Edit(2, 2, "."), id="behind a number"),
        pytest.param("ab cd", Edit(2, 2, "-"), id="a hyphen"),
        pytest.param("ab cd", Edit(2, 3, ","), id="a comma for a space"),
        pytest.param("ab", Edit(0, 0, "."), id="before all"),
        pytest.param("ab/cd", Edit(2, 3, "."), id="for a slash"),
    ],
)
def test_what_is_no_other_reading(text, edit):
    assert others(text, (edit, 0.4)) == {}


def test_a_stop_for_a_space_is_kept_for_addresses():
    assert others("ab cd", (Edit(2, 3, "."), -4.0))[2]["."] == pytest.approx(0.018, abs=0.001)
    assert others("ab cd", (Edit(2, 3, "."), -5.0)) == {}


def test_what_was_seen_before_stays_where_it_was_likelier():
    letters = (Letter("b", 0.0, 8.0, 0.5, (("b,", 0.4),)),)
    (found,) = with_doubted_signs(letters, [(Edit(1, 1, ","), -2.0)], [])
    assert found.others == (("b,", 0.4),)


def test_beside_what_was_put_in_nothing_is_kept():
    edit = Edit(2, 2, ",")
    assert others("ab cd", (edit, 0.9), (Edit(2, 2, "."), 0.2), chosen=[(edit, 0.9)]) == {}


def test_a_space_is_as_probable_as_the_looks_make_it():
    found = with_doubted_signs(line("ytế"), [(Edit(1, 1, " "), 0.0), (Edit(3, 3, " "), 0.0)], [])
    assert [x.spaced for x in found] == [0.0, 0.5, 0.0]
