"""What stands before a row and orders it: `A`, `PHẦN I`, `II`, `3`, `3.1`, `a)`; and the words of a row of sums.

One reader for all who ask: table cells, groups of records, headings in running text. Numerals that the engine read
as look-alikes are still told where they hold a sure sign (`Il`, `1V`); what only the order of the rows can tell is
mended by `sohoa.extract.wording.numerals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.wording.numerals import roman_readings
from sohoa.extract.wording.vocabulary import rows

LETTERS = "ABCDĐEFGH"
"""Letters that label, in the order of Vietnamese lists."""
_AROUND = " .)(:[]"
_DEBRIS = "¡|¦‘’'`´"
"""Pieces of the rule beside a number that were read as signs; no label has one."""
_ROMAN = regex.compile(r"[IVX]{1,6}|[IVXl1]{1,5}(?<=[IVX].*)")
_NUMBER = regex.compile(r"\d{1,4}")
_PART = regex.compile(r"\d{1,3}(?:[.\-]\d{1,3})+")
_POINT = regex.compile(r"[.\-]")


class LabelKind(StrEnum):
    """How rows are labelled, from the widest to the narrowest."""

    LETTER = "letter"
    SECTION = "section"
    ROMAN = "roman"
    NUMBER = "number"
    PART = "part"
    ITEM = "item"


_RANKS = {LabelKind.LETTER: 0, LabelKind.SECTION: 1, LabelKind.ROMAN: 1, LabelKind.NUMBER: 2, LabelKind.ITEM: 9}
"""Of each kind; parts come after numbers, by how many numbers they have, and before items."""


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A label: `text` as printed, without the marks around it; its kind; its place in the order of its kind, from 1.

    `value` of a part (`3.1`) is that of its last number. It is None for a numeral that is none (`IIX`).
    """

    text: str
    kind: LabelKind
    value: int | None

    @property
    def rank(self) -> int:
        """0 for a letter, 1 for a Roman numeral or a section, 2 for `1`, 3 for `1.1` and so on; 9 for an item."""
        if self.kind is LabelKind.PART:
            return _RANKS[LabelKind.NUMBER] + len(_POINT.findall(self.text))
        return _RANKS[self.kind]

    @property
    def opens_group(self) -> bool:
        """Is it such as groups of rows have, and single rows do not?"""
        return self.rank <= _RANKS[LabelKind.ROMAN]

    def is_part_of(self, other: RowLabel) -> bool:
        """Is it `3.1` or `a` to the other's `3`?"""
        if self.kind is LabelKind.ITEM:
            return other.kind in (LabelKind.NUMBER, LabelKind.PART)
        return self.kind is LabelKind.PART and bool(_POINT.match(self.text.removeprefix(other.text)))


def read_label(text: str) -> RowLabel | None:
    """The label that `text` is as a whole, but for marks around it (`(1)`, `II.`, `a)`); None if it is none.

    Rule: A piece of a rule beside a row's number, read as a sign (`¡11`, `|3`), does not keep it from being the number.
    Test: extract/wording/test_row_labels.py::test_pieces_of_rules_beside_a_label
    """
    s = text.strip(_AROUND + _DEBRIS)
    if _NUMBER.fullmatch(s):
        return RowLabel(s, LabelKind.NUMBER, int(s))
    if _PART.fullmatch(s):
        return RowLabel(s, LabelKind.PART, int(_POINT.split(s)[-1]))
    if _ROMAN.fullmatch(s):
        return RowLabel(s, LabelKind.ROMAN, next(iter(roman_readings(s)), None))
    if len(s) == 1 and s in LETTERS:
        return RowLabel(s, LabelKind.LETTER, LETTERS.index(s) + 1)
    if len(s) == 1 and s in LETTERS.lower():
        return RowLabel(s, LabelKind.ITEM, LETTERS.lower().index(s) + 1)
    return None


def leading_label(text: str) -> tuple[RowLabel, str] | None:
    """The label with which a text begins, and the rest: `II. Nguồn lực` → II, `Nguồn lực`; None if there is none.

    A mark parts both; `PHẦN I: …` is a section.
    """
    found = _leading().match(text)
    if found is None:
        return None
    label, rest = found["label"], text[found.end() :].strip()
    if found["word"]:
        number = read_label(label)
        return RowLabel(f"{found['word']} {label}", LabelKind.SECTION, number.value if number else None), rest
    read = read_label(label)
    return (read, rest) if read else None


@cache
def _leading() -> regex.Pattern[str]:
    words = "|".join(w for (word,) in rows("section_words.tsv") for w in (word, word.upper()))
    label = r"(?P<label>[\p{L}\d][\p{L}\d.\-]*?)"
    return regex.compile(rf"\s*(?:(?P<word>{words})\s+)?{label}\s*[.:)\-–](?!\d)\s*(?=\S)")


def is_total(text: str) -> bool:
    """Is it the heading of a row of sums (`Tổng cộng`, `Tổng số`, `Cộng I`)?

    Rule: Rows of sums ("Tổng cộng", "Cộng I") are no tasks.
    Test: extract/wording/test_row_labels.py::test_rows_of_sums
    """
    return _totals().fullmatch(bare_words(text)) is not None


@cache
def _totals() -> regex.Pattern[str]:
    phrases = "|".join(bare_words(phrase) for (phrase,) in rows("total_phrases.tsv"))
    return regex.compile(rf"(?:{phrases})(?: [ivx0-9a-h+ ]+)?")
