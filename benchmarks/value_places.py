"""Does every value of an output folder lead to its place, and is there print?

    python benchmarks/value_places.py OUT SOURCES... [-v]

Takes each row of `words`, `cells`, `header_evidence`, `tasks` and `indicators` that has a box, moves the box to the
source page by that page's `to_source`, and looks at the source's own pixels there. Tells for each dataset how many
values there are, and of how many the place is off the page, or shows nothing but paper.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.dataset as ds

sys.path.insert(0, str(Path(__file__).parents[1]))

from sohoa.nouns.geometry import Box
from sohoa.nouns.homography import apply_to_box
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import Settings

Row = dict[str, Any]
VALUES = {"words": "text", "cells": "text", "header_evidence": "value", "tasks": "task", "indicators": "value_raw"}
"""The datasets whose rows have boxes, and what of them is the value."""
_OFF = 2.0
"""A box may reach over the edge of its page by so many points: pages are cut to whole pixels."""
_CONTRAST = 40
"""The darkest thousandth of a place with print (a lone figure in a wide cell) is so many of 255 levels darker than its
paper. A guess: paper's grain and shade stay under 20 inside a word's box, the faintest print that is read has 60."""
_RULE = 2.0
"""Points at the edges of a cell that are its rules, not its print."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A value whose place shows nothing (`blank`), or lies outside of its page (`off the page`)."""

    why: str
    dataset: str
    source_file: str
    page: int
    value: str


def placed_rows(out: Path) -> Iterator[tuple[str, Row]]:
    """Each row that has a value and a box, with the name of its dataset."""
    for dataset, value in VALUES.items():
        for row in ds.dataset(str(out / dataset), format="parquet").to_table().to_pylist():
            if str(row[value] or "").strip() and row["x0"] is not None:
                yield dataset, row


def has_print(grey: np.ndarray) -> bool:
    """Does a piece of a page, uint8 grey, hold more than paper?"""
    if grey.size == 0:
        return False
    low, high = np.percentile(grey, (0.1, 90))
    return bool(high - low >= _CONTRAST)


def lost_values(out: Path, sources: Iterable[Path]) -> tuple[Counter[str], list[Lost]]:
    """How many placed values each dataset has, and those that lead to no print.

    Args:
        out: an output folder.
        sources: files; those that are not in the output are passed over.
    """
    files = {path.name: path for path in sources}
    frames = {
        (row["source_file"], row["page"]): row
        for row in ds.dataset(str(out / "pages"), format="parquet").to_table().to_pylist()
    }
    by_page: dict[tuple[str, int], list[tuple[str, Row]]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for dataset, row in placed_rows(out):
        if row["source_file"] in files:
            counts[dataset] += 1
            by_page[row["source_file"], row["page"]].append((dataset, row))
    lost: list[Lost] = []
    for name, pages in _pages_by_file(by_page).items():
        with open_source(files[name], Settings().source) as source:
            for page in pages:
                pixels = source.load(page, with_pixels=True).pixels
                lost += _lost_on_page(by_page[name, page], frames[name, page], pixels)
    return counts, lost


def _pages_by_file(keys: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, page in sorted(keys):
        found[name].append(page)
    return found


def _lost_on_page(rows: Iterable[tuple[str, Row]], frame: Row, pixels: np.ndarray | None) -> Iterator[Lost]:
    if pixels is None:
        return
    grey = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    for dataset, row in rows:
        whole = apply_to_box(tuple(frame["to_source"]), Box(row["x0"], row["y0"], row["x1"], row["y1"]))
        box = whole.grown(-_RULE) if dataset == "cells" and min(whole.width, whole.height) > 4 * _RULE else whole
        width, height = frame["source_width"], frame["source_height"]
        off = min(box.x0, box.y0) < -_OFF or box.x1 > width + _OFF or box.y1 > height + _OFF
        across, down = grey.shape[1] / width, grey.shape[0] / height
        y0, y1 = int(max(0, box.y0 * down)), int(box.y1 * down) + 1
        x0, x1 = int(max(0, box.x0 * across)), int(box.x1 * across) + 1
        if off or not has_print(grey[y0:y1, x0:x1]):
            why = "off the page" if off else "blank"
            yield Lost(why, dataset, row["source_file"], row["page"], str(row[VALUES[dataset]])[:60])


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among these paths and directly in folders among them."""
    for path in paths:
        yield from (sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else (path,))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("sources", type=Path, nargs="+", help="files and folders that were digitised")
    parser.add_argument("-v", action="store_true", dest="told", help="tell each value that leads to no print")
    options = parser.parse_args()
    counts, lost = lost_values(options.out, files_of(options.sources))
    why = Counter((x.dataset, x.why) for x in lost)
    for dataset, n in counts.items():
        print(f"{dataset}: {n} values, {why[dataset, 'off the page']} off the page, {why[dataset, 'blank']} blank")
    for x in lost if options.told else ():
        print(f"{x.why}: {x.dataset} {x.source_file} page {x.page}: {x.value}")


if __name__ == "__main__":
    main()
