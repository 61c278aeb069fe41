"""The datasets' columns, declared once: they make the Parquet files and the data dictionary.

Each field carries its description in the Parquet metadata (key ``description``), each schema
that of the dataset. Extend a schema, never break it: notebooks rely on these names.
"""

from __future__ import annotations

import pyarrow as pa

from sohoa.pipeline.output.columns import (
    ALTERNATIVES,
    DOUBTS,
    FOOTNOTES,
    SIGNATURES,
    TEXTS,
    box,
    checked_fields,
    column,
    list_of,
    must,
    place,
    provenance,
    schema,
)
from sohoa.pipeline.output.table_schemas import CELLS, TABLES

_MEAN = "mean confidence of the words, 0-1; null where nothing was measured (sound text layer)"
_P05 = "5 % quantile of the words' confidences, 0-1: how bad the worst words are; null as for the mean"

DOCUMENTS = schema(
    "One row a document (a file may hold several): its formal parts (Decree 30/2020/NĐ-CP, Annex I) and its reading.",
    must("source_path", pa.string(), "path of the source in the folder that was given; its name if the file was given"),
    must("also_at", TEXTS, "further paths where the same bytes were found, likewise"),
    must("n_pages", pa.int32(), "pages of the source; 0 if it could not be opened"),
    must("status", pa.string(), "`ok`, `partial` (some page failed or was not read) or `failed` (all did)"),
    column("issuing_authority", pa.string(), "issuing authority, as printed"),
    column("parent_authority", pa.string(), "authority above the issuing one, as printed"),
    column("number", pa.string(), "number as printed, zeros kept; null where handwritten and unsure"),
    column("symbol", pa.string(), "symbol after the number, such as KH-UBND"),
    column("code", pa.string(), "number and symbol, such as 753/KH-UBND"),
    column("place", pa.string(), "place of issue"),
    column("issued_on", pa.date32(), "date of issue"),
    column("doc_type", pa.string(), "type of document as printed; null if none is"),
    column("subject", pa.string(), "subject, without V/v or Về việc"),
    column("signer_name", pa.string(), "name of the signer"),
    column("signer_title", pa.string(), "all printed lines of the signer's title, joined by a space"),
    must("recipients", TEXTS, "recipients (Nơi nhận), one a bullet, without dash and final ; or ."),
    column("confidence_mean", pa.float64(), _MEAN),
    column("confidence_p05", pa.float64(), _P05),
    must("missing_fields", TEXTS, "formal parts that were looked for and not read"),
    column("issued_year", pa.int32(), "year of issue; printed, though the day may be written by hand"),
    column("issued_month", pa.int32(), "month of issue, where it is printed, though the day may be written by hand"),
    must(
        "header_confidence",
        pa.map_(pa.string(), pa.float64()),
        "for each formal part that was read, how sure it is, 0-1; under 0.85 a person should look at it",
    ),
    must(
        "signed_by", SIGNATURES, "digital signatures in the file, as their certificates name the signer; not verified"
    ),
    must("first_page", pa.int32(), "first page of this document in its source, from 1"),
    must("last_page", pa.int32(), "last page of this document in its source, of those that were read"),
    must("pipeline_version", pa.string(), "version of the program, its code and models"),
    must("settings_digest", pa.string(), "equal settings have equal digests"),
    *checked_fields(),
)

HEADER_EVIDENCE = schema(
    "One row for each place that says something of a formal part: what `documents` holds, and its rivals.",
    must(
        "field",
        pa.string(),
        "column of `documents`; also `unsure_on`, `signed_on`, `signed_by`, `deciding_line`, which only bear witness",
    ),
    must("value", pa.string(), "what is read there; items of a list joined by ` | `"),
    must(
        "source",
        pa.string(),
        "`letterhead`, `date_line`, `title`, `deciding_line`, `appendix_line`, `overlay`, `signature_block`, "
        "`recipients`, `signature` (a digital one in the file) or `person` (who corrected it)",
    ),
    column("page", pa.int32(), "page number, from 1; null for what stands in the file and on no page"),
    *box("what was read"),
    must("confidence", pa.float64(), "0-1; of the chosen value: after it was weighed against the others"),
    must("chosen", pa.bool_(), "`documents` holds this value"),
)

