"""What is counted in a text layer before it is judged: marks, syllables, English words, garbage, signatures' stamps."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sohoa.diacritics import DATA
from sohoa.diacritics.language.folding import bears_marks, strip_marks
from sohoa.diacritics.language.syllable import ONSETS, RIMES, is_well_formed

_WORD = re.compile(r"\S+")
_WORD_EDGES = "".join(chr(c) for c in range(33, 127) if not chr(c).isalnum()) + "“”‘’–—…«»•·"
_TELLS_NOTHING = re.compile(r"[\dIVXLC]+[\w./-]*|[A-ZĐ][A-ZĐ&]{0,7}")
"""Numbers, codes, Roman numerals, capitals: they tell nothing of the engine."""
_MIXED = re.compile(r"(?=.*\d)(?![a-z]{0,3}\d{1,3}$)[^\W_]+")
"""Letters and digits in one token (`d6i`), units and references (`km2`, `12a`) apart."""
_K_FOR_C = re.compile(r"^k(?!h)|k$", re.IGNORECASE)
"""Where names of the highlands have it for c: Đắk Lắk, Bắc Kạn."""
_ODD_INSIDE = re.compile(r"[^\w./@:&'’(),–-]")
"""Signs that do not stand inside words."""
_NO_LETTER = re.compile(r"\(cid:\d+\)|\ufffd|(?<=[^\W\d_])[\ue000-\uf8ff]|[\ue000-\uf8ff](?=[^\W\d_])")
"""Characters without a meaning. Those for private use count beside letters only: alone they are bullets."""
_LATIN_BELOW, _MORE_LATIN = "\u024f", ("\u1e00", "\u1eff")
"""Last letter of Unicode's first Latin blocks, and the block of more Latin letters, most of them Vietnamese."""
_LETTER_IN_NUMBER = re.compile(r"(?<!\w)(?:\d[\d.,/]*[OolI]|[OolI][.,/]?\d)[\dOolI.,/]*(?!\w)")
"""A letter that looks like a figure inside a number (`2O26`, `l5.000`)."""
_LATIN_TEXT, _FEWEST_JUDGED, _KNOWN_WORDS, _FEW_LOOK_ALIKES = 0.5, 8, 0.6, 2
"""Shares of letters and of words, and counts, by which a layer is looked at twice. Guesses: that costs a few lines."""
_MOST_COUNTED = 120_000
"""Characters that are counted; a full page of print has 5,000. A guess: some tenths of a second."""
_STAMP_LINES, _STAMP_LETTERS = 12, 400
"""A signature's stamp has no more lines, and fewer characters. Guesses."""


@dataclass(frozen=True, slots=True)
class LayerTraits:
    """Counts over the words of a layer; numbers, codes, single letters and capitals are left out.

    `marked`: bear Vietnamese marks; `ill_formed`: of these, no syllables; `plain`: without marks, yet
    possible syllables and no common English words; `kinds`: different words among these; `english`: common
    English words; `odd`: letters mixed with digits or signs; `unreadable`: characters that stand for no
    letter, and words that mix scripts.
    """

    words: int
    marked: int
    ill_formed: int
    plain: int
    kinds: int
    english: int
    odd: int
    unreadable: int


def read_traits(text: str) -> LayerTraits:
    """Counts over the words of a layer; NFC is not needed. Of a long text its beginning, middle and end are counted."""
    text = unicodedata.normalize("NFC", _sample(text))
    kept = _telling_words(text)
    whole = [w for w in kept if not _mangled(w)]
    marked = [w for w in whole if bears_marks(w)]
    plain = [w.lower() for w in whole if not bears_marks(w)]
    possible = [w for w in plain if w in _bare_syllables() and w not in _english()]
    return LayerTraits(
        words=len(kept),
        marked=len(marked),
        ill_formed=sum(not _formed(w) for w in marked),
        plain=len(possible),
        kinds=len(set(possible)),
        english=sum(w in _english() for w in plain),
        odd=sum(map(_odd, kept)),
        unreadable=len(_NO_LETTER.findall(text)) + len(kept) - len(whole),
    )


