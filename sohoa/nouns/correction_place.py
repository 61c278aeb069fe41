"""Where a correction stands, what texts it may hold, and why something is none."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from sohoa.nouns.correctable import HEADER_FIELDS, RECORD_FIELDS, FieldType, RecordKind, Said
from sohoa.nouns.geometry import Box

LONGEST_ID, LONGEST_NAME, LONGEST_WORD, LONGEST_TEXT = 64, 200, 500, 20_000
"""Characters of an id, of `who`, of a word's correction, of any other text."""
MOST_ITEMS = 500
"""Items of a list (recipients), and places of one correction."""
_MOST_PAGES = 1_000_000
_FARTHEST = 1e6
"""Points; the largest page that a PDF may have is far smaller."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters (Unicode general categories) that no text holds: controls, and those that turn what is read."""


class Fault(StrEnum):
    """Why something is no correction; `sohoa/data/words.tsv` says it in words."""

    NO_JSON = "no_json"
    CUT = "cut"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    KIND = "bad_kind"
    ID = "bad_id"
    OTHER_CONTENT = "other_content"
    OF = "bad_of"
    WHEN = "bad_when"
    TEXT = "bad_text"
    TOO_LONG = "too_long"
    PLACE = "bad_place"
    FIELD = "bad_field"
    AFTER = "bad_after"
    DOCUMENT = "bad_document"


class NotACorrection(ValueError):
    """Something that is no correction.

    Attributes:
        fault: why.
        about: what of it, in no language.
    """

    def __init__(self, fault: Fault, about: object = "") -> None:
        self.fault, self.about = fault, str(about)[:80]
        super().__init__(f"{fault}: {self.about}")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: from 1, and a box in points of the unrotated source page; None means all of the page."""

    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """What a correction is about.

    Attributes:
        spots: places on pages; empty for a field that stands nowhere.
        table_id, row, col: as in `cells` when the correction was made; a cell has all three.
        record: dataset of a record's field, `year` that of an indicator.
        field: name of the column.
        line, word: of a page without a picture, whose words have no boxes: as in `words`.
    """

    spots: tuple[Spot, ...] = ()
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    record: RecordKind | None = None
    year: int | None = None
    field: str | None = None
    line: int | None = None
    word: int | None = None

    @property
    def page(self) -> int | None:
        """The first page that it is about, None if none is known."""
        return self.spots[0].page if self.spots else None

    @property
    def is_cell(self) -> bool:
        """Is it about a cell as a whole?"""
        return self.field is None and self.col is not None


def require(right: bool, fault: Fault, about: object = "") -> None:
    """Raise NotACorrection unless it is right."""
    if not right:
        raise NotACorrection(fault, about)


def require_text(text: str, most: int, lines: bool = False) -> None:
    """See to it that a text is NFC, of `most` characters at most and without control characters.

    Args:
        text: any text.
        most: characters.
        lines: may it hold line feeds?

    Raises:
        NotACorrection: it is not.
    """
    require(len(text) <= most, Fault.TOO_LONG, text[:20])
    require(unicodedata.is_normalized("NFC", text), Fault.TEXT, text)
    controls = [c for c in text if unicodedata.category(c) in _REFUSED and not (lines and c == "\n")]
    require(not controls, Fault.TEXT, f"U+{ord(controls[0]):04X}" if controls else "")


def require_said(said: Said, lines: bool) -> None:
    """The same of a text or each item of a list; NotACorrection likewise."""
    texts = said if isinstance(said, tuple) else () if said is None else (said,)
    require(len(texts) <= MOST_ITEMS, Fault.TOO_LONG, len(texts))
    for text in texts:
        require_text(text, LONGEST_TEXT, lines)


def require_place(where: Where) -> None:
    """See to it that a place may be one; NotACorrection if not."""
    require(len(where.spots) <= MOST_ITEMS, Fault.PLACE, len(where.spots))
    for spot in where.spots:
        require(1 <= spot.page <= _MOST_PAGES, Fault.PLACE, spot.page)
        for side in (spot.box.x0, spot.box.y0, spot.box.x1, spot.box.y1) if spot.box else ():
            require(math.isfinite(side) and abs(side) <= _FARTHEST, Fault.PLACE, side)
    for number in (where.row, where.col, where.line, where.word, where.year):
        require(number is None or 0 <= number <= _MOST_PAGES, Fault.PLACE, number)
    require_text(where.table_id or "", LONGEST_NAME)
    require(where.field is None or where.field in fields_of(where), Fault.FIELD, where.field)


def fields_of(where: Where) -> dict[str, FieldType]:
    """The fields of the dataset that a place is about."""
    return HEADER_FIELDS if where.record is None else RECORD_FIELDS[where.record]
