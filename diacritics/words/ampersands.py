"""Ampersands that stand for no "and": at the end of an abbreviation a letter was read so (`KGV&` for KGVX)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

_SEEN = 0.1
"""Score of a letter in its place, at least. Of two such words on worn pages both were so (0.15 and 0.25)."""
_LOOSE = regex.compile(r"(?<=\p{Lu}{2})&(?!\p{L})")


def mend_ampersand(text: str, seen: Iterable[tuple[str, float]]) -> str | None:
    """The word with the capital that the engine saw, too, in the place of its `&`; None where that may be one.

    >>> mend_ampersand("KGV&(Hg,", [("KGVX(Hg,", 0.15)])
    'KGVX(Hg,'
    >>> mend_ampersand("KH&CN", [("KHXCN", 0.3)]) is None
    True

    Rule: An & that no letter follows is the capital that was seen in its place (KGVX, not KGV&); one that was not seen
        is never put there.
    Test: diacritics/words/test_ampersands.py::test_an_ampersand_that_joins_nothing

    Args:
        text: the word as read.
        seen: its other readings with their scores.
    """
    m = _LOOSE.search(text)
    if m is None:
        return None
    before, after = text[: m.start()], text[m.end() :]
    fitting = [(score, other) for other, score in seen if score >= _SEEN and _is_with_capital(other, before, after)]
    return max(fitting)[1] if fitting else None


def _is_with_capital(other: str, before: str, after: str) -> bool:
    """Is it the same word with a capital in that place? Abbreviations bear no marks but the bar of Đ."""
    letter = other[len(before) : len(other) - len(after)]
    plain = len(letter) == 1 and letter.isupper() and (letter.isascii() or letter == "Đ")
    return plain and other == f"{before}{letter}{after}"
