"""What the columns of the datasets are made of: fields with descriptions, types, and the groups that several share."""

from __future__ import annotations

import pyarrow as pa

from sohoa.pipeline.output.contract import CONTRACT


def list_of(kind: pa.DataType, size: int = -1) -> pa.DataType:
    """A list type; its items are named as Parquet names them, so that files have just this schema."""
    return pa.list_(pa.field("element", kind), size)


TEXTS = list_of(pa.string())
ALTERNATIVES = list_of(pa.struct([("text", pa.string()), ("score", pa.float64())]))
PARTS = list_of(
    pa.struct(
        [
            ("page", pa.int32()),
            ("x0", pa.float64()),
            ("y0", pa.float64()),
            ("x1", pa.float64()),
            ("y1", pa.float64()),
        ]
    )
)
SIGNATURES = list_of(pa.struct([("name", pa.string()), ("organisation", pa.string()), ("time", pa.string())]))
DOUBTS = list_of(pa.struct([("kind", pa.string()), ("detail", pa.string())]))
FOOTNOTES = list_of(pa.struct([("mark", pa.string()), ("text", pa.string())]))
CHECKED = list_of(pa.struct([("field", pa.string()), ("read", pa.string()), ("printed", pa.string())]))
TABLE_ID = "table within the document: page of its beginning and a counter, such as p007-1"


def column(name: str, kind: pa.DataType, description: str, nullable: bool = True) -> pa.Field:
    """A column; its description goes into the Parquet metadata and the data dictionary."""
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def must(name: str, kind: pa.DataType, description: str) -> pa.Field:
    """A column that is never null."""
    return column(name, kind, description, nullable=False)


_KEYS = (
    must("doc_id", pa.string(), "SHA-256 of the source's bytes, hex: the document's identity"),
    must("source_file", pa.string(), "file name of the source"),
    must("document", pa.string(), "name of the document in the output folder: that of its files"),
    must("part", pa.int32(), "part of the document, from 0; a file that holds one document has but one"),
)


def schema(description: str, *fields: pa.Field) -> pa.Schema:
    """A dataset: what identifies a document, then the columns of its own."""
    return pa.schema([*_KEYS, *fields], metadata={"description": description, "contract": CONTRACT})


def box(of: str) -> tuple[pa.Field, ...]:
    """The four sides of a box."""
    sides = {"x0": "left", "y0": "top", "x1": "right", "y1": "bottom"}
    return tuple(
        column(name, pa.float64(), f"{side} edge of {of}, pixels of the cleaned page, origin top left")
        for name, side in sides.items()
    )


def provenance(record: str) -> tuple[pa.Field, ...]:
    """Where a record was read, how surely, and what a person should look at."""
    return (
        must("page", pa.int32(), f"page on which the {record} begins"),
        *box(f"the {record}"),
        column("confidence", pa.float64(), "that of the weakest word, 0-1; null if from a text layer"),
        must("needs_review", pa.bool_(), "a person should look at it"),
        must("review_reason", pa.string(), 'why, in English; "" if not'),
        must("review_reason_vi", pa.string(), "the same in Vietnamese"),
        must("doubts", DOUBTS, "the same for programs: kind (docs/problems.md) and what it is about"),
    )


def checked_fields() -> tuple[pa.Field, ...]:
    """Which fields a person has set or confirmed."""
    return (
        must("corrected", TEXTS, "columns that a person set to something else than the program had read"),
        must(
            "checked",
            CHECKED,
            "columns of which a person said what is printed: the column, what the program had read, what the person "
            "says (null: nothing); where that is no date, code or figure as the column wants it, the column is null",
        ),
    )


def place(record: str) -> tuple[pa.Field, ...]:
    """In which table, row and group a record stands."""
    return (
        must("table_id", pa.string(), TABLE_ID),
        must("row", pa.int32(), f"row of the {record} in `cells`, from 0"),
        column("appendix", pa.string(), "appendix in which the table stands"),
        column("group_no", pa.string(), "number of the group, as printed"),
        column("group_title", pa.string(), "heading of the group"),
        column("tt", pa.string(), "running number (TT), as printed"),
    )
