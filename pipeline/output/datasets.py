"""The output folder's datasets and texts: whole Parquet files, one a document in each dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import LocalFileSystem

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.fingerprints import Fingerprint
from sohoa.pipeline.files.own_files import require_plain
from sohoa.pipeline.output.arrow_columns import rows_to_table
from sohoa.pipeline.output.atomic_files import write_text, write_whole
from sohoa.pipeline.output.contract import CONTRACT
from sohoa.pipeline.output.dataset_rows import PageText, Row, StoredDocument, document_rows
from sohoa.pipeline.output.outcomes import older_output, require_contract
from sohoa.pipeline.output.paths import dataset_files, dataset_path, inside, is_release, merged_path, text_path
from sohoa.pipeline.output.schemas import SCHEMAS

if TYPE_CHECKING:
    from pandas import DataFrame

_MOST_ROWS = 20_000_000
"""Rows of one document that are read: those of the words of 20,000 full pages. A file of a few bytes can claim any
number of them."""
FORM_FEED = "\f"
_ROWS_AT_A_TIME = 20_000
"""A row group: some 30 pages of words."""
_MEMORY = pa.system_memory_pool()
"""Where whole datasets are held. Arrow's own pool takes 6.0 CPU seconds for 5 million words, for the pages that it asks
the system for one by one; this one takes 2.3 (benchmarks/release_many.py)."""


def store_document(out: Path, document: StoredDocument, page_text: PageText) -> dict[str, Fingerprint]:
    """Write all dataset files of a document, also those without rows, and its text.

    Returns:
        What was written, by paths in `out`.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    written: dict[Path, Fingerprint] = {}
    rows = document_rows(document, page_text)
    pages = list(rows["pages"])
    name = document.source.name
    for dataset in SCHEMAS:
        some = pages if dataset == "pages" else rows[dataset]
        path = dataset_path(out, dataset, name)
        written[path] = write_whole(path, partial(_write_dataset, SCHEMAS[dataset], some), out)
    written[text_path(out, name)] = write_text(text_path(out, name), document_text(pages), out)
    return {inside(out, path): fingerprint for path, fingerprint in written.items()}


_QUICK: dict[str, Any] = {"compression": "snappy", "use_dictionary": False, "write_statistics": False}
"""So written, 10,000 small files are read in 40 % of the time that zstd with dictionaries and statistics takes, and
are as large (benchmarks/load_many.py)."""


def document_text(pages: Iterable[Row]) -> str:
    """Text of `text/<name>.txt` from rows of `pages`: pages in order, a form feed between them.

    Pages that were not read leave their place empty, so the n-th piece between form feeds is
    always page n.
    """
    texts = {int(p["page"]): str(p["text"]) for p in pages}
    last = max(texts, default=0)
    pieces = (texts.get(n, "").rstrip("\n").replace(FORM_FEED, "\n") for n in range(1, last + 1))
    return FORM_FEED.join(piece + "\n" for piece in pieces)


def _write_dataset(schema: pa.Schema, rows: Iterable[Row], file: BinaryIO) -> None:
    left = iter(rows)
    with pq.ParquetWriter(file, schema, **_QUICK) as writer:
        while chunk := list(islice(left, _ROWS_AT_A_TIME)):
            writer.write_table(rows_to_table(chunk, schema))


def read_dataset(
    out: Path,
    dataset: str,
    columns: Sequence[str] | None = None,
    filters: Sequence[tuple[str, str, Any]] | None = None,
) -> pa.Table:
    """A dataset over all documents, in order of their names; without rows if there are none.

    Args:
        out: output folder.
        dataset: its name.
        columns: those wanted, in this order; None is all.
        filters: conditions (column, operator, value) that must all hold; operators ``== != < <= > >= in``.

    Raises:
        InputError: a document was written under another contract.
    """
    _require_contract(out, dataset)
    schema = SCHEMAS[dataset]
    wanted = list(schema.names if columns is None else columns)
    files = [str(f) for f in dataset_files(out, dataset)]
    if not files:
        return schema.empty_table().select(wanted)
    import pyarrow.dataset as ds  # brings pandas along, half a second that no run needs

    condition = pq.filters_to_expression(list(filters)) if filters else None
    try:
        source = ds.FileSystemDataset.from_paths(
            files, schema=schema, format=ds.ParquetFileFormat(), filesystem=LocalFileSystem()
        )
        return source.to_table(columns=wanted, filter=condition, memory_pool=_MEMORY)
    except (pa.ArrowException, OSError) as e:
        _name_damaged(files)
        raise InputError(e, kind=DoubtKind.STORED_DAMAGED, where=out / dataset) from e


def _name_damaged(files: Iterable[str]) -> None:
    """Raise InputError for the first file that cannot be read."""
    for file in files:
        try:
            pq.read_table(file, partitioning=None)
        except (pa.ArrowException, OSError) as e:
            raise InputError(e, kind=DoubtKind.STORED_DAMAGED, where=file) from e


