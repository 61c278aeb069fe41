"""The frames of a document's pages, as its datasets have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sohoa.nouns.page import PageFrame
from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.paths import dataset_path

Row = dict[str, Any]
COLUMNS = ["page", "width", "height", "dpi", "source_width", "source_height", "to_source", "rotation"]
"""Columns of `pages` that are asked for."""


def frames_of(out: Path, name: str) -> dict[int, PageFrame]:
    """The pages of a document as they were read, by number."""
    rows = read_rows(dataset_path(out, "pages", name), "pages", COLUMNS)
    return {r["page"]: _frame(r) for r in rows}


def _frame(row: Row) -> PageFrame:
    size = row["width"], row["height"], row["dpi"], row["source_width"], row["source_height"]
    return PageFrame(row["page"], *size, tuple(row["to_source"]), row["rotation"])
