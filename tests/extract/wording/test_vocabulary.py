"""Phrases are found with a few letters wrong, and only those are looked for that may be there."""

import random

import pytest

from sohoa.extract.wording import vocabulary
from sohoa.extract.wording.column_headings import heading_role
from sohoa.extract.wording.vocabulary import find

PHRASES = ("nhiem vu", "thoi gian hoan thanh", "co quan chu tri", "phoi hop", "ghi chu", "aaaa bbbb", "ab")


def misread(text, rng):
    letters = list(text)
    for _ in range(rng.randint(0, 5)):
        at, how = rng.randrange(len(letters) + 1), rng.choice(("lost", "more", "other"))
        letters[at : at + (how != "more")] = [] if how == "lost" else [rng.choice("abcdegh mnou")]
    return "".join(letters)


@pytest.mark.parametrize("errors", [None, 1, 2, 3])
def test_what_is_not_looked_for_would_not_be_found(monkeypatch, errors):
    rng = random.Random(7)
    cases = [(f"so {misread(phrase, rng)} nam", phrase) for phrase in PHRASES for _ in range(200)]
    quick = [find(text, phrase, errors) for text, phrase in cases]
    monkeypatch.setattr(vocabulary, "_may_hold", lambda *_: True)
    assert quick == [find(text, phrase, errors) for text, phrase in cases]
    assert 300 < sum(found is not None for found in quick) < 1300


def test_a_heading_is_not_compared_with_every_phrase_that_is_known():
    vocabulary._pattern.cache_clear()
    heading_role.cache_clear()
    assert heading_role("Thời gian hoàn thành")[0].value == "deadline"
    assert vocabulary._pattern.cache_info().misses < 40
