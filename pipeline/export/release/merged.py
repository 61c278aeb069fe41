"""Each dataset of all documents as one Parquet file: what 10,000 small files cost minutes to open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sohoa.pipeline.output.datasets import opened_dataset
from sohoa.pipeline.output.outcomes import older_output
from sohoa.pipeline.output.paths import dataset_files
from sohoa.pipeline.output.schemas import SCHEMAS

_GROUP_ROWS = 122_880
"""Rows of a row group: what DuckDB takes at a time (its documentation, Parquet tips); pandas and polars do not mind."""


def merge_dataset(out: Path, dataset: str, names: Collection[str], path: Path) -> int:
    """Write the rows of these documents, in the order of their names; gives how many there are."""
    files = (f for f in dataset_files(out, dataset) if f.stem in names)
    n_rows = 0
    with pq.ParquetWriter(path, SCHEMAS[dataset], compression="zstd") as writer:
        for table in _groups(files, SCHEMAS[dataset]):
            writer.write_table(table, row_group_size=_GROUP_ROWS)
            n_rows += table.num_rows
    return n_rows


def _groups(files: Iterable[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    """Rows of files together, about so many as a row group holds."""
    waiting: list[pa.Table] = []
    n_waiting = 0
    for file in files:
        with opened_dataset(file) as opened:
            if not opened.metadata.num_rows:
                continue
            # Small files: threads would cost more than they give.
            waiting.append(_with_all_columns(file, opened.read(use_threads=False), schema))
        n_waiting += waiting[-1].num_rows
        if n_waiting >= _GROUP_ROWS:
            yield pa.concat_tables(waiting)
            waiting, n_waiting = [], 0
    if waiting:
        yield pa.concat_tables(waiting)


def _with_all_columns(file: Path, table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows in the columns of today; a column that was added later under the same contract is null, if it may be."""
    if table.schema.equals(schema):
        return table
    missing = [f for f in schema if f.name not in table.column_names]
    if table.num_rows and not all(f.nullable for f in missing):
        raise older_output(file, 1)
    columns = [table[f.name] if f.name in table.column_names else pa.nulls(table.num_rows, f.type) for f in schema]
    return pa.table(columns, names=schema.names).cast(schema)


def merged_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a merged file, some thousands in memory at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=20_000):
            yield from batch.to_pylist()


def table_fields(dataset: str) -> list[dict[str, Any]]:
    """The columns of a dataset as fields of a Table Schema (Frictionless Data, specs.frictionlessdata.io)."""
    return [_field(f) for f in SCHEMAS[dataset]]


def _field(column: pa.Field) -> dict[str, Any]:
    kind = _kind(column.type)
    told: dict[str, Any] = {"name": column.name, "type": kind, "description": column.metadata[b"description"].decode()}
    if not column.nullable and kind not in ("string", "array"):  # CSV cannot tell an empty text from a missing one
        told["constraints"] = {"required": True}
    return told


def _kind(of: pa.DataType) -> str:
    tests = (
        ("boolean", pa.types.is_boolean),
        ("integer", pa.types.is_integer),
        ("number", pa.types.is_floating),
        ("date", pa.types.is_date),
        ("array", lambda t: pa.types.is_nested(t)),
    )
    return next((name for name, is_of in tests if is_of(of)), "string")


def dataset_description(dataset: str) -> str:
    """What one row of it is."""
    return str(SCHEMAS[dataset].metadata[b"description"].decode())