PAGES = schema(
    "One row a page: its text in reading order and the way back to the source page.",
    must("page", pa.int32(), "page number, from 1"),
    must(
        "text",
        pa.string(),
        "one printed line a line, not dehyphenated (a code or address cut at a line end stands whole on the first), "
        "a blank line between regions; order: margin overlays, "
        "page number, letterhead left and right, title and body, footer left and right, footnotes; "
        "a table row by row, cell by cell",
    ),
    must("text_ocr", pa.string(), "the same before restoration"),
    must("width", pa.int32(), "pixels of the cleaned page; 0 if it could not be read"),
    must("height", pa.int32(), "pixels of the cleaned page; 0 if it could not be read"),
    must("dpi", pa.float64(), "pixels an inch of the cleaned page"),
    must("rotation", pa.int32(), "degrees clockwise applied to bring the page upright: 0, 90, 180, 270"),
    must("skew_deg", pa.float64(), "clockwise angle of the upright page's text lines before correction"),
    must(
        "to_source",
        list_of(pa.float64(), 9),
        "row-major homography from pixels of the cleaned page to points (1/72 inch) of the unrotated "
        "source page, origin top left",
    ),
    must("source_width", pa.float64(), "width of the unrotated source page, points"),
    must("source_height", pa.float64(), "height of the unrotated source page, points"),
    must("text_source", pa.string(), "`ocr`, `text_layer`, or `restored_layer` (a broken layer decoded)"),
    must("text_layer", pa.string(), "the source's own text layer: `none`, `sound` or `broken`"),
    column("confidence_mean", pa.float64(), _MEAN),
    column("confidence_p05", pa.float64(), _P05),
    must("status", pa.string(), "`ok`, `partial` or `failed`"),
)


WORDS = schema(
    "One row a printed word.",
    must("page", pa.int32(), "page number, from 1"),
    must("line", pa.int32(), "printed line on the page, from 0 in reading order"),
    must("word", pa.int32(), "word on the page, from 0 in reading order"),
    must("text", pa.string(), "the word as mended"),
    must("text_ocr", pa.string(), "the word as the engine or the text layer gave it"),
    column(
        "confidence", pa.float64(), "0-1; null for words of a text layer, but for restored ones of which it is not sure"
    ),
    must("alternatives", ALTERNATIVES, "other readings with their scores, 0-1"),
    *box("the word"),
    must(
        "region",
        pa.string(),
        "`letterhead_left`, `letterhead_right`, `title`, `body`, `table`, `footer_left`, `footer_right`, "
        "`footnote`, `page_number`, `margin` or `watermark`",
    ),
    must("struck", pa.bool_(), "a line is drawn through it: it is no part of `pages.text`, cells and values"),
    must("turn", pa.int32(), "degrees anticlockwise by which it stands turned on the upright page"),
    must("checked", pa.bool_(), "a person said what is printed here; `confidence` is 1 then"),
    must("corrected", pa.bool_(), 'it is something else than the program read; `text` is "" where nothing is printed'),
)

CHANGES = schema(
    "One row a repair by the restorer.",
    must("page", pa.int32(), "page number, from 1"),
    must("line", pa.int32(), "printed line on the page, from 0"),
    must("word", pa.int32(), "first word concerned, counted on the page from 0"),
    must("n_words", pa.int32(), "how many words of the engine it replaces"),
    must("char_start", pa.int32(), "first code point in the engine's line (words joined by single spaces)"),
    must("char_end", pa.int32(), "code point after the last one"),
    must("before", pa.string(), "the engine's reading"),
    must("after", pa.string(), "the mended reading"),
    must("rule", pa.string(), "the rule that made the change, see docs/restore.md"),
    must("score", pa.float64(), "how sure the change is, 0-1"),
)


