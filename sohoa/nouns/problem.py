"""What a person should know of a page or a document, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sohoa.nouns.doubt import Doubt


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
    CHANGED = "changed"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    LOST_CONTENT = "lost_content"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    ENGINE = "engine"
    BLANK_PAGE = "blank_page"
    LOW_CONFIDENCE = "low_confidence"
    BROKEN_LAYER = "broken_layer"
    HIDDEN_TEXT = "hidden_text"
    STRUCK_TEXT = "struck_text"
    NOT_READ = "not_read"
    LOW_RESOLUTION = "low_resolution"
    PALE_PRINT = "pale_print"
    ORIENTATION_UNSURE = "orientation_unsure"
    MIRRORED = "mirrored"
    TABLE_DOUBTFUL = "table_doubtful"
    FIELD_MISSING = "field_missing"
    VALUE_UNREAD = "value_unread"
    LIST_UNREAD = "list_unread"
    CORRECTION = "correction"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know.

    Attributes:
        stage: where it arose.
        kind: what sort of problem it is, and so what to do about it.
        doubts: what it is in particular; one at least. `sohoa.messages` says it in words.
        page: from 1; None if it concerns the whole document.
        table_id: the table it concerns, None if none.
        row: of the table, from 0; None if it concerns all of it.
    """

    stage: Stage
    kind: ProblemKind
    doubts: tuple[Doubt, ...]
    page: int | None = None
    table_id: str | None = None
    row: int | None = None
