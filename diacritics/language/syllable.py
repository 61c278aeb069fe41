"""The Vietnamese syllable: alphabet, onset, rime and tone, and where the tone mark stands.

Source of the orthography: Quyết định 240/QĐ of the Ministry of Education (1984) and Đoàn
Thiện Thuật, *Ngữ âm tiếng Việt* (1977), for onsets, rimes and the rule that a syllable
closed by a stop (p, t, c, ch) bears only the acute or the dot below. Old-style placement
(`hóa`, `thúy`) is that of most official texts; new style is `hoá`, `thuý`.

All functions take and give NFC text and never raise on any string.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import product
from typing import Literal

PLAIN_VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""Combining marks: level (none), grave, acute, hook above, tilde, dot below."""
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
"""Every letter of the alphabet with every tone, lower case."""
ALPHABET = frozenset(LETTERS + LETTERS.upper())

ONSETS = frozenset(
    [
        "",
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gh",
        "gi",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "ngh",
        "nh",
        "p",
        "ph",
        "q",
        "qu",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ],
)
_NUCLEI_FINALS = (
    ("a", " c ch i m n ng nh o p t u y"),
    ("ă", "c m n ng p t"),
    ("â", "c m n ng p t u y"),
    ("e", " c m n ng o p t"),
    ("ê", " c ch m n nh p t u ng"),
    ("i", " c ch m n nh p t u a"),
    ("o", " c i m n ng p t a e"),
    ("ô", " c i m n ng p t"),
    ("ơ", " i m n p t ng"),
    ("u", " c i m n ng p t a ê ơ y"),
    ("ư", " c i m n ng t u a"),
    ("y", " n t ch nh u"),
    ("iê", "c m n ng p t u"),
    ("yê", "m n ng t u"),
    ("ươ", "c i m n ng p t u"),
    ("uô", "c i m n ng p t"),
    ("oo", "c ng"),
    ("oa", "c ch i m n ng nh o p t y"),
    ("oă", "c m n ng t p"),
    ("oe", "n o t m ng c"),
    ("uâ", "n ng t y c"),
    ("uê", "c ch n nh"),
    ("uy", "a ch n nh t u p"),
    ("uyê", "n t"),
    ("uơ", "n t"),
    ("êu", ""),
)
RIMES = frozenset(n + f for n, finals in _NUCLEI_FINALS for f in finals.split(" "))
_STOPS = ("p", "t", "c", "ch")
_STOP_TONES = frozenset(("\u0301", "\u0323"))
_OPEN_PAIRS = frozenset(("oa", "oe", "uy"))

_PARTS: dict[str, tuple[str, str]] = {}
_PLACED: dict[tuple[str, str], str] = {}
for _v, _t in product(PLAIN_VOWELS, TONES):
    _letter = unicodedata.normalize("NFC", _v + _t)
    for _c, _b in ((_letter, _v), (_letter.upper(), _v.upper())):
        _PARTS[_c] = (_b, _t)
        _PLACED[_b, _t] = _c
_STRIP = {ord(c): unicodedata.normalize("NFD", c)[0] for c in LETTERS + LETTERS.upper() if not c.isascii()} | {
    ord("đ"): "d",
    ord("Đ"): "D",
}


def strip_marks(text: str) -> str:
    """`text` (NFC) without vowel marks, tones and the bar of đ; its length is kept.

    Only letters of the Vietnamese alphabet lose marks: `ö` stays.
    """
    return text.translate(_STRIP)


def bears_marks(text: str) -> bool:
    """Is there a letter of the Vietnamese alphabet with a mark, or a combining mark?"""
    return not text.isascii() and any(ord(c) in _STRIP or unicodedata.combining(c) for c in text)


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


def split_syllable(token: str) -> tuple[str, str, str] | None:
    """Onset, rime and tone of a well-formed syllable in lower case; None for any other token."""
    plain, tone = split_tone(token.lower())
    for size in (3, 2, 1, 0):
        onset, rime = plain[:size], plain[size:]
        if len(onset) != size or onset not in ONSETS or not _rime_fits(onset, rime):
            continue
        if tone not in _STOP_TONES and rime.endswith(_STOPS):
            return None
        return onset, rime, tone
    return None


def _rime_fits(onset: str, rime: str) -> bool:
    """Does the rime exist, and may it follow the onset?"""
    if onset == "gi":
        return rime in RIMES and rime[0] not in "iy"
    if onset == "g" and rime[:1] == "i":
        return rime in {"i", "in", "iêng", "iêt", "iêc", "ip"}
    if onset == "qu":
        return rime in RIMES and rime[0] not in "ou"
    if onset == "q":
        return False
    if onset in ("k", "gh", "ngh"):
        return rime in RIMES and rime[0] in "eêiy"
    if onset in ("c", "ng"):
        return rime in RIMES and rime[0] not in "eêi"
    return rime in RIMES


@lru_cache(maxsize=65536)
def is_well_formed(token: str) -> bool:
    """Could the token be a Vietnamese syllable (in any case)? Letters only, NFC."""
    return split_syllable(token) is not None


@cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(strip_marks(o + r) for o in ONSETS for r in RIMES if _rime_fits(o, r))


def is_bare_syllable(token: str) -> bool:
    """Is the token, in any case, a syllable from which all marks were taken?"""
    return token.lower() in _bare_syllables()


@lru_cache(maxsize=65536)
def place_tone(word: str, style: Literal["old", "new"] = "old") -> str:
    """The word with its tone mark on the letter where `style` wants it.

    Also a mark on a letter where no style has it (`hòan`, `tóan`) moves. Case and length
    are kept; `quý`, `già` and words without a tone come back as they are.
    """
    plain, tone = split_tone(word)
    if not tone:
        return word
    at = _tone_index(plain.lower(), style)
    if at is None:
        return word
    placed = _PLACED.get((plain[at], tone))
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


def fold(text: str) -> str:
    """NFC, lower case, tones in old-style places: the form in which words are compared."""
    return place_tone(unicodedata.normalize("NFC", text).lower())


def bare_letters(text: str) -> str:
    """Letters and digits without marks, in lower case."""
    return "".join(c for c in strip_marks(text).casefold() if c.isalnum())
