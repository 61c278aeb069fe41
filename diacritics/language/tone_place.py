"""Where the tone mark of a syllable stands: old style (`hóa`, `thúy`) or new (`hoá`, `thuý`).

Old style is that of most official texts; Quyết định 240/QĐ of the Ministry of Education (1984) describes both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sohoa.diacritics.language.alphabet import PLAIN_VOWELS, letter_with_tone, split_tone

_OPEN_PAIRS = frozenset(("oa", "oe", "uy"))


@lru_cache(maxsize=65536)
def place_tone(word: str, style: Literal["old", "new"] = "old") -> str:
    """The word with its tone mark on the letter where `style` wants it.

    Also a mark on a letter where no style has it (`hòan`, `tóan`) moves. Case and length
    are kept; `quý`, `già` and words without a tone come back as they are.

    Rule: New marks are set in the old style: hóa, thúy.
    Test: diacritics/language/test_alphabet.py::test_old_style
    """
    plain, tone = split_tone(word)
    if not tone:
        return word
    at = _tone_index(plain.lower(), style)
    if at is None:
        return word
    placed = letter_with_tone(plain[at], tone)
    return word if placed is None else plain[:at] + placed + plain[at + 1 :]


def _tone_index(plain: str, style: str) -> int | None:
    """Index of the letter that bears the tone, in a lower-case word without tone."""
    start = 0
    if plain.startswith("qu") or (plain.startswith("gi") and plain[2:3] in tuple(PLAIN_VOWELS)):
        start = 2
    while start < len(plain) and plain[start] not in PLAIN_VOWELS:
        start += 1
    end = start
    while end < len(plain) and plain[end] in PLAIN_VOWELS:
        end += 1
    nucleus = plain[start:end]
    if not nucleus or len(nucleus) > 3:
        return None
    marked = [i for i, c in enumerate(nucleus) if c in "ăâêôơư"]
    if marked:
        return start + marked[-1]
    closed = end < len(plain)
    if len(nucleus) == 1:
        return start
    if len(nucleus) == 3 or closed or (style == "new" and nucleus in _OPEN_PAIRS):
        return start + 1
    return start
