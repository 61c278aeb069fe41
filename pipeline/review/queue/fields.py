"""Formal parts of a document as places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sohoa.nouns.doubt import PARTED, Doubt, DoubtKind
from sohoa.nouns.word import Alternative
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.stakes import Stake, risk_of
from sohoa.pipeline.review.queue.words import box_of

FIELDS = (
    *("code", "number", "symbol", "issued_on", "place", "issuing_authority", "parent_authority"),
    *("doc_type", "subject", "signer_name", "signer_title", "recipients"),
)
"""Formal parts, as columns of `documents`, in the order in which people ask for them."""
LISTS = ("recipients",)
"""Those that are lists."""
COLUMNS = [*FIELDS, "header_confidence", "missing_fields", "checked", "part", "first_page", "last_page"]
"""Columns of `documents` that are asked for."""
EVIDENCE_COLUMNS = ["part", "field", "value", "page", "x0", "y0", "x1", "y1", "chosen", "confidence"]
"""Columns of `header_evidence` that are asked for."""

Row = dict[str, Any]

_IDENTITY = ("code", "issued_on")
_TOLD_BY_CODE = ("number", "symbol")
MISSING_RISK = 0.5
"""How likely a formal part that was not found is printed all the same. A guess: many are written by hand."""


def field_text(value: object) -> str:
    """The value of a formal part as text; each item of a list in a line of its own."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value)


def field_places(document: str, row: Row, evidence: Iterable[Row], every: bool = False) -> Iterator[Place]:
    """Formal parts that were read, and those that were looked for and not found, of the first document of a file.

    Corrections know no formal parts of further documents; those are shown on their pages. `every`: those too that a
    person has confirmed, and those that were not looked for.

    Rule: In the queue of `sohoa review` number and symbol are looked at as one code, where that was read.
    Test: pipeline/review/queue/test_queue.py::test_number_and_symbol_are_one_code
    """
    if row["part"]:
        return
    sure, told = dict(row["header_confidence"] or ()), of_part(0, evidence)
    checked = checked_fields(row)
    places = chosen_places(told)
    for name in FIELDS:
        text = field_text(row[name])
        missing = name in (row["missing_fields"] or ())
        in_code = name in _TOLD_BY_CODE and (row["code"] or "code" in row["missing_fields"])
        if in_code or not (every or (name not in checked and (text or missing))):
            continue
        found = places.get(name)
        yield Place(
            document,
            PlaceKind.FIELD,
            name,
            found["page"] if found else 1,
            box_of(found) if found else None,
            text or None,
            text,
            sure.get(name),
            risk_of(sure.get(name)) if text else MISSING_RISK,
            Stake.IDENTITY if name in _IDENTITY else Stake.FIELD,
            (Doubt(DoubtKind.FIELD_MISSING, name),) if missing and not text else (),
            others=_rivals(name, text, told),
        )


def checked_fields(row: Row) -> frozenset[str]:
    """Formal parts of which a person has said what is printed."""
    return frozenset(c["field"] for c in row["checked"] or ())


def of_part(part: int, evidence: Iterable[Row]) -> list[Row]:
    """The evidence of one of the documents of a file, from 0."""
    return [e for e in evidence if (e["part"] or 0) == part]


def chosen_places(evidence: Iterable[Row]) -> Mapping[str, Row]:
    """Where each formal part was read: the surest place that bears witness for what was chosen."""
    found: dict[str, Row] = {}
    for e in sorted(evidence, key=lambda e: -(e["confidence"] or 0.0)):
        if e["chosen"]:
            found.setdefault(e["field"], e)
    return found


def _rivals(name: str, text: str, evidence: Iterable[Row]) -> tuple[Alternative, ...]:
    """What other places say of a field, the surest first."""
    told = sorted((e for e in evidence if e["field"] == name), key=lambda e: -(e["confidence"] or 0.0))
    by_value: dict[str, float] = {}
    for e in told:
        value = "\n".join(e["value"].split(PARTED)) if name in LISTS else e["value"]
        if value not in ("", text):
            by_value.setdefault(value, e["confidence"] or 0.0)
    return tuple(Alternative(value, score) for value, score in by_value.items())
