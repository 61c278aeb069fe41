"""Corrections of single fields, applied to the header and the records of a document that is put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sohoa.nouns.correctable import RecordKind, Said, value_to_said
from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.page import PageFrame
from sohoa.nouns.record import DocumentParts, Indicator, Task
from sohoa.pipeline.corrections.header_fields import with_header_field
from sohoa.pipeline.corrections.likeness import fits
from sohoa.pipeline.corrections.places import box_on, likeness_of_boxes
from sohoa.pipeline.corrections.record_fields import R, settled_problems, told, with_record_field


@dataclass(frozen=True, slots=True)
class AppliedFields:
    """A document with what people have said of its fields, and the corrections that hold no more."""

    parts: DocumentParts
    unplaced: tuple[Correction, ...] = ()


def said(correction: Correction) -> Said:
    """What a person says of a field: the correction, or what was there if it is confirmed."""
    return correction.before if correction.kind is CorrectionKind.AS_PRINTED else correction.after


def apply_to_fields(
    parts: DocumentParts, corrections: Iterable[Correction], frames: Mapping[int, PageFrame]
) -> AppliedFields:
    """The document with its fields as people say that they are.

    Args:
        parts: header and records, made of the corrected pages.
        corrections: those of fields, in order.
        frames: of the pages, by number.

    Rule: A field that a person sets holds the value that the text is; a text that is no date, code or figure is kept in
        `checked` as what is printed, and the field is null.
    Test: pipeline/corrections/test_fields.py::test_what_is_no_value_is_kept_as_printed
    """
    unplaced: list[Correction] = []
    tasks, indicators = list(parts.tasks), list(parts.indicators)
    for correction in corrections:
        placed = True
        match correction.where.record:
            case None:
                parts = with_header_field(parts, correction, said(correction))
            case RecordKind.TASKS:
                placed = _set(tasks, correction, frames)
            case RecordKind.INDICATORS:
                placed = _set(indicators, correction, frames)
        unplaced += [correction] * (not placed)
    parts = replace(parts, tasks=tuple(tasks), indicators=tuple(indicators))
    return AppliedFields(replace(parts, problems=settled_problems(parts)), tuple(unplaced))


def _set(records: list[R], correction: Correction, frames: Mapping[int, PageFrame]) -> bool:
    """Set a field of the record that a correction is about; False if there is none."""
    at = _find(records, correction, frames)
    if at is not None:
        records[at] = with_record_field(records[at], correction.where.field or "", said(correction))
    return at is not None


def _find(records: Sequence[Task | Indicator], correction: Correction, frames: Mapping[int, PageFrame]) -> int | None:
    """The record at the place of a correction whose field says what was corrected; None if there is none."""
    where = correction.where
    before, after = told(correction.before) or "", told(said(correction)) or ""
    best: tuple[float, int] | None = None
    for k, record in enumerate(records):
        if isinstance(record, Indicator) and where.field != "year" and record.year != where.year:
            continue
        likeness = _likeness(record, correction, frames)
        now = told(value_to_said(getattr(record, where.field or ""))) or ""
        if fits(before, after, (now,), likeness) and (best is None or likeness > best[0]):
            best = (likeness, k)
    return None if best is None else best[1]


def _likeness(record: Task | Indicator, correction: Correction, frames: Mapping[int, PageFrame]) -> float:
    place = record.provenance
    for spot in correction.where.spots:
        if spot.page == place.page and place.box is not None and spot.page in frames:
            box = box_on(frames[spot.page], spot)
            return 0.0 if box is None else likeness_of_boxes(box, place.box)
    return 0.0
