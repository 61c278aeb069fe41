import random
from time import process_time

from sohoa.diacritics.lines.matched_words import matched_words

LETTERS = ["ta", "no", "ke", "ba", "lo", "mi", "du", "so"]


def pair(n, seed=1):
    """A long line, and the same with some words changed, joined, parted and left out."""
    some = random.Random(seed)
    old, new = [some.choice(LETTERS) + some.choice(LETTERS) for _ in range(n)], []
    for word in old:
        fate = some.random()
        new += [] if fate < 0.01 else [word[:2], word[2:]] if fate < 0.03 else [word.upper()] if fate < 0.2 else [word]
    return old, new


def test_words_of_a_short_line():
    pairs = list(matched_words(["So", "Tai", "chinh", "chu", "tri"], ["Sở", "Tài", "chính", "chủ", "trì"]))
    assert pairs == [(["So", "Tai", "chinh", "chu", "tri"], ["Sở", "Tài", "chính", "chủ", "trì"])]
    assert list(matched_words(["a", "b"], ["a", "b"])) == [(["a"], ["a"]), (["b"], ["b"])]
    assert list(matched_words([], ["a"])) == [([], ["a"])]


def test_nothing_is_lost_and_the_same_words_meet():
    old, new = pair(6000)
    pairs = list(matched_words(old, new))
    assert [w for a, _ in pairs for w in a] == old
    assert [w for _, b in pairs for w in b] == new
    met = sum(len(a) for a, b in pairs if a == b)
    assert met > 0.7 * len(old)


def test_a_very_long_line_costs_no_square():
    old, new = pair(40_000)
    start = process_time()
    assert sum(len(a) for a, _ in matched_words(old, new)) == len(old)
    assert process_time() - start < 20
