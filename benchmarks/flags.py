"""What do the flags cost? Doubts that a run raises, and how many of them stand on what is right.

    python benchmarks/flags.py OUT [OUT …] [--truth DIR] [--typed DIR]

One row an output folder: problems a document (missing header fields apart), words and filled cells under the confidence
threshold, records with `needs_review`. With truth (formats of benchmarks/scoring/README.md) also the shares of *right*
words and cells that are under it; with typed records those of right rows with `needs_review`. A word is right if its
page's truth has it as often, a cell if a cell of the document's truth has its text. Shares in per cent.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent / "scoring"))

THRESHOLD = 0.85
"""As `records.review_below`: what is less sure is shown to a person."""
COLUMNS = (
    "documents",
    "problems",
    "words <",
    "right words <",
    "cells <",
    "right cells <",
    "records flagged",
    "right rows flagged",
)


@dataclass(frozen=True)
class Share:
    """So many of so many; nothing is known of an empty whole."""

    part: int = 0
    whole: int = 0

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:.2f}" if self.whole else "-"


def share_under(confidences: Iterable[float | None]) -> Share:
    """Of confidences that were measured, how many lie under the threshold?"""
    known = [c for c in confidences if c is not None and pd.notna(c)]
    return Share(sum(c < THRESHOLD for c in known), len(known))


def read(out: Path, name: str) -> pd.DataFrame:
    """A dataset of an output folder; empty where there is none."""
    return pd.read_parquet(out / name) if any((out / name).glob("*.parquet")) else pd.DataFrame()


def right_ones(items: Iterable[tuple[str, Any]], truth: Counter[str]) -> Iterator[Any]:
    """What stands beside the texts that the truth has, each as often as it has them."""
    left = truth.copy()
    for text, beside in items:
        if left[text] > 0:
            left[text] -= 1
            yield beside


def right_words(out: Path, docs: dict[str, Any]) -> Share:
    """Right words under the threshold."""
    from folding import norm

    found: list[float | None] = []
    words = read(out, "words")
    for (source, page), some in words.groupby(["source_file", "page"]) if len(words) else ():
        doc = docs.get(str(source).split(".")[0])
        if doc is not None and page in doc.pages:
            wanted = Counter(norm(doc.pages[page].text).split())
            found += right_ones(((norm(t), c) for t, c in zip(some.text, some.confidence, strict=True)), wanted)
    return share_under(found)


def right_cells(out: Path, docs: dict[str, Any]) -> Share:
    """Right cells with text under the threshold."""
    from folding import norm

    found: list[float | None] = []
    cells = read(out, "cells")
    for source, some in cells[cells.text != ""].groupby("source_file") if len(cells) else ():
        doc = docs.get(str(source).split(".")[0])
        if doc is not None:
            wanted = Counter(norm(c.text) for t in doc.tables for c in t.cells if c.text)
            found += right_ones(((norm(t), c) for t, c in zip(some.text, some.confidence, strict=True)), wanted)
    return share_under(found)


def right_rows(out: Path, typed: Path) -> Share:
    """Right records with `needs_review`."""
    from score_records import score_records

    pooled = [d["pooled"] for d in score_records(out, typed).values()]
    good = [round(p["rows_all_right"] * p["rows"]) for p in pooled]
    return Share(sum(round(p["right_rows_flagged"] * g) for p, g in zip(pooled, good, strict=True)), sum(good))


def flags_of(out: Path, truth: Path | None = None, typed: Path | None = None) -> dict[str, str]:
    """The row of one output folder, by `COLUMNS`."""
    from data import load_truth

    documents, problems = read(out, "documents"), read(out, "problems")
    told = int((problems.kind != "field_missing").sum()) if len(problems) else 0
    words, cells = read(out, "words"), read(out, "cells")
    filled = cells[cells.text != ""] if len(cells) else cells
    records = [f for name in ("tasks", "indicators") if len(f := read(out, name))]
    docs = {d.name: d for d in load_truth(truth)} if truth else {}
    values = (
        str(len(documents)),
        f"{told / max(1, len(documents)):.2f}",
        str(share_under(words.confidence) if len(words) else Share()),
        str(right_words(out, docs)),
        str(share_under(filled.confidence) if len(filled) else Share()),
        str(right_cells(out, docs)),
        str(Share(sum(int(f.needs_review.sum()) for f in records), sum(map(len, records)))),
        str(right_rows(out, typed) if typed else Share()),
    )
    return dict(zip(COLUMNS, values, strict=True))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="+")
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--typed", type=Path)
    options = parser.parse_args()
    print("| run |", " | ".join(COLUMNS), "|")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for out in options.out:
        print(f"| {out.name} |", " | ".join(flags_of(out, options.truth, options.typed).values()), "|")


if __name__ == "__main__":
    main()
