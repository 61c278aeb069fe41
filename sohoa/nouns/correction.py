"""Corrections: what a person says of a document, and where on its pages.

A correction knows its place by the print: a page and a box in points of the *unrotated source page* (1/72 inch, origin
top left, as `PageFrame.to_source` gives them), so that it is found again at another resolution, with other settings and
other models; `table_id`, `row` and `col` are for people. It is a frozen value that refuses to be nonsense: making one
that makes no sense raises `NotACorrection`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import regex

from sohoa.nouns.correctable import LISTS, NEVER_EMPTY, Said
from sohoa.nouns.correction_place import (
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_ITEMS,
    Fault,
    Where,
    fields_of,
    require,
    require_place,
    require_said,
    require_text,
)

_ID = regex.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SPLIT = regex.compile(r"apart|(?:rows|columns) 0\.(?!0+$)\d{1,4}")


class CorrectionKind(StrEnum):
    """What a person does, and what `before` and `after` then are.

    WORD: the text of a word (one spot). `after` is what is printed there, its words parted by single spaces, "" where
    nothing is. CELL: the text of a cell (one spot for each page on which it stands); printed lines may be parted by a
    line feed. HEADER_FIELD, RECORD_FIELD: `after` is a text, a list of texts where the field is a list, or None where
    nothing is printed; see `correctable`. MERGE_CELLS: two cells or more of one page become one (a spot each); `after`
    is None. SPLIT_CELL: `after` is "apart" (a merged cell falls into the cells that it covers), "rows 0.4" or "columns
    0.4" (a rule across or down at this share of its height or width, from the top or the left). JOIN_ROWS: the first
    row of a table's part (its first cell is the last spot) goes on with the last row of the page before; `after` is
    None. PART_ROWS: it does not. TURN_PAGE: `after` is by how many degrees clockwise the source page must be turned to
    be upright, "0", "90", "180" or "270". AS_PRINTED: the word, cell or field is as it is printed: `before` is what it
    says, `after` is None. UNDO: takes back the correction whose id is `of`; that of an undo brings it back.
    """

    WORD = "word"
    CELL = "cell"
    HEADER_FIELD = "header_field"
    RECORD_FIELD = "record_field"
    MERGE_CELLS = "merge_cells"
    SPLIT_CELL = "split_cell"
    JOIN_ROWS = "join_rows"
    PART_ROWS = "part_rows"
    TURN_PAGE = "turn_page"
    AS_PRINTED = "as_printed"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one place once.

    Attributes:
        id: its own, of letters, figures and `._-`; two with one id are the same.
        document: name of the document in the output folder.
        when: in UTC, whole seconds.
        who: as they call themselves; may be "".
        kind: what is done, see `CorrectionKind`.
        where: what it is about.
        before: what stood there when it was corrected, by which it is known again.
        after: what is printed there.
        of: the id of the correction that an undo takes back, else "".

    Raises:
        NotACorrection: it makes no sense.
    """

    id: str
    document: str
    when: datetime
    who: str
    kind: CorrectionKind
    where: Where = field(default_factory=Where)
    before: Said = None
    after: Said = None
    of: str = ""

    def __post_init__(self) -> None:
        require(bool(_ID.fullmatch(self.id)) and len(self.id) <= LONGEST_ID, Fault.ID, self.id)
        require(self.when.utcoffset() == timedelta(0) and not self.when.microsecond, Fault.WHEN, self.when)
        require(_may_be_a_name(self.document), Fault.DOCUMENT, self.document)
        require_text(self.who, LONGEST_NAME)
        for said in (self.before, self.after):
            require_said(said, lines=self.kind in (CorrectionKind.CELL, CorrectionKind.AS_PRINTED))
        require_place(self.where)
        _CHECKS[self.kind](self)


def now() -> datetime:
    """The time of a correction that is made now."""
    return datetime.now(UTC).replace(microsecond=0)


