"""Tables of born-digital PDFs as sohoa and camelot read them, page by page, and where the two differ.

    python benchmarks/born_digital.py PDF… -o WORK --camelot PYTHON

There need be no truth: what both say alike is counted, what they do not is listed in `WORK/differences.tsv`, for
somebody to look who is right. Pages are kept apart (`--no-join`), as camelot joins none. A cell is alike where row,
column and both spans agree; texts are compared folded as in `scoring/folding.py`, with white space and without. PYTHON
has camelot (`python -m venv V && V/bin/pip install camelot-py`). `WORK/report.md` is what is printed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from measuring import SCORING, call, origin

sys.path.insert(0, str(SCORING))
from folding import norm

Place = tuple[int, int, int, int]
"""Row, column, row span, column span."""
Grid = dict[Place, str]


class Difference(NamedTuple):
    """Something to look at: of a page's table number `table`, at a place, what each says."""

    source: str
    page: int
    table: int
    kind: str
    place: str
    sohoa: str
    camelot: str


@dataclass
class Counts:
    """What was counted on the pages of one document."""

    pages: int = 0
    tables: list[int] = field(default_factory=lambda: [0, 0])
    same_grid: int = 0
    cells: list[int] = field(default_factory=lambda: [0, 0])
    same_place: int = 0
    filled: int = 0
    same_letters: int = 0
    same_words: int = 0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("--camelot", metavar="PYTHON", required=True, help="a Python that has camelot")
    parser.add_argument("--keep", action="store_true", help="compare what WORK has, run nothing")
    options = parser.parse_args()
    work: Path = options.output
    ours, theirs = work / "sohoa", work / "camelot"
    said = []
    if not options.keep:
        said = _run(options, ours, theirs)
    counts: dict[str, Counts] = {}
    differences: list[Difference] = []
    for pdf in options.pdfs:
        a, b = (page_tables(out, pdf.name) for out in (ours, theirs))
        counts[pdf.name] = Counts()
        for page in sorted({*a, *b}):
            differences += compare(pdf.name, page, (a.get(page, []), b.get(page, [])), counts[pdf.name])
    with (work / "differences.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([Difference._fields, *differences])
    text = "\n".join(["; ".join(f"{k}: {v}" for k, v in origin().items()), *said, "", *_table(counts)])
    (work / "report.md").write_text(text + "\n", "utf-8")
    print(text)


def _run(options: argparse.Namespace, ours: Path, theirs: Path) -> list[str]:
    sohoa = [sys.executable, "-m", "sohoa.pipeline.cli", "run", *options.pdfs, "-o", ours]
    done = call([*sohoa, "--no-join", "--force", "-j", "1", "-q"])
    peer = call(
        [sys.executable, SCORING / "peers.py", "camelot", *options.pdfs, "-o", theirs, "--python", options.camelot]
    )
    version = call([options.camelot, "-c", "import camelot; print(camelot.__version__)"]).output.strip()
    return [f"sohoa run: {done.cpu_s:.1f} CPU s", f"camelot {version}: {peer.output.splitlines()[-1]}"]


def page_tables(out: Path, source: str) -> dict[int, list[Grid]]:
    """Tables of each page of a source, in the order of the page; texts as they are."""
    cells = pd.read_parquet(out / "cells", filters=[("source_file", "==", source)])
    found: dict[int, list[Grid]] = {}
    for (page, _), some in cells.groupby(["page", "table_id"]):
        places = some[["row", "col", "row_span", "col_span"]].itertuples(index=False, name=None)
        found.setdefault(page, []).append(dict(zip(places, some["text"], strict=True)))
    return found


def compare(source: str, page: int, tables: tuple[list[Grid], list[Grid]], counts: Counts) -> Iterator[Difference]:
    """Differences on one page, counted too; tables are taken in order."""
    counts.pages += 1
    n = [len(x) for x in tables]
    if n[0] != n[1]:
        yield Difference(source, page, 0, "tables", "", *map(str, n))
    for k in range(max(n)):
        a, b = (x[k] if k < len(x) else {} for x in tables)
        counts.tables = [counts.tables[0] + bool(a), counts.tables[1] + bool(b)]
        counts.cells = [counts.cells[0] + len(a), counts.cells[1] + len(b)]
        counts.same_grid += bool(a) and a.keys() == b.keys()
        for place in sorted({*a, *b}):
            if place in a and place in b:
                yield from _compare_text(
                    Difference(source, page, k + 1, "text", str(place), a[place], b[place]), counts
                )
            else:
                yield Difference(source, page, k + 1, "cell", str(place), a.get(place, "–"), b.get(place, "–"))


def _compare_text(difference: Difference, counts: Counts) -> Iterator[Difference]:
    a, b = norm(difference.sohoa), norm(difference.camelot)
    letters = a.replace(" ", "") == b.replace(" ", "")
    counts.same_place += 1
    counts.filled += bool(a or b)
    counts.same_letters += bool(a) and letters
    counts.same_words += bool(a) and a == b
    if a != b:
        yield difference._replace(kind="space" if letters else "text")


def _table(counts: dict[str, Counts]) -> Iterator[str]:
    head = ("", "pages", "tables sohoa / camelot", "grids alike", "cells sohoa / camelot", "alike", "filled")
    yield f"| {' | '.join((*head, 'same letters', 'same words'))} |"
    yield "|---" * (len(head) + 2) + "|"
    for name, c in counts.items():
        yield (
            f"| {name} | {c.pages} | {c.tables[0]} / {c.tables[1]} | {c.same_grid} | {c.cells[0]} / {c.cells[1]} "
            f"| {c.same_place} | {c.filled} | {c.same_letters} | {c.same_words} |"
        )


if __name__ == "__main__":
    main()
