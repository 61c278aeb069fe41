"""Datasets of an output folder as pandas frames: all documents at once, typed, nulls kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind

if TYPE_CHECKING:
    from pandas import DataFrame

    from sohoa.pipeline.output.dataset_rows import StoredDocument

Filters = Sequence[tuple[str, str, Any]]
"""Conditions that must all hold: ``[("recurrence", "==", "annual"), ("start_year", ">=", 2026)]``."""


def load(
    out: str | Path, dataset: str, columns: Sequence[str] | None = None, filters: Filters | None = None
) -> DataFrame:
    """A dataset of all documents in an output folder or a release, in the order of their names.

    Integers, booleans and text have pandas' nullable types, so that what was not printed or not read is missing and
    never 0; lists are arrays.

    Args:
        out: output folder of `sohoa run`, or a release made of one (`sohoa export --to release`); or the address
            `s3://bucket/prefix` of one.
        dataset: `documents`, `header_evidence`, `pages`, `words`, `changes`, `tables`, `cells`, `tasks`, `indicators`,
            `problems`.
        columns: those wanted, in this order; None is all. Fewer columns are read faster.
        filters: conditions on columns, all of which must hold; operators are ``== != < <= > >= in``.

    Raises:
        InputError: no output folder, no such dataset or column, or an output of an older version.
        StoreLost: the store cannot be reached.
    """
    from sohoa.pipeline.output.datasets import read_dataset, table_to_frame
    from sohoa.pipeline.output.paths import is_release, outcome_folder
    from sohoa.pipeline.output.schemas import SCHEMAS
    from sohoa.pipeline.stores.local_copy import dataset_at_hand

    if dataset not in SCHEMAS:
        raise InputError(dataset, ", ".join(SCHEMAS), kind=DoubtKind.NO_DATASET)
    unknown = [c for c in (*(columns or ()), *(f[0] for f in filters or ())) if c not in SCHEMAS[dataset].names]
    if unknown:
        known = ", ".join(SCHEMAS[dataset].names)
        raise InputError(dataset, ", ".join(unknown), known, kind=DoubtKind.NO_COLUMN)
    wanted = list(columns) if columns is not None else None
    with dataset_at_hand(Path(out), dataset) as here:
        if not outcome_folder(here).is_dir() and not is_release(here):
            raise InputError(kind=DoubtKind.NO_OUTPUT, where=out)
        return table_to_frame(read_dataset(here, dataset, wanted, filters))


def rows_to_frame(document: StoredDocument, dataset: str) -> DataFrame:
    """A dataset of one document that was not stored."""
    from sohoa.pipeline.output.dataset_rows import document_rows
    from sohoa.pipeline.output.datasets import dataset_table, table_to_frame
    from sohoa.pipeline.recipe import page_text

    return table_to_frame(dataset_table(document_rows(document, page_text)[dataset], dataset))
