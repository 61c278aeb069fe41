"""The columns of the datasets `tables` and `cells`; see `sohoa.pipeline.output.schemas`."""

from __future__ import annotations

import pyarrow as pa

from sohoa.pipeline.output.columns import PARTS, TABLE_ID, TEXTS, box, column, list_of, must, schema

_OF_CELL = (
    "that of the weakest word, 0-1; no more than the cell's edges are sure where rules are worn; 0 if it holds print "
    "that was not read; null if empty, but for a table of worn rules, or from a text layer"
)

TABLES = schema(
    "One row a logical table (continued over pages it is one table).",
    must("table_id", pa.string(), TABLE_ID),
    column("title", pa.string(), "title above it, its lines joined by one space; null if none was found"),
    column("unit", pa.string(), "unit of its figures, where a line above gives it (ĐVT: triệu đồng)"),
    must("pages", list_of(pa.int32()), "pages on which it is printed"),
    must("n_rows", pa.int32(), "rows, those of the heading included"),
    must("n_cols", pa.int32(), "columns"),
    must("n_head", pa.int32(), "rows of the heading at the top"),
    must("kind", pa.string(), "`tasks` or `indicators` if it gave records of these, else `other`"),
    must("confidence", pa.float64(), "how surely its rows and columns were seen, 0-1: the least of its pages"),
    must("notes", TEXTS, "notes and sources under it, as printed"),
)

CELLS = schema(
    "One row a cell of a logical table (continued over pages it is one table), at its top left; empty cells included.",
    must("table_id", pa.string(), TABLE_ID),
    column("page", pa.int32(), "first page of the cell"),
    must("pages", list_of(pa.int32()), "pages on which the cell is printed"),
    must("row", pa.int32(), "first row, from 0"),
    must("col", pa.int32(), "first column, from 0"),
    must("row_span", pa.int32(), "rows covered, from 1"),
    must("col_span", pa.int32(), "columns covered, from 1"),
    must("is_header", pa.bool_(), "cell of a header row"),
    must("is_group", pa.bool_(), "cell of a row that heads a group (I, II, III)"),
    must(
        "text",
        pa.string(),
        'printed lines joined by one space (by none where a code or address is cut), parts in page order; "" if empty',
    ),
    must("text_ocr", pa.string(), "the same before restoration"),
    column("confidence", pa.float64(), _OF_CELL),
    *box("the cell's first part"),
    must("parts", PARTS, "where the cell stands: one box a page"),
    must("join_reason", pa.string(), 'why parts from several pages are one cell, in English; else ""'),
    must("join_reason_vi", pa.string(), "the same in Vietnamese"),
    must("checked", pa.bool_(), "a person said what it holds; `confidence` is 1 then"),
    must(
        "corrected",
        pa.bool_(),
        "it, or a word in it, is something else than the program read, or a person merged, split or joined it",
    ),
)
