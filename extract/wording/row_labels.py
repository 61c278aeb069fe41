"""What stands before a row: its number, or the words of a row of sums."""

from __future__ import annotations

import regex

from sohoa.diacritics.language.folding import bare_words

_ROMAN = regex.compile(r"[IVX]{1,6}|[IVXl1]{1,5}(?<=[IVX].*)")
_LETTER = regex.compile(r"[A-HĐ]")
_NUMERAL = regex.compile(r"\d{1,3}(?:[.\-]\d{1,3})*")
_TOTAL = regex.compile(r"(?:tong(?: cong| so| kinh phi| chi| du toan)?|cong)(?: [ivx0-9a-h+ ]+)?")


def numeral_rank(tt: str) -> int | None:
    """0 for a letter, 1 for a Roman numeral, 2 for `1`, 3 for `1.1` and so on; None if it is none."""
    s = tt.strip(" .)(:")
    if _NUMERAL.fullmatch(s):
        return 2 + len(regex.findall(r"[.\-]", s))
    if _ROMAN.fullmatch(s):
        return 1
    return 0 if _LETTER.fullmatch(s) else None


def is_total(text: str) -> bool:
    """Is it the heading of a row of sums (`Tổng cộng`, `Tổng số`, `Cộng I`)?"""
    return _TOTAL.fullmatch(bare_words(text)) is not None
