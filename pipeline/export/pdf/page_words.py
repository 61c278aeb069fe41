"""What of a document stands on which page of its PDF: the words of the layer, and how the page was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.export.pdf.text_layer import LayerWord
from sohoa.pipeline.output.dataset_rows import Row
from sohoa.pipeline.output.datasets import iter_rows, read_rows
from sohoa.pipeline.output.paths import dataset_path


@dataclass(frozen=True, slots=True)
class LayerPage:
    """A page that was read: the way to its source page, the size of that in points, and what its text layer was."""

    number: int
    to_source: Homography
    size: tuple[float, float]
    reads_layer: bool
    layer_is_broken: bool


_PAGE = ["page", "to_source", "source_width", "source_height", "text_source", "text_layer"]
_WORD = ["page", "line", "text", "confidence", "region", "struck", "x0", "y0", "x1", "y1"]


def layer_pages(out: Path, name: str) -> dict[int, LayerPage]:
    """Pages of a document that were read, by number."""
    return {
        row["page"]: LayerPage(
            number=row["page"],
            to_source=tuple(row["to_source"]),
            size=(row["source_width"], row["source_height"]),
            reads_layer=row["text_source"] == "text_layer",
            layer_is_broken=row["text_layer"] == "broken" and row["text_source"] == "ocr",
        )
        for row in read_rows(dataset_path(out, "pages", name), "pages", _PAGE)
    }


def words_by_page(
    out: Path, name: str, pages: dict[int, LayerPage], drawn: bool = False
) -> Iterator[tuple[int, tuple[LayerWord, ...]]]:
    """Words for the layer, page by page, in reading order; what is struck out and watermarks are left out.

    Of a page with a sound text layer only those that were read from pixels, as in pasted pictures of tables; all of
    them if the pages are drawn as pictures.

    Rule: A page whose own text layer is sound keeps it and gets no second one.
    Test: pipeline/export/pdf/test_export_pdf.py::test_a_sound_layer_is_not_doubled
    """
    rows = iter_rows(dataset_path(out, "words", name), _WORD)
    for number, some in groupby(rows, key=lambda row: row["page"]):
        from_layer = pages[number].reads_layer and not drawn
        yield (
            number,
            tuple(
                LayerWord(row["text"], row["line"], Box(row["x0"], row["y0"], row["x1"], row["y1"]))
                for row in some
                if row["x0"] is not None and _is_text(row) and (not from_layer or row["confidence"] is not None)
            ),
        )


def _is_text(row: Row) -> bool:
    """Is it part of what the page says? As in `Word.is_text`."""
    return not row["struck"] and row["region"] != RegionKind.WATERMARK
