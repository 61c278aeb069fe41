"""What is said to people, in English and Vietnamese. Here, at the border, kinds become sentences.

The sentences are data (`sohoa/data/*.tsv`): one row a kind, one column a language. In a sentence `{detail}` is what
the doubt is about, `{0}`, `{1}`, … are the things that its detail names, and `{join}` or `{field}` are codes of the
detail in words (`words.tsv`). Nothing is ever decided by a sentence.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from sohoa.nouns.doubt import PARTED, Doubt
from sohoa.nouns.problem import Problem

DATA = Path(__file__).parent / "data"


class Language(StrEnum):
    """A language in which people are told things."""

    EN = "en"
    VI = "vi"


DEFAULT = Language.EN
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set and not empty counts (POSIX.1-2017, XBD 8.2)."""


def locale_language(environment: Mapping[str, str]) -> Language:
    """The language that the locale asks for; English for any that we do not speak."""
    named = next((v for name in _LOCALE_VARIABLES if (v := environment.get(name))), "")
    code = named.split("_")[0].split(".")[0].lower()
    return Language(code) if code in list(Language) else DEFAULT


def decimal(number: float, places: int, language: Language = DEFAULT) -> str:
    """A number with so many decimal places, as the language writes it: `2.5`, in Vietnamese `2,5`."""
    told = f"{number:.{places}f}"
    return told.replace(".", ",") if language is Language.VI else told


def reason(doubt: Doubt, language: Language = DEFAULT) -> str:
    """One doubt as a sentence without a full stop; of an unforeseen one the detail is all that is known."""
    template = _sentences(language)[doubt.kind]
    fields = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    parts = _parts(doubt.detail, sum(name.isdecimal() for name in fields))
    codes = {name: _in_words(name, doubt.detail, language) for name in fields if name.isalpha() and name != "detail"}
    told = template.format(*parts, detail=doubt.detail, **codes).removesuffix(": ")
    return told if any(c.isalnum() for c in told) else doubt.kind.replace("_", " ")


def reasons(doubts: Iterable[Doubt], language: Language = DEFAULT) -> str:
    """Several doubts, each told once, parted by semicolons; "" for none."""
    return "; ".join(dict.fromkeys(reason(d, language) for d in doubts))


def advised(doubt: Doubt, language: Language = DEFAULT) -> str:
    """The sentence with what to do next, where there is something to do."""
    told, advice = reason(doubt, language), _advice(language).get(doubt.kind, "")
    return f"{told.rstrip('.')}. {advice}" if advice else told


def problem_message(problem: Problem, language: Language = DEFAULT) -> str:
    """What a problem is and what to do, with its table and row; file and page stand beside it."""
    told = "; ".join(dict.fromkeys(advised(d, language) for d in problem.doubts))
    if problem.table_id is None:
        return told
    place = f"{word('place', 'table', language)} {problem.table_id}"
    if problem.row is not None:
        place = f"{place}, {word('place', 'row', language)} {problem.row}"
    return f"{place}: {told}"


def located(where: str, page: int | None, language: Language = DEFAULT) -> str:
    """A file and a page of it, as people name them; "" for neither."""
    numbered = f"{word('place', 'page', language)} {page}" if page else ""
    return ", ".join(x for x in (where, numbered) if x)


def word(section: str, code: str, language: Language = DEFAULT) -> str:
    """What a code of `words.tsv` is called; the code itself if it is not there."""
    return _words(language).get((section, code), code)


def in_words(section: str, codes: Iterable[str], language: Language = DEFAULT) -> str:
    """Several codes in words, parted by commas."""
    return ", ".join(word(section, code, language) for code in codes)


def _in_words(section: str, detail: str, language: Language) -> str:
    return in_words(section, detail.split(PARTED), language)


def _parts(detail: str, n: int) -> list[str]:
    """The `n` things that a detail names; the last one may itself hold what parts them."""
    parts = detail.split(PARTED, max(0, n - 1))
    return [*parts, *[""] * (n - len(parts))]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a file in `sohoa/data`, fields apart; lines that begin with `#` are comments."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def _sentences(language: Language) -> dict[str, str]:
    return {kind: en if language is Language.EN else vi for kind, _, en, vi in rows("doubts.tsv")}


@cache
def _advice(language: Language) -> dict[str, str]:
    """What to do by kind of doubt, for those that say it."""
    told = {key: en if language is Language.EN else vi for key, en, vi in rows("advice.tsv")}
    return {kind: told[key] for kind, key, _, _ in rows("doubts.tsv") if key}


@cache
def _words(language: Language) -> dict[tuple[str, str], str]:
    return {(section, code): en if language is Language.EN else vi for section, code, en, vi in rows("words.tsv")}