TASKS = schema(
    "One row a task of a task list.",
    *place("task"),
    must("task", pa.string(), "the task, as printed"),
    must("lead_agencies", TEXTS, "agencies in the lead, split at semicolons"),
    must("coordinating_agencies", TEXTS, "coordinating agencies, split at semicolons"),
    must("advising_agencies", TEXTS, 'agencies that advise ("Cơ quan chủ trì tham mưu"), split at semicolons'),
    must(
        "lead_agency_ids", TEXTS, "for each agency in the lead its id in the register (docs/agencies.md); null if none"
    ),
    column("result", pa.string(), "result or product expected"),
    column("deadline_raw", pa.string(), "time as printed"),
    column("start_year", pa.int32(), "first year; null where only an end is printed"),
    column("end_year", pa.int32(), "last year; null if open or not stated"),
    column("start_on", pa.date32(), "first day, where a day is printed"),
    column("end_on", pa.date32(), "last day, where a day is printed"),
    must("quarters", list_of(pa.int32()), "quarters named, 1-4"),
    column("recurrence", pa.string(), "`once`, `annual` or `continuous`"),
    column("budget_allocated_vnd", pa.int64(), "budget already allocated, đồng; negative where printed so"),
    column("budget_additional_vnd", pa.int64(), "budget still to be allocated, đồng; negative where printed so"),
    column("funding_source", pa.string(), "source of funding, as printed"),
    column("note", pa.string(), "note, as printed"),
    must("footnotes", FOOTNOTES, "marks of footnotes in the row, and the notes; text null if a note was not found"),
    must("extra", pa.map_(pa.string(), pa.string()), "columns with no place of their own: heading, text"),
    *provenance("task"),
    *checked_fields(),
)

INDICATORS = schema(
    "One row an indicator and year of an indicator (KPI) matrix.",
    *place("indicator"),
    must("indicator", pa.string(), "the indicator, as printed"),
    column("year", pa.int32(), "year of the value"),
    must("value_raw", pa.string(), "the value's cell, as printed"),
    column("comparator", pa.string(), "`=`, `≥`, `>`, `≤`, `<`, `range`, `bool` or `text`"),
    column("low", pa.float64(), "the value, or its lower bound"),
    column("high", pa.float64(), "the value, or its upper bound"),
    column("unit", pa.string(), "unit"),
    column("value_text", pa.string(), "what of the value is not a number"),
    must(
        "footnotes", FOOTNOTES, "marks of footnotes beside name, unit and value, and the notes; text null if not found"
    ),
    *provenance("indicator"),
    *checked_fields(),
)

PROBLEMS = schema(
    "One row a problem: what a person should know, as docs/problems.md explains.",
    column("page", pa.int32(), "page number; null if it concerns the whole document"),
    column("table_id", pa.string(), "table that it concerns, as in `cells`; null if none"),
    column("row", pa.int32(), "row of that table, from 0; null if it concerns all of it"),
    must("stage", pa.string(), "stage in which it arose"),
    must("kind", pa.string(), "kind of problem"),
    must("detail", pa.string(), 'what it is about: a word, a value, the name of a field; "" if `kind` says all'),
    must("doubts", DOUBTS, "what it is in particular: kind (docs/problems.md) and what that is about"),
    must("message", pa.string(), "what happened and what to do, in English"),
    must("message_vi", pa.string(), "the same in Vietnamese"),
)

SCHEMAS: dict[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "header_evidence": HEADER_EVIDENCE,
    "pages": PAGES,
    "words": WORDS,
    "changes": CHANGES,
    "tables": TABLES,
    "cells": CELLS,
    "tasks": TASKS,
    "indicators": INDICATORS,
    "problems": PROBLEMS,
}
"""Dataset name → schema, in the order of the data dictionary."""
