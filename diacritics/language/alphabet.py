"""The Vietnamese alphabet: every letter with every mark, and a word's tone apart from its letters."""

from __future__ import annotations

import unicodedata
from itertools import product

PLAIN_VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""Combining marks: level (none), grave, acute, hook above, tilde, dot below."""
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
"""Every letter of the alphabet with every tone, lower case."""
ALPHABET = frozenset(LETTERS + LETTERS.upper())

_PARTS: dict[str, tuple[str, str]] = {}
_PLACED: dict[tuple[str, str], str] = {}
for _v, _t in product(PLAIN_VOWELS, TONES):
    _letter = unicodedata.normalize("NFC", _v + _t)
    for _c, _b in ((_letter, _v), (_letter.upper(), _v.upper())):
        _PARTS[_c] = (_b, _t)
        _PLACED[_b, _t] = _c
_TONELESS = str.maketrans({toned: base for toned, (base, mark) in _PARTS.items() if mark})


def letter_with_tone(letter: str, tone: str) -> str | None:
    """The letter (any case, no tone yet) with a combining mark of `TONES`; None if it is no vowel."""
    return _PLACED.get((letter, tone))


def without_tones(text: str) -> str:
    """Any text with all letters as they are without a tone; its length and case are kept. `Tiếng` → `Tiêng`."""
    return text.translate(_TONELESS)


def split_tone(syllable: str) -> tuple[str, str]:
    """The syllable without its tone, and the tone as a combining mark.

    The tone is "" for a level one. A word with two tones, which no Vietnamese syllable
    has, comes back whole.
    """
    tone = ""
    plain = []
    for c in syllable:
        base, mark = _PARTS.get(c, (c, ""))
        if mark and tone:
            return syllable, ""
        tone = tone or mark
        plain.append(base)
    return "".join(plain), tone


BULLETS = "•·▪■◆►➢★❖"
"""Signs that open an item of a list, beside dashes, `+` and `*`."""
