"""Symbols of documents (`QĐ-UBND`, `KH-UBND`): their parts, and how the decree writes them.

Decree 30/2020/NĐ-CP, Annex I, II.3 and Annex III.
"""

from __future__ import annotations

from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_letters, bare_words
from sohoa.extract.wording.vocabulary import rows

_LIKE_CAPITALS, _LEAST_CAPITALS = frozenset("cosuvwxz"), 2
"""Small letters that look as their capitals do; behind more capitals than so many they are such. A guess."""


def canonical_symbol(symbol: str) -> str:
    """A symbol with its known parts as they are written: `QD-UBND` → `QĐ-UBND`.

    Rule: Known parts of a symbol are written as the decree writes them: QD-UBND is QĐ-UBND; what only its size makes a
        small letter, at the end of capitals, is one of them (`BCĐCĐs`).
    Test: extract/header/test_header.py::test_symbols_are_written_as_the_decree_does
    """
    known = {bare_words(x): x for x in _known_parts()}
    tidy = regex.sub(r"Đ+", "Đ", symbol.replace("Ð", "Đ").replace("ð", "đ")).strip(".,;:-/ ")
    parts = (_in_capitals(p) for p in regex.split(r"([/-])", tidy))
    return "".join(known.get(bare_words(p), p) if p not in "/-" and p.isupper() else p for p in parts)


def _in_capitals(part: str) -> str:
    """A part with its last letter as a capital where only its size tells it from one (`BCĐCĐs`)."""
    alike = len(part) > _LEAST_CAPITALS and part[:-1].isupper() and part[-1] in _LIKE_CAPITALS
    return part.upper() if alike and part not in _known_parts() else part


@cache
def _known_parts() -> tuple[str, ...]:
    return (*(r[0] for r in rows("code_parts.tsv")), *abbreviations())


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations of the types of documents, and the type of each."""
    return {r[1]: r[0] for r in reversed(rows("document_types.tsv")) if len(r) > 1 and r[1]}


def is_known_symbol(symbol: str) -> bool:
    """Is each of its parts, two at least, an abbreviation that is known?"""
    parts = regex.split(r"[/-]", symbol)
    known = {bare_letters(p) for p in _known_parts()}
    return len(parts) > 1 and all(bare_letters(p) in known for p in parts)


def type_of_symbol(symbol: str) -> str | None:
    """The type of document that a symbol begins with (`QĐ-UBND`: QUYẾT ĐỊNH), None if none (a letter's)."""
    return abbreviations().get(regex.split(r"[/-]", symbol)[0])
