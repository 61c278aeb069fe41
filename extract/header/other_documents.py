"""What appendices and overlays say, and whether they say it of this document.

An appendix may cite another document, an office that gets a letter prints its own number over it. The letterhead's
symbol and the month and year of the date line tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sohoa.extract.header.overlays import Overlays
from sohoa.nouns.evidence import Evidence, EvidenceSource, Value


def of_this_document(found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Without what an appendix says of another document: its symbol is not the letterhead's."""
    own = _symbol(found)
    symbols = {e.page: e.text for e in found if e.source is EvidenceSource.APPENDIX_LINE and e.field == "symbol"}
    for e in found:
        other = own is not None and symbols.get(e.page, own) != own
        if not (e.source is EvidenceSource.APPENDIX_LINE and (other or _of_another_month(e.value, found))):
            yield e


def overlay_evidence(told: Overlays, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """What overlays say of this document.

    Rule: Number and day that a program for offices prints over a page are left out where the symbol is not the
        letterhead's; a day outside the month or year that the date line has in print flags these and is no date.
    Test: extract/header/test_overlays.py::test_a_day_of_another_month_replaces_nothing

    Args:
        told: as `read_overlays` gives it.
        found: what the other places of the document say.
    """
    source = EvidenceSource.OVERLAY
    for page, day in told.signed_days:
        yield Evidence("signed_on", day, source, page, None, 1.0)
    if told.symbol != (_symbol(found) or told.symbol):
        return
    if told.code is not None:
        yield told.code.evidence("code", source, told.page)
    if told.issued_on is not None:
        issued = told.issued_on.evidence("issued_on", source, told.page)
        yield from _disputing(issued, found) if _of_another_month(issued.value, found) else (issued,)


def _symbol(found: Sequence[Evidence]) -> str | None:
    own = (e.text for e in found if e.source is EvidenceSource.LETTERHEAD and e.field == "symbol")
    return next(own, None)


def _of_another_month(value: object, found: Sequence[Evidence]) -> bool:
    """Is it a day outside the year and month that the date line has in print?"""
    if not isinstance(value, date):
        return False
    printed = _date_line(found)
    year, month = printed.get("issued_year", value.year), printed.get("issued_month", value.month)
    return (value.year, value.month) != (year, month)


def _disputing(day: Evidence, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """The year, month and day of an overlay beside those that the date line has in print, whose rivals they are."""
    if not isinstance(day.value, date):
        return
    rivals: dict[str, Value] = {"issued_year": day.value.year, "issued_month": day.value.month, "issued_on": day.value}
    printed = _date_line(found)
    for field, value in rivals.items():
        if field in printed:
            yield Evidence(field, value, day.source, day.page, day.box, day.confidence)


def _date_line(found: Sequence[Evidence]) -> dict[str, object]:
    """What the date line has in print, by field."""
    return {e.field: e.value for e in found if e.source is EvidenceSource.DATE_LINE}
