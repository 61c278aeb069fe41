"""What went wrong or is doubtful, and how a page or a document ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


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
class Problem:
    """Something a person should know; `page` is None if it concerns the whole document."""

    stage: Stage
    kind: ProblemKind
    message: str
    page: int | None = None
