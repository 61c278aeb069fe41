"""The nouns of the pipeline: frozen dataclasses that state their units.

Unless a docstring says otherwise:

* coordinates are pixels of the *cleaned* page, origin top left, x to the right, y down;
  a box holds the half-open range ``x0 <= x < x1``, ``y0 <= y < y1``;
* pages are numbered from 1, rows, columns, lines and words from 0;
* a confidence is a float from 0 (worst) to 1 (best), or None where nothing was measured
  (text that came from a sound text layer);
* text is Unicode NFC.

This module imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

Homography = tuple[float, float, float, float, float, float, float, float, float]
"""Row-major 3×3 projective transform."""

IDENTITY: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


class RegionKind(StrEnum):
    """What a word belongs to on an administrative page (Decree 30/2020/NĐ-CP, Annex I)."""

    MARGIN = "margin"
    PAGE_NUMBER = "page_number"
    LETTERHEAD_LEFT = "letterhead_left"
    LETTERHEAD_RIGHT = "letterhead_right"
    TITLE = "title"
    BODY = "body"
    TABLE = "table"
    FOOTER_LEFT = "footer_left"
    FOOTER_RIGHT = "footer_right"
    FOOTNOTE = "footnote"


class TextLayer(StrEnum):
    """What a page's own text layer is worth."""

    NONE = "none"
    SOUND = "sound"
    BROKEN = "broken"


class TextSource(StrEnum):
    """Where the text of a page came from."""

    OCR = "ocr"
    LAYER = "text_layer"
    RESTORED = "restored_layer"


