"""A table of numbers over many pages: memory and time of each step, from set pages, without PDF and engine.

    python benchmarks/long_table.py [--pages 165] [--rows 24]

The pages are handed over as readings; joining, records and storing are timed. `long_run.py` has the same table as a
PDF, for a whole run.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from sohoa.nouns.page import PageFrame

sys.path.insert(0, str(Path(__file__).parent.parent))

from samples.set_tables import set_document
from samples.table_nouns import DPI, LANDSCAPE, SetCell, SetPage, SetTable
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.page import Page, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Status
from sohoa.nouns.word import Word
from sohoa.pipeline.output.dataset_rows import StoredDocument
from sohoa.pipeline.output.datasets import store_document
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.recipe import build_document, page_text
from sohoa.settings import Settings

YEARS = range(2021, 2031)


def numbers_table(pages: int, rows: int) -> SetTable:
    """Indicators of ten years, `rows` a page, the heading repeated."""
    head = ["TT", "Chỉ tiêu", "ĐVT", *map(str, YEARS)]
    cells = [SetCell(0, c, t) for c, t in enumerate(head)]
    for r in range(1, pages * rows + 1):
        values = [f"{(7 * r + 3 * y) % 9973},{y % 10}" for y in YEARS]
        cells += [SetCell(r, c, t) for c, t in enumerate([str(r), f"Chỉ tiêu số {r}", "%", *values])]
    widths = (1.6, 5.0, 1.3, *[1.9] * 10)
    return SetTable(tuple(cells), (widths,), shapes=(LANDSCAPE,), max_rows=rows + 1)


def page_to_reading(page: SetPage, number: int) -> PageReading:
    """A set page as the vector path would keep it."""
    width, height = page.size
    points = width * 72 / DPI, height * 72 / DPI
    rules = tuple(Rule(*r) for r in page.rules)
    seen = Page(PageFrame(number, width, height, float(DPI), *points), None, has_scan=False, rules=rules)
    words = tuple(Word(t, t, Box(*b), 0.9) for t, b in page.words)
    return PageReading(
        PageFrame(number, width, height, float(DPI), *points),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words=words,
        words_ocr=words,
        grids=page_to_steps(seen).grids,
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=165)
    parser.add_argument("--rows", type=int, default=24, help="a page")
    options = parser.parse_args()
    document = set_document([numbers_table(options.pages, options.rows)])
    _time("start", time.perf_counter())
    start = time.perf_counter()
    readings = [page_to_reading(p, n) for n, p in enumerate(document.pages, 1)]
    start = _time("grids", start)
    parts = build_document(readings, Settings())
    rows = [t.n_rows for t in parts.tables]
    start = _time(f"tables and records ({rows} rows, {len(parts.indicators)} values)", start)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        source = Source("ab" * 32, "long", str(out), "long.pdf", "long.pdf")
        stored = StoredDocument(source, len(readings), Status.OK, tuple(readings), parts, parts.problems, "0", "d")
        store_document(out, stored, page_text)
        _time("store", start)


def _time(step: str, start: float) -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{step}: {time.perf_counter() - start:.1f} s, peak {peak:.0f} MB", flush=True)
    return time.perf_counter()


if __name__ == "__main__":
    main()
