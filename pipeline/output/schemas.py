"""The datasets' columns, declared once: they make the Parquet files and the data dictionary.

Each field carries its description in the Parquet metadata (key ``description``), each schema
that of the dataset. Extend a schema, never break it: notebooks rely on these names.
"""

from __future__ import annotations

import pyarrow as pa


def _list(kind: pa.DataType, size: int = -1) -> pa.DataType:
    """A list type; its items are named as Parquet names them, so that files have just this schema."""
    return pa.list_(pa.field("element", kind), size)


_TEXTS = _list(pa.string())


def _field(name: str, kind: pa.DataType, description: str, nullable: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def _must(name: str, kind: pa.DataType, description: str) -> pa.Field:
    return _field(name, kind, description, nullable=False)


_KEYS = (
    _must("doc_id", pa.string(), "SHA-256 of the source's bytes, hex: the document's identity"),
    _must("source_file", pa.string(), "file name of the source"),
)


def _schema(description: str, *fields: pa.Field) -> pa.Schema:
    return pa.schema([*_KEYS, *fields], metadata={"description": description})


def _box(of: str) -> tuple[pa.Field, ...]:
    sides = {"x0": "left", "y0": "top", "x1": "right", "y1": "bottom"}
    return tuple(
        _field(name, pa.float64(), f"{side} edge of {of}, pixels of the cleaned page, origin top left")
        for name, side in sides.items()
    )


_MEAN = "mean confidence of the words, 0-1; null where nothing was measured (sound text layer)"
_OF_CELL = "that of the weakest word, 0-1; 0 if it holds print that was not read; null if empty or from a text layer"
_P05 = "5 % quantile of the words' confidences, 0-1: how bad the worst words are; null as for the mean"
_TABLE_ID = "table within the document: page of its beginning and a counter, such as p007-1"

DOCUMENTS = _schema(
    "One row a document: its formal parts (Decree 30/2020/NĐ-CP, Annex I) and how its reading went.",
    _must("also_at", _TEXTS, "further paths where the same bytes were found"),
    _must("n_pages", pa.int32(), "pages of the source; 0 if it could not be opened"),
    _must("status", pa.string(), "`ok`, `partial` (some page failed or was not read) or `failed` (all did)"),
    _field("issuing_authority", pa.string(), "issuing authority, as printed"),
    _field("parent_authority", pa.string(), "authority above the issuing one, as printed"),
    _field("number", pa.string(), "number as printed, zeros kept; null where handwritten and unsure"),
    _field("symbol", pa.string(), "symbol after the number, such as KH-UBND"),
    _field("code", pa.string(), "number and symbol, such as 753/KH-UBND"),
    _field("place", pa.string(), "place of issue"),
    _field("issued_on", pa.date32(), "date of issue"),
    _field("doc_type", pa.string(), "type of document as printed; null if none is"),
    _field("subject", pa.string(), "subject, without V/v or Về việc"),
    _field("signer_name", pa.string(), "name of the signer"),
    _field("signer_title", pa.string(), "all printed lines of the signer's title, joined by a space"),
    _must("recipients", _TEXTS, "recipients (Nơi nhận), one a bullet, without dash and final ; or ."),
    _field("confidence_mean", pa.float64(), _MEAN),
    _field("confidence_p05", pa.float64(), _P05),
    _must("missing_fields", _TEXTS, "formal parts that were looked for and not read"),
    _must("pipeline_version", pa.string(), "version of the program, its code and models"),
    _must("settings_digest", pa.string(), "equal settings have equal digests"),
)

PAGES = _schema(
    "One row a page: its text in reading order and the way back to the source page.",
    _must("page", pa.int32(), "page number, from 1"),
    _must(
        "text",
        pa.string(),
        "one printed line a line, not dehyphenated, a blank line between regions; order: margin overlays, "
        "page number, letterhead left and right, title and body, footer left and right, footnotes; "
        "a table row by row, cell by cell",
    ),
    _must("text_ocr", pa.string(), "the same before restoration"),
    _must("width", pa.int32(), "pixels of the cleaned page; 0 if it could not be read"),
    _must("height", pa.int32(), "pixels of the cleaned page; 0 if it could not be read"),
    _must("dpi", pa.float64(), "pixels an inch of the cleaned page"),
    _must("rotation", pa.int32(), "degrees clockwise applied to bring the page upright: 0, 90, 180, 270"),
    _must("skew_deg", pa.float64(), "clockwise angle of the upright page's text lines before correction"),
    _must(
        "to_source",
        _list(pa.float64(), 9),
        "row-major homography from pixels of the cleaned page to points (1/72 inch) of the unrotated "
        "source page, origin top left",
    ),
    _must("source_width", pa.float64(), "width of the unrotated source page, points"),
    _must("source_height", pa.float64(), "height of the unrotated source page, points"),
    _must("text_source", pa.string(), "`ocr`, `text_layer`, or `restored_layer` (a broken layer decoded)"),
    _must("text_layer", pa.string(), "the source's own text layer: `none`, `sound` or `broken`"),
    _field("confidence_mean", pa.float64(), _MEAN),
    _field("confidence_p05", pa.float64(), _P05),
    _must("status", pa.string(), "`ok`, `partial` or `failed`"),
)

ALTERNATIVES = _list(pa.struct([("text", pa.string()), ("score", pa.float64())]))

WORDS = _schema(
    "One row a printed word.",
    _must("page", pa.int32(), "page number, from 1"),
    _must("line", pa.int32(), "printed line on the page, from 0 in reading order"),
    _must("word", pa.int32(), "word on the page, from 0 in reading order"),
    _must("text", pa.string(), "the word as mended"),
    _must("text_ocr", pa.string(), "the word as the engine or the text layer gave it"),
    _field("confidence", pa.float64(), "0-1; null for words of a text layer"),
    _must("alternatives", ALTERNATIVES, "other readings with their scores, 0-1"),
    *_box("the word"),
    _must(
        "region",
        pa.string(),
        "`letterhead_left`, `letterhead_right`, `title`, `body`, `table`, `footer_left`, `footer_right`, "
        "`footnote`, `page_number` or `margin`",
    ),
)

CHANGES = _schema(
    "One row a repair by the restorer.",
    _must("page", pa.int32(), "page number, from 1"),
    _must("line", pa.int32(), "printed line on the page, from 0"),
    _must("word", pa.int32(), "first word concerned, counted on the page from 0"),
    _must("n_words", pa.int32(), "how many words of the engine it replaces"),
    _must("start", pa.int32(), "first code point in the engine's line (words joined by single spaces)"),
    _must("end", pa.int32(), "code point after the last one"),
    _must("before", pa.string(), "the engine's reading"),
    _must("after", pa.string(), "the mended reading"),
    _must("rule", pa.string(), "the rule that made the change"),
    _must("score", pa.float64(), "how sure the change is, 0-1"),
)

PARTS = _list(
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

CELLS = _schema(
    "One row a cell of a logical table (continued over pages it is one table), at its top left; empty cells included.",
    _must("table_id", pa.string(), _TABLE_ID),
    _field("page", pa.int32(), "first page of the cell"),
    _must("pages", _list(pa.int32()), "pages on which the cell is printed"),
    _must("row", pa.int32(), "first row, from 0"),
    _must("col", pa.int32(), "first column, from 0"),
    _must("row_span", pa.int32(), "rows covered, from 1"),
    _must("col_span", pa.int32(), "columns covered, from 1"),
    _must("is_header", pa.bool_(), "cell of a header row"),
    _must("is_group", pa.bool_(), "cell of a row that heads a group (I, II, III)"),
    _must("text", pa.string(), 'printed lines joined by one space, parts in page order; "" if empty'),
    _must("text_ocr", pa.string(), "the same before restoration"),
    _field("confidence", pa.float64(), _OF_CELL),
    *_box("the cell's first part"),
    _must("parts", PARTS, "where the cell stands: one box a page"),
    _must("join_reason", pa.string(), 'why parts from several pages are one cell; else ""'),
)


def _provenance(record: str) -> tuple[pa.Field, ...]:
    return (
        _must("page", pa.int32(), f"page on which the {record} begins"),
        *_box(f"the {record}"),
        _field("confidence", pa.float64(), "that of the weakest word, 0-1; null if from a text layer"),
        _must("needs_review", pa.bool_(), "a person should look at it"),
        _must("review_reason", pa.string(), 'why; "" if not'),
    )


def _place(record: str) -> tuple[pa.Field, ...]:
    return (
        _must("table_id", pa.string(), _TABLE_ID),
        _must("row", pa.int32(), f"row of the {record} in `cells`, from 0"),
        _field("appendix", pa.string(), "appendix in which the table stands"),
        _field("group_no", pa.string(), "number of the group, as printed"),
        _field("group", pa.string(), "heading of the group"),
        _field("tt", pa.string(), "running number (TT), as printed"),
    )


TASKS = _schema(
    "One row a task of a task list.",
    *_place("task"),
    _must("task", pa.string(), "the task, as printed"),
    _must("lead_agencies", _TEXTS, "agencies in the lead, split at semicolons"),
    _must("coordinating_agencies", _TEXTS, "coordinating agencies, split at semicolons"),
    _field("result", pa.string(), "result or product expected"),
    _field("deadline_raw", pa.string(), "time as printed"),
    _field("start_year", pa.int32(), "first year"),
    _field("end_year", pa.int32(), "last year; null if open or not stated"),
    _must("quarters", _list(pa.int32()), "quarters named, 1-4"),
    _field("recurrence", pa.string(), "`once`, `annual` or `continuous`"),
    _field("budget_allocated_vnd", pa.int64(), "budget already allocated, đồng"),
    _field("budget_additional_vnd", pa.int64(), "budget still to be allocated, đồng"),
    _field("funding_source", pa.string(), "source of funding, as printed"),
    _field("note", pa.string(), "note, as printed"),
    _must("extra", pa.map_(pa.string(), pa.string()), "columns with no place of their own: heading, text"),
    *_provenance("task"),
)

INDICATORS = _schema(
    "One row an indicator and year of an indicator (KPI) matrix.",
    *_place("indicator"),
    _must("indicator", pa.string(), "the indicator, as printed"),
    _field("year", pa.int32(), "year of the value"),
    _must("value_raw", pa.string(), "the value's cell, as printed"),
    _field("comparator", pa.string(), "`=`, `≥`, `>`, `≤`, `<`, `range`, `bool` or `text`"),
    _field("low", pa.float64(), "the value, or its lower bound"),
    _field("high", pa.float64(), "the value, or its upper bound"),
    _field("unit", pa.string(), "unit"),
    _field("value_text", pa.string(), "what of the value is not a number"),
    *_provenance("indicator"),
)

PROBLEMS = _schema(
    "One row a problem: what a person should know, as docs/problems.md explains.",
    _field("page", pa.int32(), "page number; null if it concerns the whole document"),
    _must("stage", pa.string(), "stage in which it arose"),
    _must("kind", pa.string(), "kind of problem"),
    _must("message", pa.string(), "what happened and what to do"),
)

SCHEMAS: dict[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "pages": PAGES,
    "words": WORDS,
    "changes": CHANGES,
    "cells": CELLS,
    "tasks": TASKS,
    "indicators": INDICATORS,
    "problems": PROBLEMS,
}
"""Dataset name → schema, in the order of the data dictionary."""
