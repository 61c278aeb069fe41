"""Surnames that are known (`surnames.tsv`), as words are compared with them."""

from __future__ import annotations

from functools import cache

from sohoa.diacritics.language.folding import bare_words, fold_word
from sohoa.extract.wording.vocabulary import rows


@cache
def bare_surnames() -> frozenset[str]:
    """The surnames that are known, in small letters without marks."""
    return frozenset(bare_words(r[0]) for r in rows("surnames.tsv"))


@cache
def printed_surnames() -> frozenset[str]:
    """The surnames that are known, in small letters."""
    return frozenset(fold_word(r[0]) for r in rows("surnames.tsv"))
