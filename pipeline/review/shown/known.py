"""What the datasets tell of the pages of a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.pipeline.output.datasets import read_rows
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.pictures.pages import PageShape

COLUMNS = ["page", "width", "height", "dpi", "to_source", "status"]
"""Columns of `pages` that are asked for."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of a document: its shape, dots an inch, and how it ended."""

    shape: PageShape
    dpi: float
    status: str


def known_pages(out: Path, name: str) -> dict[int, KnownPage]:
    """The pages of a document, by number, ascending; InputError as in `read_rows`."""
    rows = read_rows(dataset_path(out, "pages", name), "pages", COLUMNS)
    return {r["page"]: _known(r) for r in sorted(rows, key=lambda r: r["page"])}


def _known(row: dict[str, Any]) -> KnownPage:
    shape = PageShape(row["page"], row["width"], row["height"], tuple(row["to_source"]))
    return KnownPage(shape, row["dpi"], row["status"])