def _sample(text: str) -> str:
    """The text, or three pieces of a long one, cut anywhere."""
    if len(text) <= _MOST_COUNTED:
        return text
    piece, half = _MOST_COUNTED // 3, len(text) // 2
    return "\n".join((text[:piece], text[half : half + piece], text[-piece:]))


def is_overlay(text: str) -> bool:
    """Does the layer hold nothing but a signature's stamp ("Ký bởi: …", "Thời gian ký: …")?

    Rule: The stamp of a digital signature on a scan is no text layer.
    Test: diacritics/layers/test_traits.py::test_a_stamp_is_told_from_a_page_that_names_a_signature
    """
    lines = [x.strip() for x in text.splitlines() if x.strip()]
    return len(lines) <= _STAMP_LINES and bool(_stamp().search(text)) and len(text) < _STAMP_LETTERS


def is_hardly_text(text: str) -> bool:
    """Are many of the words of a layer neither Vietnamese nor English, or are look-alikes among its letters?

    Text mostly in another script is held to be what it says.
    """
    letters = [c for c in text if c.isalpha()]
    if sum(map(_is_latin, letters)) < _LATIN_TEXT * len(letters):
        return False
    traits = read_traits(text)
    if traits.unreadable + len(_LETTER_IN_NUMBER.findall(text)) >= _FEW_LOOK_ALIKES:
        return True
    known = traits.marked - traits.ill_formed + traits.plain + traits.english
    return traits.words >= _FEWEST_JUDGED and known < _KNOWN_WORDS * traits.words


def _is_latin(letter: str) -> bool:
    return letter <= _LATIN_BELOW or _MORE_LATIN[0] <= letter <= _MORE_LATIN[1]


def _telling_words(text: str) -> list[str]:
    """Its words without signs at their ends; numbers, codes, single letters and capitals tell nothing."""
    words = (w.strip(_WORD_EDGES) for w in _WORD.findall(text))
    return [w for w in words if len(w) > 1 and any(map(str.isalpha, w)) and not _is_code(w)]


def _is_code(word: str) -> bool:
    return bool(_TELLS_NOTHING.fullmatch(word)) and word.lower() not in _bare_syllables()


def _formed(word: str) -> bool:
    """Is each of the parts that signs part (`sở/ngành`, `Ê-đê`) a syllable, a code or a name?"""
    parts = [p for p in re.split(r"[^\w]+", word) if p]
    return all(not bears_marks(p) or _syllable(p) or _TELLS_NOTHING.fullmatch(p) for p in parts)


def _syllable(word: str) -> bool:
    return is_well_formed(word) or is_well_formed(_K_FOR_C.sub("c", word))


def _mangled(word: str) -> bool:
    """Latin letters and those of another script in one word (`Hҥnh`): a font's table is wrong."""
    other = any(c > _LATIN_BELOW and c.isalpha() and not _MORE_LATIN[0] <= c <= _MORE_LATIN[1] for c in word)
    return other and any(c.isascii() and c.isalpha() for c in word)


def _odd(word: str) -> bool:
    """Letters with digits or signs inside (`d6i`, `c;c`), a capital after a small letter."""
    if _MIXED.fullmatch(word) and any(map(str.islower, word)):
        return True
    if _ODD_INSIDE.search(word):
        return True
    return not word.isascii() and any(a.islower() and b.isupper() for a, b in pairwise(word))


@lru_cache(maxsize=1)
def _bare_syllables() -> frozenset[str]:
    """Syllables without their marks, and some that do not exist."""
    return frozenset(strip_marks(onset + rime) for onset in ONSETS for rime in RIMES)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(_read_data("english_words.txt"))


@lru_cache(maxsize=1)
def _stamp() -> re.Pattern[str]:
    return re.compile("|".join(_read_data("signature_stamps.txt")), re.IGNORECASE)


def _read_data(name: str) -> list[str]:
    data = (DATA / name).read_text("utf-8")
    return [x.strip() for x in data.splitlines() if x.strip() and not x.startswith("#")]
