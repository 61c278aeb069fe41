"""Folding: the forms in which texts are compared. One place for all; the weakest form that serves is the right one.

| form | for |
|---|---|
| `strip_marks` | patterns in which case counts; places in the result are places in the text |
| `bare` | patterns in which case does not count; places stay too |
| `bare_line` | patterns with spaces and dashes in them: amounts, deadlines |
| `bare_words` | phrases of the vocabulary |
| `bare_letters` | phrases that print and engines space at will (`N ơi nhận`, `V/v`) |
| `fold_word` | words of the language model: marks count, their place and case do not |
| `fold_words` | names whose marks count: words as `fold_word` gives them, all else single spaces |

All take NFC text of any kind and never raise.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from sohoa.diacritics.language.alphabet import ALPHABET
from sohoa.diacritics.language.tone_place import place_tone

TYPE_CHECKING = False
if TYPE_CHECKING:
    import regex

_STRIP = {ord(c): unicodedata.normalize("NFD", c)[0] for c in ALPHABET if not c.isascii()} | {
    ord("đ"): "d",
    ord("Đ"): "D",
}
_ETH = "ð"
"""The Icelandic eth, which engines and old fonts print for đ."""
_DASHES = str.maketrans(dict.fromkeys("–—−‐‑÷~", "-"))


@cache
def _words() -> regex.Pattern[str]:
    """Runs of letters, marks and digits; `regex` knows marks and takes longer to load than a search takes."""
    import regex

    return regex.compile(r"[\p{L}\p{M}\d]+")


def strip_marks(text: str) -> str:
    """`text` without vowel marks, tones and the bar of đ; its length and case are kept.

    Only letters of the Vietnamese alphabet lose marks: `ö` stays.
    """
    return text.translate(_STRIP)


def bears_marks(text: str) -> bool:
    """Is there a letter of the Vietnamese alphabet with a mark, or a combining mark?"""
    return not text.isascii() and any(ord(c) in _STRIP or unicodedata.combining(c) for c in text)


def bare(text: str) -> str:
    """`text` without marks, in lower case; its length is kept. `Ngày 3/Đ` → `ngay 3/d`."""
    stripped = strip_marks(text)
    low = stripped.lower()
    if len(low) != len(stripped):  # İ is two code points in lower case
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in stripped)
    return low.replace(_ETH, "d")


def bare_line(text: str) -> str:
    """`bare` with single spaces and every kind of dash as `-`: `Quý I –  Quý III` → `quy i - quy iii`."""
    return " ".join(bare(text).translate(_DASHES).split())


@lru_cache(maxsize=65536)
def bare_words(text: str) -> str:
    """Letters and digits without marks, in lower case, all else as single spaces: `V/v: Rà soát` → `v v ra soat`."""
    return " ".join("".join(c if c.isalnum() else " " for c in bare(text)).split())


@lru_cache(maxsize=65536)
def bare_letters(text: str) -> str:
    """Letters and digits without marks, in lower case, nothing between: `57-NQ/TW` → `57nqtw`."""
    return "".join(c for c in bare(text) if c.isalnum())


@lru_cache(maxsize=262144)
def fold_word(text: str) -> str:
    """NFC, lower case, tones in old-style places: `THUỶ` → `thủy`."""
    return place_tone(unicodedata.normalize("NFC", text).lower())


def fold_words(text: str) -> str:
    """Words of letters and digits as `fold_word` gives them, all else as single spaces: `UỶ BAN – Xã` → `ủy ban xã`."""
    return " ".join(fold_word(word) for word in _words().findall(text))
