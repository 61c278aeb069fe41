"""Words as they are compared in a search: with their marks, and without.

A token is a run of letters and digits in lower case (`45/KH-UBND` is three), its tone mark in the old-style place
(`thuỷ` is `thủy`). Its bare form has neither vowel marks nor tones, and d for đ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sohoa.diacritics.language.folding import bare, bears_marks, fold_word

_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=2**16)
def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text, in order, with their marks."""
    return tuple(fold_word(token) for token in _TOKEN.findall(unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=2**16)
def bare_tokens(text: str) -> tuple[str, ...]:
    """The same without marks: as many, in the same order."""
    return tuple(bare(token) for token in tokens(text))


def are_marked(some: tuple[str, ...]) -> bool:
    """Does one of them bear a mark?"""
    return any(bears_marks(token) for token in some)
