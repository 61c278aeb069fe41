"""The datasets as one DuckDB file, each a table with its columns explained; needs the extra `release`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from sohoa.pipeline.export.release.merged import dataset_description, table_fields


def is_here() -> bool:
    """Is DuckDB installed?"""
    return importlib.util.find_spec("duckdb") is not None


def write_duckdb(merged: dict[str, Path], path: Path) -> None:
    """Write the database; it holds its data and refers to no other file."""
    import duckdb

    with duckdb.connect(path) as database:
        for dataset, file in merged.items():
            from_file = f"SELECT * FROM read_parquet({_quoted(str(file))})"  # noqa: S608 - datasets are ours, the path quoted
            database.execute(f"CREATE TABLE {dataset} AS {from_file}")
            database.execute(f"COMMENT ON TABLE {dataset} IS {_quoted(dataset_description(dataset))}")
            for field in table_fields(dataset):
                told = _quoted(field["description"])
                database.execute(f'COMMENT ON COLUMN {dataset}."{field["name"]}" IS {told}')


def _quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
