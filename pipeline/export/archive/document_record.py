"""The record of a document: what its scan tells for each field, how surely, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sohoa.pipeline.export.archive.fields import Field, Need, Origin, fields, with_code
from sohoa.pipeline.export.archive.keywords import SEPARATOR, keywords
from sohoa.pipeline.export.stored_tables import UNSURE_BELOW

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a field: text, "" if nothing; how sure its reading is, 0 to 1, None if nothing tells."""

    text: str = ""
    confidence: float | None = None
    too_long: bool = False

    @property
    def is_unsure(self) -> bool:
        """Should a person look at it? At cells of tables as well, from the same confidence on."""
        return bool(self.text) and (self.too_long or (self.confidence is not None and self.confidence < UNSURE_BELOW))


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document in the catalogue.

    Attributes:
        row: of the dataset `documents`.
        values: of all fields, in their order.
        marks: of secrecy that were read on it, such as "MẬT (trang 1)".
    """

    row: Row
    values: dict[str, Value]
    marks: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that the scan should tell and that are blank."""
        asked = (f for f in fields() if f.need is Need.REQUIRED and f.origin is not Origin.PERSON)
        return tuple(f for f in asked if not self.values[f.name].text)

    @property
    def unsure(self) -> tuple[Field, ...]:
        """Fields whose value a person should look at."""
        return tuple(f for f in fields() if self.values[f.name].is_unsure)


def document_record(row: Row, pages: Sequence[Row], headings: Sequence[str], marks: Sequence[str]) -> DocumentRecord:
    """The record of a document.

    Args:
        row: of the dataset `documents`.
        pages: its rows in `pages`.
        headings: of groups in its tables.
        marks: of secrecy that were read on it.

    Rule: In the catalogue a field holds what the dataset `documents` holds, or it is blank and named as missing;
        nothing is guessed.
    Test: pipeline/export/archive/test_records.py::test_every_field_is_as_in_documents_or_blank
    """
    told = {f.name: _value(f, row, pages, headings) for f in fields()}
    return DocumentRecord(row, told, tuple(marks))


def _value(field: Field, row: Row, pages: Sequence[Row], headings: Sequence[str]) -> Value:
    if field.origin is Origin.PERSON:
        return Value()
    if field.name == "keyword":
        text = SEPARATOR.join(keywords(row["subject"] or "", headings, field.length))
        return Value(text, _confidence(row, ("subject",)))
    if field.origin is Origin.COMPUTED:
        return Value(_COMPUTED[field.name](row, pages))
    columns, tell = _TOLD[field.name]
    text = tell(row)
    return Value(text, _confidence(row, columns) if text else None, _is_too_long(field, text))


def _is_too_long(field: Field, text: str) -> bool:
    """Is it longer than the field? A code counts without the words after it."""
    coded = field.length <= 2 and text[:2].isdigit()
    return bool(field.length) and len(text[:2] if coded else text) > field.length


def _confidence(row: Row, columns: Sequence[str]) -> float | None:
    """The least of the columns' confidences; None if the output does not tell them."""
    known = dict(row.get("header_confidence") or ())
    some = [known[c] for c in columns if known.get(c) is not None]
    return min(some) if some else None


def _text(column: str) -> tuple[tuple[str, ...], Callable[[Row], str]]:
    return (column,), lambda row: row[column] or ""


def _date(row: Row) -> str:
    issued = row["issued_on"]
    return issued.strftime("%d/%m/%Y") if isinstance(issued, date) else ""


def _type(row: Row) -> str:
    return with_code("typeName", row["doc_type"].capitalize()) if row["doc_type"] else ""


_TOLD: dict[str, tuple[tuple[str, ...], Callable[[Row], str]]] = {
    "typeName": (("doc_type",), _type),
    "codeNumber": _text("number"),
    "codeNotation": _text("symbol"),
    "issuedDate": (("issued_on",), _date),
    "organName": _text("issuing_authority"),
    "subject": _text("subject"),
    "signerTitle": _text("signer_title"),
    "signerName": _text("signer_name"),
}
"""Field → the columns of `documents` that tell it, and how."""


def _language(_row: Row, pages: Sequence[Row]) -> str:
    """Vietnamese, if most of the syllables that were read are."""
    from sohoa.diacritics.language.syllable import is_well_formed

    words = [w.strip(".,;:()") for p in pages for w in p["text"].split()]
    letters = [w for w in words if w.isalpha()]
    good = sum(is_well_formed(w.lower()) for w in letters)
    return with_code("language", "Tiếng Việt") if letters and good > len(letters) / 2 else ""


def _kind(_row: Row, pages: Sequence[Row]) -> str:
    """Digitised, if every page was read from its pixels. A text layer may be a scanner's or a writer's: not told.

    Rule: "Mức độ tin cậy" says that the copy is a digitised one (02), if all its pages were read from pixels; it is not
        the confidence of the reading.
    Test: pipeline/export/archive/test_records.py::test_the_kind_of_copy
    """
    read = [p["text_source"] for p in pages if p["status"] != "failed"]
    return with_code("confidenceLevel", "Số hóa") if read and set(read) == {"ocr"} else ""


_COMPUTED: dict[str, Callable[[Row, Sequence[Row]], str]] = {
    "language": _language,
    "numberOfPage": lambda row, _pages: str(row["n_pages"]) if row["n_pages"] else "",
    "confidenceLevel": _kind,
}
