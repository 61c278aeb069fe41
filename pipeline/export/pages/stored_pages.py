"""Pages of a document as the datasets keep them: size, and words in blocks and lines, in reading order.

What is struck out is no part of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Status
from sohoa.pipeline.output.datasets import iter_rows, read_rows
from sohoa.pipeline.output.paths import dataset_path

_PAGE = ["page", "source_file", "width", "height", "dpi", "to_source", "status"]
_WORD = ["page", "line", "text", "confidence", "region", "struck", "x0", "y0", "x1", "y1"]


@dataclass(frozen=True, slots=True)
class StoredWord:
    """A word; its box is in pixels of the cleaned page, None in a text file. `confidence` is 0 to 1 or None."""

    text: str
    box: Box | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A printed line."""

    words: tuple[StoredWord, ...]

    @property
    def text(self) -> str:
        """Its words, parted by spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def box(self) -> Box | None:
        """Around its words."""
        return around(self.words)


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """Lines of one region that follow each other."""

    region: str
    lines: tuple[StoredLine, ...]

    @property
    def box(self) -> Box | None:
        """Around its words."""
        return around([w for line in self.lines for w in line.words])


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page: number from 1, pixels of the cleaned page and their dpi, the way to the source page."""

    number: int
    source_file: str
    width: int
    height: int
    dpi: float
    to_source: tuple[float, ...]
    blocks: tuple[StoredBlock, ...]


def around(words: tuple[StoredWord, ...] | list[StoredWord]) -> Box | None:
    """The box around words that have one."""
    boxes = [w.box for w in words if w.box is not None]
    return Box.around(boxes) if boxes else None


def stored_pages(out: Path, name: str) -> Iterator[StoredPage]:
    """All pages of a document that were read, in order; a page without words has no blocks.

    Rule: What is struck out stands in no export of pages; Markdown and PDF leave watermarks out too.
    Test: pipeline/export/pages/test_page_formats.py::test_what_is_struck_out_is_left_out
    """
    words = iter_rows(dataset_path(out, "words", name), _WORD)
    by_page = groupby(words, key=lambda w: w["page"])
    number, some = next(by_page, (0, iter(())))
    for row in sorted(read_rows(dataset_path(out, "pages", name), "pages", _PAGE), key=lambda r: r["page"]):
        blocks: tuple[StoredBlock, ...] = ()
        if row["page"] == number:
            blocks = _blocks(some)
            number, some = next(by_page, (0, iter(())))
        if row["status"] == Status.FAILED:
            continue
        yield StoredPage(
            row["page"],
            row["source_file"],
            row["width"],
            row["height"],
            row["dpi"],
            tuple(row["to_source"]),
            blocks,
        )


def _blocks(words: Iterator[dict[str, Any]]) -> tuple[StoredBlock, ...]:
    said = (w for w in words if not w["struck"])
    return tuple(
        StoredBlock(
            region, tuple(StoredLine(tuple(map(_word, line))) for _, line in groupby(some, lambda w: w["line"]))
        )
        for region, some in groupby(said, key=lambda w: w["region"])
    )


def _word(row: Mapping[str, Any]) -> StoredWord:
    box = None if row["x0"] is None else Box(row["x0"], row["y0"], row["x1"], row["y1"])
    return StoredWord(row["text"], box, row["confidence"])
