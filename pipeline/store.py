"""The output folder's datasets and texts: whole Parquet files, one a document in each dataset."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.outputs.text import document_text
from pipeline.places import dataset_files, dataset_path, text_path
from pipeline.rows import Document, PageText, Row, document_rows
from pipeline.schemas import SCHEMAS
from pipeline.whole_files import write_text, write_whole


def store_document(out: Path, document: Document, page_text: PageText) -> None:
    """Write all dataset files of a document, also those without rows, and its text.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    rows = document_rows(document, page_text)
    for dataset in SCHEMAS:
        _write_dataset(dataset_path(out, dataset, document.source.name), dataset, rows[dataset])
    write_text(text_path(out, document.source.name), document_text(rows["pages"]))


def _write_dataset(path: Path, dataset: str, rows: list[Row]) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMAS[dataset])
    write_whole(path, lambda aside: pq.write_table(table, aside, compression="zstd"))


def read_dataset(out: Path, dataset: str, columns: list[str] | None = None) -> pa.Table:
    """A dataset over all documents, in order of their names; without rows if there are none."""
    schema = SCHEMAS[dataset]
    if columns is not None:
        schema = pa.schema([schema.field(c) for c in columns], metadata=schema.metadata)
    tables = [_read_file(f, schema) for f in dataset_files(out, dataset)]
    return pa.concat_tables([schema.empty_table(), *tables])


def _read_file(path: Path, schema: pa.Schema) -> pa.Table:
    return pq.read_table(path, columns=schema.names, partitioning=None).select(schema.names).cast(schema)
