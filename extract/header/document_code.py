"""Number and symbol of a document: the line `Số: 126/KH-UBND` (Decree 30/2020/NĐ-CP, Annex I, II.3).

Numbers are often written by hand; digits that are not surely print are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.formal_phrases import number_line
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

SURE = 0.70
"""Digits less sure than this may be handwritten: they are left out rather than guessed."""
TALLER = 1.22
"""Digits taller than the printed year by this factor are handwriting."""
ALIKE, ALIKE_SURE = 0.10, 0.50
"""Digits as tall as the printed year, within this share, are print: less certainty will do."""

_CODE = regex.compile(r"^(?P<number>[^/\s]*?)(?P<year>/\d{4})?(?P<mark>[/-])(?P<symbol>[^\d\W][\w/&.-]*)$")


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol as read; `number` is None where it is not surely printed digits."""

    number: str | None
    symbol: str | None
    code: str | None


def sure_digits(words: Sequence[Word], text: str, printed_height: float | None) -> bool:
    """Are these digits print that was surely read?

    Rule: A number or date written by hand is left empty rather than guessed.
    Test: extract/header/test_header.py::test_header
    """
    if not text.isdigit():
        return False
    least = min((w.confidence for w in words if w.confidence is not None), default=1.0)
    boxes = [w.box for w in words if w.box is not None and not any(c in "/()gpqy," for c in w.text)]
    if printed_height is None or not boxes:
        return least >= SURE
    ratio = max(b.height for b in boxes) / printed_height
    return least >= (ALIKE_SURE if abs(ratio - 1) <= ALIKE else SURE) and ratio <= TALLER


def canonical_symbol(symbol: str) -> str:
    """A symbol with its known parts as they are written: `QD-UBND` → `QĐ-UBND`.

    Rule: Known parts of a symbol are written as the decree writes them: QD-UBND is QĐ-UBND.
    Test: extract/header/test_header.py::test_symbols_are_written_as_the_decree_does
    """
    known = {bare_words(x): x for x in (*(r[0] for r in rows("code_parts.tsv")), *_abbreviations())}
    tidy = regex.sub(r"Đ+", "Đ", symbol.replace("Ð", "Đ").replace("ð", "đ")).strip(".,;:-/ ")
    parts = regex.split(r"([/-])", tidy)
    return "".join(known.get(bare_words(p), p) if p not in "/-" and p.isupper() else p for p in parts)


def _abbreviations() -> tuple[str, ...]:
    return tuple(r[1] for r in rows("document_types.tsv") if len(r) > 1 and r[1])


def read_code(runs: Sequence[TextRun], printed_height: float | None = None) -> Code:
    """Number, symbol and code from the line `Số: …` among these runs.

    Args:
        runs: those of the left column.
        printed_height: height in pixels of printed digits nearby; taller ones are handwriting.
    """
    line, printed = next(((r, code) for r in runs if (code := number_line(r.text)) is not None), (None, ""))
    if line is None:
        return Code(None, None, None)
    found = _CODE.match(regex.sub(r"V/v.*$", "", regex.sub(r"\s+", "", printed)))
    if not found:
        return Code(None, None, None)
    symbol = canonical_symbol(found["symbol"])
    number = found["number"]
    own = [w for w in line.words if any(c.isdigit() for c in w.text)]
    if not number.isdigit() or not sure_digits(own, number, printed_height):
        return Code(None, symbol or None, None)
    return Code(number, symbol or None, f"{number}{found['year'] or ''}{found['mark']}{symbol}")