def _may_be_a_name(document: str) -> bool:
    return 0 < len(document) <= LONGEST_NAME and document.isprintable() and "/" not in document and document[0] != "."


def _boxes(c: Correction, fewest: int, most: int = MOST_ITEMS) -> None:
    boxed = all(s.box is not None and s.box.area > 0 for s in c.where.spots)
    require(fewest <= len(c.where.spots) <= most and boxed, Fault.PLACE, len(c.where.spots))


def _word_place(c: Correction) -> None:
    if c.where.line is None or c.where.word is None:
        _boxes(c, 1, 1)
    require(len(c.where.spots) == 1, Fault.PLACE)


def _word(c: Correction) -> None:
    _word_place(c)
    require(isinstance(c.before, str) and isinstance(c.after, str), Fault.AFTER)
    text = str(c.after)
    require(len(text) <= LONGEST_WORD, Fault.TOO_LONG, text[:20])
    require(text == " ".join(text.split()), Fault.AFTER, text)


def _cell(c: Correction) -> None:
    _boxes(c, 1)
    require(c.where.is_cell, Fault.PLACE)
    require(isinstance(c.before, str) and isinstance(c.after, str), Fault.AFTER)


def _header_field(c: Correction) -> None:
    require(c.where.field is not None and c.where.record is None, Fault.FIELD)
    _of_type(c, c.after)


def _record_field(c: Correction) -> None:
    require(c.where.field is not None and c.where.record is not None, Fault.FIELD)
    _boxes(c, 1)
    _of_type(c, c.after)


def _of_type(c: Correction, said: Said) -> None:
    """A text for a field, a tuple of texts for a list; nothing blank in it, and something in a field that needs it."""
    name = c.where.field or ""
    texts = said if isinstance(said, tuple) else () if said is None else (said,)
    require(said is None or isinstance(said, tuple) == (fields_of(c.where)[name] in LISTS), Fault.AFTER, name)
    require(all(x.strip() for x in texts) and bool(texts or name not in NEVER_EMPTY), Fault.AFTER, name)


def _merge(c: Correction) -> None:
    _boxes(c, 2)
    require(len({s.page for s in c.where.spots}) == 1 and c.after is None, Fault.PLACE)


def _split(c: Correction) -> None:
    _boxes(c, 1, 1)
    require(isinstance(c.after, str) and bool(_SPLIT.fullmatch(c.after)), Fault.AFTER, c.after)


def _rows(c: Correction) -> None:
    _boxes(c, 1)
    require(c.after is None, Fault.AFTER, c.after)


def _turn(c: Correction) -> None:
    require(len(c.where.spots) == 1, Fault.PLACE)
    require(c.after in ("0", "90", "180", "270"), Fault.AFTER, c.after)


def _as_printed(c: Correction) -> None:
    require(c.after is None, Fault.AFTER, c.after)
    if c.where.field is not None:
        _of_type(c, c.before)
        return
    require(isinstance(c.before, str), Fault.AFTER)
    if c.where.is_cell:
        _boxes(c, 1)
    else:
        _word_place(c)


def _undo(c: Correction) -> None:
    require(bool(_ID.fullmatch(c.of)) and c.of != c.id, Fault.OF, c.of)


_CHECKS = {
    CorrectionKind.WORD: _word,
    CorrectionKind.CELL: _cell,
    CorrectionKind.HEADER_FIELD: _header_field,
    CorrectionKind.RECORD_FIELD: _record_field,
    CorrectionKind.MERGE_CELLS: _merge,
    CorrectionKind.SPLIT_CELL: _split,
    CorrectionKind.JOIN_ROWS: _rows,
    CorrectionKind.PART_ROWS: _rows,
    CorrectionKind.TURN_PAGE: _turn,
    CorrectionKind.AS_PRINTED: _as_printed,
    CorrectionKind.UNDO: _undo,
}