class Status(StrEnum):
    """How a page or a document ended."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """The stage in which a problem arose."""

    SOURCE = "source"
    CLEANUP = "cleanup"
    REGIONS = "regions"
    OCR = "ocr"
    RESTORE = "restore"
    TABLES = "tables"
    RECORDS = "records"
    STORE = "store"


class ProblemKind(StrEnum):
    """What a problem is; `docs/problems.md` says what to do about each."""

    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    ENGINE = "engine"
    BLANK_PAGE = "blank_page"
    LOW_CONFIDENCE = "low_confidence"
    BROKEN_LAYER = "broken_layer"
    LOW_RESOLUTION = "low_resolution"
    ORIENTATION_UNSURE = "orientation_unsure"
    MIRRORED = "mirrored"
    TABLE_DOUBTFUL = "table_doubtful"
    FIELD_MISSING = "field_missing"
    VALUE_UNREAD = "value_unread"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels of the cleaned page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"a box must not be inside out: {self}")

    @property
    def width(self) -> float:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    @property
    def cx(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2

    def overlap_x(self, other: Box) -> float:
        """Pixels that both boxes share horizontally, 0 if none."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def overlap_y(self, other: Box) -> float:
        """Pixels that both boxes share vertically, 0 if none."""
        return max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))

    def intersection(self, other: Box) -> float:
        """Shared area in square pixels."""
        return self.overlap_x(other) * self.overlap_y(other)

    def holds(self, x: float, y: float) -> bool:
        """Is the point inside?"""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def grown(self, by: float) -> Box:
        """The box with `by` pixels more on every side (not clipped)."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`; ValueError if there are none."""
        some = list(boxes)
        if not some:
            raise ValueError("no boxes to surround")
        return Box(
            min(b.x0 for b in some),
            min(b.y0 for b in some),
            max(b.x1 for b in some),
            max(b.y1 for b in some),
        )


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a word, with its score from 0 to 1."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word.

    `text_ocr` is what the engine (or the text layer) gave and never changes; `text` is
    the mended reading. `box` is None only for `.txt` sources. `line` counts the printed
    lines of the page in reading order.
    """

    text: str
    text_ocr: str
    box: Box | None
    confidence: float | None
    line: int = 0
    region: RegionKind = RegionKind.BODY
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class WordChange:
    """One repair: `n_words` words of a line, from `word`, became others.

    `word` indexes the words of the page as read; `start` and `end` are code points in
    the engine's line (its words joined by single spaces).
    """

    line: int
    word: int
    n_words: int
    start: int
    end: int
    before: str
    after: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line of a table, horizontal or vertical, in pixels of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Does it run more across than down?"""
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a PDF's own text layer; its box is in pixels of the upright page at `Page.dpi`."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page on its way through the pipeline.

    `pixels` is uint8, (height, width) grey or (height, width, 3) RGB; None where the page
    is read from a sound text layer and nobody has asked to see it. `rotation` (degrees
    clockwise already applied: 0, 90, 180, 270) and `skew_deg` (clockwise angle of the
    text lines before correction) tell what was done; `to_source` maps pixels of this page
    to points (1/72 inch) of the unrotated source page, origin top left. `layer_decoded`: the
    layer is in a legacy code, `layer_words` and `layer_text` hold it decoded, and it reads soundly.
    `pictures`: on a page read from its layer, pictures without such text that are large enough for a table.
    """

    number: int
    pixels: NDArray[uint8] | None
    width: int
    height: int
    dpi: float
    source_width: float
    source_height: float
    to_source: Homography = IDENTITY
    rotation: int = 0
    skew_deg: float = 0.0
    has_scan: bool = True
    layer_text: str = ""
    layer_words: tuple[LayerWord, ...] = ()
    layer: TextLayer = TextLayer.NONE
    layer_decoded: bool = False
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a ruled grid: its place, spans (from 1) and inner box between the rules.

    `unread`: it holds print of which the engine read nothing.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid on one page. `origin` says what it was read from: `pixels`, `vectors` or `text`.

    `confidence` falls where rules were missing or inferred. `open_top` / `open_bottom`:
    the outer rule is missing there, as at a page end.
    """

    box: Box
    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    confidence: float = 1.0
    origin: str = "pixels"
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A block of text lines on the page."""

    kind: RegionKind
    box: Box


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know; `page` is None if it concerns the whole document."""

    stage: Stage
    kind: ProblemKind
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that is known of one page once it is read: the checkpoint the later stages start from.

    `words` are in reading order, as restored; `words_ocr` are the engine's own.
    """

    number: int
    width: int
    height: int
    dpi: float
    rotation: int
    skew_deg: float
    to_source: Homography
    source_width: float
    source_height: float
    text_source: TextSource
    text_layer: TextLayer
    words_ocr: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    changes: tuple[WordChange, ...] = ()
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    status: Status = Status.OK
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of a cell stands: a page and a box on it."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a logical table. `lines` are its printed lines in page order.

    `confidence` is that of its weakest word (None if it has none, 0 if it holds print of
    which nothing was read). `join_reason` says why parts from several pages are one cell; empty otherwise.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[str, ...]
    lines_ocr: tuple[str, ...]
    confidence: float | None
    parts: tuple[Part, ...]
    is_header: bool = False
    is_group: bool = False
    join_reason: str = ""

    @property
    def text(self) -> str:
        """Printed lines joined by one space."""
        return " ".join(x for x in self.lines if x)

    @property
    def text_ocr(self) -> str:
        """The same before restoration."""
        return " ".join(x for x in self.lines_ocr if x)

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages on which the cell is printed, ascending."""
        return tuple(sorted({p.page for p in self.parts}))


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table, continued over pages. `caption` holds the lines above it on its first page."""

    table_id: str
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    caption: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages on which the table is printed, ascending."""
        return tuple(sorted({p for c in self.cells for p in c.pages}))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record was read and how sure it is (the weakest word)."""

    page: int
    box: Box | None
    confidence: float | None
    needs_review: bool = False
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a task list. Budgets are đồng (VND); null means not printed or not read."""

    table_id: str
    row: int
    tt: str | None
    task: str
    provenance: Provenance
    appendix: str | None = None
    group_no: str | None = None
    group: str | None = None
    lead_agencies: tuple[str, ...] = ()
    coordinating_agencies: tuple[str, ...] = ()
    result: str | None = None
    deadline_raw: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    quarters: tuple[int, ...] = ()
    recurrence: str | None = None
    budget_allocated_vnd: int | None = None
    budget_additional_vnd: int | None = None
    funding_source: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One value of an indicator matrix: an indicator in a year."""

    table_id: str
    row: int
    tt: str | None
    indicator: str
    year: int | None
    value_raw: str
    provenance: Provenance
    appendix: str | None = None
    group_no: str | None = None
    group: str | None = None
    comparator: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    value_text: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The formal parts of a document (Decree 30/2020/NĐ-CP, Annex I, section II)."""

    issuing_authority: str | None = None
    parent_authority: str | None = None
    number: str | None = None
    symbol: str | None = None
    code: str | None = None
    place: str | None = None
    issued_on: date | None = None
    doc_type: str | None = None
    subject: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """What is put together from all pages of a document: header, logical tables, records."""

    header: Header = field(default_factory=Header)
    tables: tuple[Table, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[Problem, ...] = ()
