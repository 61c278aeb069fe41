"""The output folder's datasets and texts: whole Parquet files, one a document in each dataset."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sohoa.pipeline.output.atomic_files import write_text, write_whole
from sohoa.pipeline.output.dataset_rows import Document, PageText, Row, document_rows
from sohoa.pipeline.output.paths import dataset_files, dataset_path, text_path
from sohoa.pipeline.output.plain_text import document_text
from sohoa.pipeline.output.schemas import SCHEMAS

_ROWS_AT_A_TIME = 20_000
"""A row group: some 30 pages of words."""


def store_document(out: Path, document: Document, page_text: PageText) -> None:
    """Write all dataset files of a document, also those without rows, and its text.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    rows = document_rows(document, page_text)
    pages = list(rows["pages"])
    name = document.source.name
    for dataset in SCHEMAS:
        some = pages if dataset == "pages" else rows[dataset]
        write_whole(dataset_path(out, dataset, name), partial(_write_dataset, SCHEMAS[dataset], some))
    write_text(text_path(out, name), document_text(pages))


def _write_dataset(schema: pa.Schema, rows: Iterable[Row], path: Path) -> None:
    left = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while chunk := list(islice(left, _ROWS_AT_A_TIME)):
            writer.write_table(pa.Table.from_pylist(chunk, schema=schema))


def read_dataset(out: Path, dataset: str, columns: list[str] | None = None) -> pa.Table:
    """A dataset over all documents, in order of their names; without rows if there are none."""
    schema = SCHEMAS[dataset]
    if columns is not None:
        schema = pa.schema([schema.field(c) for c in columns], metadata=schema.metadata)
    tables = [_read_file(f, schema) for f in dataset_files(out, dataset)]
    return pa.concat_tables([schema.empty_table(), *tables])


def read_rows(path: Path, dataset: str, columns: list[str]) -> list[Row]:
    """Rows of one document's file in a dataset, with these columns."""
    names = SCHEMAS[dataset]
    rows: list[Row] = _read_file(path, pa.schema([names.field(c) for c in columns])).to_pylist()
    return rows


def _read_file(path: Path, schema: pa.Schema) -> pa.Table:
    return pq.read_table(path, columns=schema.names, partitioning=None).select(schema.names).cast(schema)
