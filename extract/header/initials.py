"""The authority's initials as a witness of its symbol: ĐHCĐ for a Đại học Cơ Điện."""

from __future__ import annotations

from dataclasses import replace

import regex

from sohoa.diacritics.language.folding import bare_letters, fold_word
from sohoa.extract.header.document_code import Code
from sohoa.extract.wording.document_symbols import canonical_symbol
from sohoa.nouns.word import Word

_BARRED = str.maketrans("Đđ", "Dd")
_MOST_SURE = 0.8
"""How sure a symbol is at most of which the authority's name told a bar: it is to be looked at."""
_LEAST = 2
"""A part of a symbol of so many letters tells nothing."""


def has_initials(symbol: str, authority: str) -> bool | None:
    """Do the authority's initials stand in the symbol?

    None where they do not: bodies abbreviate freely. False where they do but for a bar (ĐHCD).
    """
    words = regex.findall(r"\p{L}+", authority)
    initials = "".join(fold_word(w)[0] for w in words if fold_word(w) != "và")
    parts = [p.lower() for p in regex.split(r"[/-]", symbol)[1:] if len(p) > _LEAST]
    if any(fold_word(p) == p and _plain(initials).startswith(_plain(p)) for p in parts):
        return True
    barred = any(bare_letters(p) in bare_letters(initials) and _plain(p) not in _plain(initials) for p in parts)
    return False if barred else None


def _plain(text: str) -> str:
    """Initials as abbreviations have them: without marks but for đ."""
    return "".join(c if c == "đ" else bare_letters(c) for c in text)


def with_own_bars(code: Code, authority: str) -> Code:
    """The symbol with a bar that another reading of it has and the authority's initials ask for; else the same.

    Rule: Of two readings of a symbol that differ by a bar (ĐHCD, ĐHCĐ) that with the authority's initials counts,
        flagged; a bar that no reading has is never added.
    Test: extract/header/test_document_code.py::test_a_bar_that_another_reading_and_the_authority_have
    """
    if not code.symbol or has_initials(code.symbol, authority) is not False:
        return code
    for word in code.words:
        for read in word.alternatives:
            symbol = _of_reading(code.symbol, word, read.text)
            if symbol and has_initials(symbol, authority) is not False:
                whole = code.code and code.code.removesuffix(code.symbol) + symbol
                return replace(code, symbol=symbol, code=whole, limit=_MOST_SURE)
    return code


def _of_reading(symbol: str, word: Word, read: str) -> str | None:
    """The symbol as another reading of its word has it, if that differs by bars alone."""
    same = word.text.translate(_BARRED) == read.translate(_BARRED)
    return canonical_symbol(read[-len(symbol) :]) if same and len(read) >= len(symbol) else None
