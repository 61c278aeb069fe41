"""Spaces that were passed over or put in wrongly (`tưsố`, `Đầut ư`): what the network saw in a gap beside syllables.

Where print is set tight the network is at times in two minds about a space. It is put in, or left out, where that makes
syllables of what are none, weighed against how probable the space is. No letter or figure is changed by it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.pipeline.recogniser.decoding import Letter

_ODD, _STUCK = 6.0, 2.0
"""Natural logarithms of how much more often a word is a syllable, a code or a number than anything else, and a dash in
front of a word a bullet with a space behind it, a slash before a small letter the middle of a word. Guesses: one word
in four hundred; six of seven. A slash before a capital may stand behind a number written by hand.
"""
_LEAST = 0.01
"""A space less probable than this is not thought of. On worn pages 22 that were missed had 0.03 to 0.5, gaps inside
codes 0.02 at most."""
_SURE = 0.99
"""A space at least this probable stays. A guess."""
_MOST_GAPS = 5
"""Gaps of a word that are thought of, the least sure ones."""
_SIGNS = re.compile(r"[.,;:!?()\[\]\"'“”‘’…/–-]+")
_INSIDE = re.compile(r"[^\W\d_][,;:][^\W\d_]")
_BULLET = re.compile(r"[-+–][^\W\d_]")
_ADDRESS = re.compile(r"[@\\_&]|://|www\.|\.vn")
_HOST, _REST_OF_HOST = (
    re.compile(r"https?://[A-Za-z\d-]+$"),
    re.compile(r"\.?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b"),
)
"""The beginning of an address that has no top domain yet, and what goes on with one."""
_IN_HOST = 0.5
"""Least probability of a stop that is put in there: next to nothing of the word would make it noise. A guess."""
_BEFORE_FIGURES, _BEHIND_FIGURES = re.compile(r"([^\W\d_]{2,})\d"), re.compile(r"\d([^\W\d_]{2,})$")


def with_word_gaps(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters of a line, with spaces put in and left out where that makes syllables of its words.

    Args:
        letters: of a line from left to right, spaces among them.

    Rule: A space that our own reader passed over or put in wrongly (`tưsố`, `Đầut ư`) is mended where the ink leaves it
        open and syllables come of it; figures and codes stay as they are.
    Test: pipeline/recogniser/test_word_gaps.py::test_spaces_that_were_passed_over

    Rule: Inside the host of a web address there is no space: `https://dichvucong .hatinh.gov.vn` is one, and so are two
        pieces between which the ink also shows a stop.
    Test: pipeline/recogniser/test_word_gaps.py::test_an_address_is_one
    """
    words, spaces = _words(letters)
    done: list[list[Letter]] = []
    for word, space in zip(words, spaces, strict=True):
        if done and space is not None and (stop := _stop_in_address(done[-1], word, space)) is not None:
            done.append([*done.pop(), *stop, *word])
        elif done and space is not None and _may_be_joined(done[-1], word, space.probability):
            first = done.pop()
            chances = [*_chances(first), space.probability, *_chances(word)[1:]]
            done += _likeliest([*first, *word], chances)
        else:
            done += _likeliest(word, _chances(word)) if _cost(word) and not _is_foreign(word) else [word]
    before = {id(word[0]): space for word, space in zip(words, spaces, strict=True)}
    return _put_together(done, before)


def _chances(word: Sequence[Letter]) -> list[float]:
    """How probable a space is before each letter of a word; none behind a capital that would stand alone (`Kdăm`)."""
    found = [x.spaced for x in word]
    if len(word) > 1 and word[0].text.isupper():
        found[1] = 0.0
    return found


def _stop_in_address(first: Sequence[Letter], second: Sequence[Letter], space: Letter) -> list[Letter] | None:
    """The stop, or none where it was read, that joins two pieces of an address; None if they are no such pieces."""
    before, after = ("".join(x.text for x in some) for some in (first, second))
    if not _HOST.search(before) or not _REST_OF_HOST.match(after):
        return None
    if after[0] == ".":
        return []
    seen = dict(space.others).get(".", 0.0)
    return [Letter(".", space.x0, space.x1, max(seen, _IN_HOST))] if seen >= _LEAST else None


def _may_be_joined(first: Sequence[Letter], second: Sequence[Letter], space: float) -> bool:
    """Is the space in doubt and one of both no word? What touches a figure stays apart: `4.800 m`."""
    at_figure = first[-1].text.isdigit() or second[0].text.isdigit()
    return space < _SURE and not at_figure and bool(_cost(first) or _cost(second))


def _words(letters: Sequence[Letter]) -> tuple[list[list[Letter]], list[Letter | None]]:
    """The letters of each word, and the space before each; none before the first."""
    words: list[list[Letter]] = []
    spaces: list[Letter | None] = []
    space, begun = None, False
    for letter in letters:
        if letter.text == " ":
            space, begun = letter, False
        elif begun:
            words[-1].append(letter)
        else:
            words.append([letter])
            spaces.append(space if len(words) > 1 else None)
            begun = True
    return words, spaces


def _put_together(words: Sequence[list[Letter]], before: dict[int, Letter | None]) -> tuple[Letter, ...]:
    done: list[Letter] = []
    for word in words:
        if done:
            space = before.get(id(word[0]))
            edge = (done[-1].x1 + word[0].x0) / 2
            done.append(space or Letter(" ", edge, edge, word[0].spaced))
        done += word
    return tuple(done)


def _likeliest(letters: list[Letter], chances: Sequence[float]) -> list[list[Letter]]:
    """The most probable words of a row of letters, by how probable a space is before each."""
    inner = [k for k in range(1, len(letters)) if chances[k] >= _LEAST]
    inner = sorted(inner, key=lambda k: abs(chances[k] - 0.5))[:_MOST_GAPS]
    best, found = -math.inf, [letters]
    for n in range(len(inner) + 1):
        for parted in combinations(sorted(inner), n):
            words = [letters[a:b] for a, b in zip((0, *parted), (*parted, len(letters)), strict=True)]
            ink = sum(math.log(chances[k] if k in parted else max(1 - chances[k], 1e-9)) for k in inner)
            score = ink - sum(map(_cost, words))
            if score > best:
                best, found = score, words
    return found


def _cost(word: Sequence[Letter]) -> float:
    """How much less probable the word is than one that a plan prints, as a natural logarithm; 0 where it may be."""
    text = "".join(x.text for x in word)
    if _ADDRESS.search(text):
        return 0.0
    stuck = _STUCK if _BULLET.match(text) or (text[0] == "/" and text[1:2].islower()) else 0.0
    return stuck + _ODD * (len(_INSIDE.findall(text)) + sum(map(_is_odd, _SIGNS.split(text))))


def _is_foreign(word: Sequence[Letter]) -> bool:
    """Is it capitalised and without marks (`Ana`), as names of other languages are? They are not parted."""
    text = "".join(x.text for x in word)
    return text[0].isupper() and text.isascii() and text[1:].strip(".,;:!?()\"'").islower()


def _is_odd(piece: str) -> bool:
    """Is it neither a syllable nor an abbreviation, a number or a code?"""
    if any(c.isdigit() for c in piece):
        before, behind = _BEFORE_FIGURES.match(piece), _BEHIND_FIGURES.search(piece)
        return any(m is not None and _is_word(m[1]) for m in (before, behind))
    return piece.isalpha() and not piece.isupper() and not is_well_formed(piece)


def _is_word(letters: str) -> bool:
    """Are letters that touch figures a word, not a part of a code? Codes are in capitals or without marks."""
    return not letters.isupper() and (is_well_formed(letters) or not letters.isascii())
