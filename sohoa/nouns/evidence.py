"""Evidence: what single places of a document say of its formal parts, each with its place and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sohoa.nouns.geometry import Box

Value = str | int | date | tuple[str, ...]
"""What a field of the header holds."""


class EvidenceSource(StrEnum):
    """Where on the pages, or in the file, a formal part is told."""

    LETTERHEAD = "letterhead"
    DATE_LINE = "date_line"
    TITLE = "title"
    DECIDING_LINE = "deciding_line"
    APPENDIX_LINE = "appendix_line"
    OVERLAY = "overlay"
    SIGNATURE_BLOCK = "signature_block"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one place says of one field.

    Attributes:
        field: name of the column of `documents`.
        value: what is read there, as the field holds it.
        source: which place it is.
        page: from 1; None for what stands in the file and on no page.
        box: around the words, pixels of the cleaned page.
        confidence: 0-1, that of its words and of its being this field.
        chosen: does the header hold this value?
        limit: confidence 0-1 that it never has more of, whatever else bears witness for it.
    """

    field: str
    value: Value
    source: EvidenceSource
    page: int | None
    box: Box | None
    confidence: float
    chosen: bool = False
    limit: float = 1.0

    @property
    def text(self) -> str:
        """The value as text; the items of a list joined by ` | `."""
        if isinstance(self.value, tuple):
            return " | ".join(self.value)
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value)