def _require_contract(out: Path, dataset: str) -> None:
    if not is_release(out):
        require_contract(out)
        return
    with opened_dataset(merged_path(out, dataset)) as file:
        if (file.schema_arrow.metadata or {}).get(b"contract") != CONTRACT.encode():
            raise older_output(out, 1)


def read_rows(path: Path, dataset: str, columns: list[str]) -> list[Row]:
    """Rows of one document's file in a dataset, with these columns.

    Raises:
        InputError: it is damaged, or no file of this dataset.
    """
    names = SCHEMAS[dataset]
    rows: list[Row] = _read_file(path, pa.schema([names.field(c) for c in columns])).to_pylist()
    return rows


def iter_rows(path: Path, columns: list[str]) -> Iterator[Row]:
    """Rows of one document's file in a dataset, some thousands in memory at a time; InputError as in `read_rows`."""
    with opened_dataset(path) as file:
        for batch in file.iter_batches(columns=columns):
            yield from batch.select(columns).to_pylist()


def rows_where(path: Path, columns: list[str], where: Sequence[tuple[str, str, Any]]) -> list[Row]:
    """Rows of a document's file for which all conditions hold (as in `read_dataset`); InputError as in `read_rows`.

    A column that an earlier version did not write yet is null, and meets no condition.
    """
    with opened_dataset(path) as file:
        there = set(file.schema_arrow.names)
        if not {name for name, _, _ in where} <= there:
            return []
        wanted = pq.filters_to_expression(list(where)) if where else None
        some = [c for c in columns if c in there]
        rows: list[Row] = pq.read_table(path, columns=some, filters=wanted, partitioning=None).to_pylist()
    return _with_all(rows, columns)


def rows_of_page(path: Path, columns: list[str], page: int) -> list[Row]:
    """Rows of one document's file that stand on a page: told by `pages` where they are asked for, else by `page`.

    Of a long document nothing but the page's rows is unpacked. InputError and missing columns as in `rows_where`.
    """
    with opened_dataset(path) as file:
        by = "pages" if "pages" in columns else "page"
        some = [c for c in columns if c in file.schema_arrow.names]
        rows: list[Row] = []
        for group in range(file.num_row_groups):
            here = _rows_with(file.read_row_group(group, columns=[by]).column(by), page)
            if len(here):
                rows += file.read_row_group(group, columns=some).take(here).to_pylist()
    return _with_all(rows, columns)


def _with_all(rows: list[Row], columns: list[str]) -> list[Row]:
    missing = dict.fromkeys(set(columns) - rows[0].keys()) if rows else {}
    return [{**row, **missing} for row in rows] if missing else rows


def _rows_with(column: pa.ChunkedArray, page: int) -> pa.Array:
    """Numbers of the rows of `page` or `pages` that hold a page."""
    import pyarrow.compute as pc

    if not pa.types.is_list(column.type):
        return pc.indices_nonzero(pc.equal(column, page))
    held = pc.indices_nonzero(pc.equal(pc.list_flatten(column), page))
    return pc.unique(pc.list_parent_indices(column).take(held))


def _read_file(path: Path, schema: pa.Schema) -> pa.Table:
    with opened_dataset(path) as file:
        return file.read(columns=schema.names).select(schema.names).cast(schema)


@contextmanager
def opened_dataset(path: Path) -> Iterator[pq.ParquetFile]:
    """A Parquet file of an output folder; whatever is wrong with it becomes InputError."""
    try:
        require_plain(path)
        with pq.ParquetFile(path) as file:
            if file.metadata.num_rows > _MOST_ROWS:
                raise pa.ArrowInvalid(f"{file.metadata.num_rows} rows")
            yield file
    except (pa.ArrowException, KeyError, OSError) as e:
        raise InputError(e, kind=DoubtKind.STORED_DAMAGED, where=path) from e


def dataset_table(rows: Iterable[Row], dataset: str) -> pa.Table:
    """Rows of a dataset in its columns and types."""
    return rows_to_table(list(rows), SCHEMAS[dataset])


def table_to_frame(table: pa.Table) -> DataFrame:
    """A dataset for pandas: integers and booleans in its nullable types, so that null never becomes 0 or a float.

    Lists of records (`parts`, `alternatives`) stay as Arrow has them: as Python objects they would take most of
    the time.
    """
    import pandas as pd

    kinds = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}

    def kind_of(kind: pa.DataType) -> Any:  # noqa: ANN401 - a dtype of pandas, or None for its own choice
        records = pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)
        return pd.ArrowDtype(kind) if records else kinds.get(kind)

    frame: DataFrame = table.to_pandas(types_mapper=kind_of, split_blocks=True, self_destruct=True, memory_pool=_MEMORY)
    return frame
