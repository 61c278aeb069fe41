"""Number and symbol of a document: the line `Số: 126/KH-UBND` (Decree 30/2020/NĐ-CP, Annex I, II.3).

Numbers are often written by hand; digits that are not surely print are left out. The symbol beside them is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from sohoa.extract.header.found import Found, words_sure
from sohoa.extract.header.printed_figures import sure_digits
from sohoa.extract.wording.document_symbols import abbreviations, canonical_symbol, is_known_symbol, type_of_symbol
from sohoa.extract.wording.formal_phrases import number_line
from sohoa.nouns.printed_line import runs_to_lines
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word

_SYMBOL_SURE = 0.9
"""A symbol all of whose parts are known is this sure at least, however unsure the figures glued to it. A guess."""
_GLUED = 0.6
"""Less sure, a symbol is left out that is not as most are: figures written by hand are glued to it. A guess."""
_IN_A_BLANK = 0.8
"""How sure a number is at most that stands apart from its symbol: a blank was left there for the pen. A guess."""
_ODD_SYMBOL = 0.7
"""How sure a symbol with a stop or comma in it is at most. A guess."""
_USUAL = regex.compile(r"\p{Lu}\p{L}+[-/]\p{Lu}[\p{L}\d]+")
"""A type and one body in letters."""

_TAIL = r"[^\d\W][\w/&.,-]*"
_CODE = regex.compile(rf"^(?P<number>[^/\s]*?)(?P<year>/\d{{4}})?(?P<mark>[/-])(?P<symbol>{_TAIL})$")
_LAST = regex.compile(rf"^.*?(?P<mark>[/-])(?P<symbol>{_TAIL})$")


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol as read; `number` is None where it is not surely printed digits."""

    number: str | None
    symbol: str | None
    code: str | None
    words: tuple[Word, ...] = ()
    sure: float = 0.0
    limit: float = 1.0

    def found(self) -> dict[str, Found[str]]:
        """What is known, by the name of the field."""
        got = {"number": self.number, "symbol": self.symbol, "code": self.code}
        some = {name: Found(value, self.words, self.sure, self.limit) for name, value in got.items() if value}
        if self.symbol and is_known_symbol(self.symbol):
            some["symbol"] = Found(self.symbol, self.words, max(self.sure, _SYMBOL_SURE), self.limit)
        return some


@cache
def _opens_symbol() -> regex.Pattern[str]:
    """Where a symbol begins whose slash was not read: at an abbreviation of a type, behind figures or a space."""
    some = "|".join(sorted((regex.escape(a) for a in abbreviations() if len(a) > 1), key=len, reverse=True))
    return regex.compile(rf"(?:^|[\s\d])(?P<symbol>(?:{some})[-/]{_TAIL})$")


def read_code(runs: Sequence[TextRun], printed_height: float | None = None) -> Code:
    """Number, symbol and code from the line `Số: …` among these runs.

    Rule: A number that stands apart from its symbol ("Số: 660 /TB-UBND") may be written by hand: it is flagged.
    Test: extract/header/test_hard_headers.py::test_a_number_in_a_blank_is_flagged

    Args:
        runs: those of the left column.
        printed_height: height in pixels of printed digits nearby; taller ones are handwriting.
    """
    line, printed = next(
        ((r, code) for r in whole_lines(runs) if (code := number_line(r.text)) is not None), (None, "")
    )
    if line is None:
        return Code(None, None, None)
    text = regex.sub(r"(?<=\p{L})\s+[^\p{L}\s]{1,2}$", "", regex.sub(r"\s*V/v.*$", "", printed))  # a speck
    tight = regex.sub(r"\s+", "", text)
    if "/" not in tight and (bare_one := _opens_symbol().search(text)):  # the slash was lost in a number by hand
        return _symbol_alone(line, bare_one["symbol"])
    found = _CODE.match(tight)
    own_sign = _opens_symbol().search(text) if found and not found["number"].isdecimal() else None
    if own_sign:
        return _symbol_alone(line, own_sign["symbol"])
    if not found or ("/" not in tight and not found["number"].isdecimal()):
        last = _LAST.match(tight) if "/" in tight else None
        return _symbol_alone(line, last["symbol"]) if last else Code(None, None, None)
    symbol = canonical_symbol(found["symbol"])
    number = found["number"]
    own = [w for w in line.words if any(c.isdecimal() for c in w.text)]
    apart = any(w.text.strip(".,:") == number for w in line.words)
    if not sure_digits(own, number, printed_height, beside_print=not apart):
        return _symbol_alone(line, symbol)
    code = f"{number}{found['year'] or ''}{found['mark']}{symbol}"
    odd = _ODD_SYMBOL if regex.search(r"[.,]", symbol) else 1.0
    odd = min(odd, _IN_A_BLANK if apart else 1.0)
    return Code(number, symbol or None, code, line.words, min(words_sure(line.words[1:] or own), words_sure(own), odd))


def whole_lines(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """The printed lines of one column, each as one run: a wide blank for the pen parts them."""
    return tuple(run for line in runs_to_lines(runs) if (run := words_to_run(line.words)))


def _symbol_alone(line: TextRun, symbol: str) -> Code:
    """The symbol beside figures that are not surely print."""
    own = [w for w in line.words if any(c.isalpha() for c in w.text) and any(c in "/-" for c in w.text)]
    found, sure = canonical_symbol(symbol), words_sure(own)
    usual = type_of_symbol(found) is not None and _USUAL.fullmatch(found) is not None
    if sure < _GLUED and not usual and not is_known_symbol(found):
        return Code(None, None, None)
    return Code(None, found or None, None, tuple(own), sure)
