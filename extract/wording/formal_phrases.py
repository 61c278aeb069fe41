"""How the formal parts of documents begin: set phrases, compared so that broken print does not hide them.

The phrases are prescribed by Decree 30/2020/NĐ-CP, Annex I (state bodies) and by Instruction 36-HD/VPTW of 2018
(Party bodies); they stand in `formal_phrases.tsv`, `mottos.tsv`, `document_types.tsv` and `overlays.tsv`.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache

import regex

from sohoa.diacritics.language.folding import bare, bare_letters, bare_line, bare_words
from sohoa.extract.wording.vocabulary import rows

LIKE = 0.8
"""Likeness from which a phrase counts as found. A guess: one letter in five misread."""
LIKE_MOTTO = 0.7
"""The same for the State's and the Party's names: they are long, and seals and stamps lie on them. A guess."""
_LONGEST_HEAD = 24
"""Letters of the line "Nơi nhận" with all that the engine may read beside it; a longer one is running text. A guess."""
_DATED = regex.compile(r"(?<!\w)ngay(?:.{3,40}?nam\W*\w|.{0,8}thang.{0,8}nam)")
_NUMBER = regex.compile(r"\W*s[oö6d]\w?\s*(?P<mark>[:;.,]?)\s*(?P<code>.*)")
_DEPARTMENT = regex.compile(r"\W*sở", regex.IGNORECASE)
"""`SỞ` opens a name; before a colon it is `Số` misread."""
_BARE_CODE = regex.compile(r"\d\s*-\s*[A-Z]|(?:^|[\d\s])\p{Lu}\p{L}{1,4}\s?-\s?\p{Lu}{2}")
"""What a code without a slash holds: `57-NQ`, or a symbol whose slash was lost in a number by hand."""


def likeness(letters: str, phrase: str) -> float:
    """How alike two texts are, from 0 to 1; 0 for texts whose lengths differ by more than 40 %.

    Args:
        letters: as `bare_letters` gives them.
        phrase: the same.
    """
    if not letters or abs(len(letters) - len(phrase)) > 0.4 * len(phrase):
        return 0.0
    return SequenceMatcher(None, letters, phrase, autojunk=False).ratio()


def opens_with(text: str, part: str) -> bool:
    """Does a text begin with nearly a phrase of this part (a first column of `formal_phrases.tsv`)?"""
    letters = bare_letters(text)
    return any(likeness(letters[: len(p)], p) >= LIKE for p in _solid_phrases(part))


@cache
def phrases(part: str) -> tuple[str, ...]:
    """The phrases of a part, as `bare_words` gives them."""
    return tuple(bare_words(phrase) for kind, phrase in rows("formal_phrases.tsv") if kind == part)


@cache
def _solid_phrases(part: str) -> tuple[str, ...]:
    return tuple(bare_letters(phrase) for phrase in phrases(part))


@cache
def mottos() -> tuple[str, ...]:
    """What may stand at the top right: names of State and Party and the State's motto, as `bare_letters` gives them."""
    return tuple(bare_letters(line) for (line,) in rows("mottos.tsv"))


@lru_cache(maxsize=4096)
def motto_likeness(letters: str) -> float:
    """How like one of the `mottos` bare letters are, from 0 to 1."""
    return max(likeness(letters, motto) for motto in mottos())


def is_motto(text: str) -> bool:
    """Is it the State's name, its motto, or the Party's name?"""
    return motto_likeness(bare_letters(text)) >= LIKE_MOTTO


def is_youth_head(text: str) -> bool:
    """Is it the line that papers of the Youth Union have at the top right, `ĐOÀN TNCS HỒ CHÍ MINH`, and no more?"""
    letters = bare_letters(text)
    return any(likeness(letters, p) >= LIKE and letters[:2] == p[:2] for p in _solid_phrases("youth_head"))


def is_recipients_head(text: str) -> bool:
    """Is it the line `Nơi nhận:`?"""
    return len(bare_letters(text)) <= _LONGEST_HEAD and opens_with(text, "recipients")


def is_addressee(text: str) -> bool:
    """Does it begin with `Kính gửi`?"""
    return opens_with(text, "addressee")


def date_start(text: str) -> int | None:
    """Where the date begins in a line of place and date, be the day readable or not; None if it is no such line."""
    found = _DATED.search(bare(text))
    return found.start() if found else None


def is_dated(text: str) -> bool:
    """Does it say place and date, be the day readable or not?"""
    return date_start(text) is not None


def number_line(text: str) -> str | None:
    """What follows `Số:` on the line of number and symbol (`126/KH-UBND`), None if it is no such line."""
    line = text.replace("⁄", "/")
    found = _NUMBER.fullmatch(bare(line))
    if found is None or (not found["mark"] and _DEPARTMENT.match(line)):
        return None
    code = line[found.start("code") :]
    is_code = "/" in line or (found["mark"] and _BARE_CODE.search(code)) or regex.search(r"\d\s*-\s*[A-Z]", code)
    return code if is_code else None


def opens_number(text: str) -> bool:
    """Is it the line of number and symbol, be they readable or not (`Số: ...`)? `SỞ Y TẾ` is none."""
    found = _NUMBER.fullmatch(bare(text))
    return (found is not None and bool(found["mark"])) or number_line(text) is not None


def is_overlay(text: str) -> bool:
    """Does it hold what programs for digital signatures print over a page (`Người ký: …`), or a copy's seal?"""
    return _overlays().search(bare_line(text)) is not None


@cache
def _overlays() -> regex.Pattern[str]:
    phrases = (bare_line(phrase) for (phrase,) in rows("overlays.tsv"))
    return regex.compile("|".join(regex.sub(r"(?=[:;]$)", r"\\s*", rf"\b{phrase}") for phrase in phrases))
