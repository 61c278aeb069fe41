"""Generated tables with exact truth, from geometry alone: which are found whole, and which page ends joined.

    python benchmarks/table_cases.py [--only WORDS] [--json FILE]
    python benchmarks/table_cases.py --worn [--only WORDS]      # the tables drawn and worn at random

Pages are set and painted by `samples` and their words handed over as they were set, so no engine runs: what is
measured is rules, crossings, lattice, spans, columns and joins. Figures as in `benchmarks/scoring/README.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from sohoa.nouns.page import PageFrame

sys.path[:0] = [str(Path(__file__).parent / "scoring"), str(Path(__file__).parent.parent)]

from tables import predicted, score_tables  # noqa: E402

from data import Cell, Table  # noqa: E402
from samples.paint_tables import Pixels, paint_page, painted_box  # noqa: E402
from samples.paint_worn import Move, Sheet, paint_sheet  # noqa: E402
from samples.set_tables import set_document  # noqa: E402
from samples.table_cases import TableCase, all_cases  # noqa: E402
from samples.table_nouns import DPI, SetDocument, SetPage  # noqa: E402
from samples.worn_tables import tested_cases  # noqa: E402
from sohoa.extract.grids.recipe import complete_grids, page_to_steps  # noqa: E402
from sohoa.extract.tables.recipe import build_tables  # noqa: E402
from sohoa.nouns.geometry import Box  # noqa: E402
from sohoa.nouns.page import Page, PageReading, TextLayer, TextSource  # noqa: E402
from sohoa.nouns.table import Table as Found  # noqa: E402
from sohoa.nouns.word import Word  # noqa: E402
from sohoa.settings import RecordSettings, TableSettings  # noqa: E402

REVIEW_BELOW = RecordSettings().review_below
"""A cell less sure than this is flagged; words are handed over with a higher confidence."""
JITTER = 1.0
"""Word boxes of an engine are off by about this (pixels at 150 dpi)."""


def painted(page: SetPage, case: TableCase, rng: np.random.Generator) -> tuple[Pixels, float, Move]:
    """The pixels of a page, their resolution, and where a box of the set page lies on them."""
    if isinstance(case.look, Sheet):
        pixels, move = paint_sheet(page, case.look, rng)
        return pixels, float(case.look.dpi), move
    look = case.look
    return paint_page(page, look, rng), float(DPI), lambda box: painted_box(box, look, page.size)


def set_page_to_reading(page: SetPage, number: int, case: TableCase) -> PageReading:
    """A page as the pipeline would keep it: grids found on its pixels, words as they were set."""
    rng = np.random.default_rng(zlib.crc32(f"{case.name} {number}".encode()))
    pixels, dpi, move = painted(page, case, rng)
    height, width = pixels.shape
    points = page.size[0] * 72 / DPI, page.size[1] * 72 / DPI
    words = []
    for text, box in page.words:
        jitter = rng.normal(0, JITTER, 4) * dpi / DPI
        x0, y0, x1, y1 = (v + d for v, d in zip(move(box), jitter, strict=True))
        words.append(Word(text, text, Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), 0.95))
    seen = Page(PageFrame(number, width, height, dpi, *points), pixels)
    grids = complete_grids(page_to_steps(seen), words)
    return PageReading(
        PageFrame(number, width, height, dpi, *points),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words=tuple(words),
        words_ocr=tuple(words),
        grids=grids,
    )


def true_tables(document: SetDocument) -> list[Table]:
    """The truth as the scorer knows it."""
    out = []
    for table, pages in zip(document.tables, document.row_pages, strict=True):
        cells = [Cell(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]
        cuts = {r for r, p in pages.items() if len(set(p)) > 1}
        on = sorted({p for x in pages.values() for p in x})
        out.append(Table(cells, on, {r: min(p) for r, p in pages.items()}, cuts))
    return out


def found_rows(tables: tuple[Found, ...]) -> list[dict[str, object]]:
    """Rows as in the dataset `cells`."""
    return [
        {
            "table_id": t.table_id,
            "page": c.pages[0],
            "pages": list(c.pages),
            "row": c.row,
            "col": c.col,
            "row_span": c.row_span,
            "col_span": c.col_span,
            "text": c.text,
            "confidence": c.told,
        }
        for t in tables
        for c in t.cells
    ]


def measure(case: TableCase) -> Counter[str]:
    """Counts of one case, `seconds` among them."""
    document = set_document(case.items)
    start = time.perf_counter()
    readings = [set_page_to_reading(p, n, case) for n, p in enumerate(document.pages, 1)]
    tables = build_tables(readings, TableSettings())
    seconds = time.perf_counter() - start
    pages = {r.number for r in readings}
    counts, judged = score_tables(true_tables(document), predicted(found_rows(tables)), pages, pages, False)
    flagged = Counter((wrong, sure < REVIEW_BELOW) for sure, wrong in judged)
    counts["wrong"], counts["wrong_flagged"] = flagged[True, True] + flagged[True, False], flagged[True, True]
    counts["right_flagged"] = flagged[False, True]
    counts["pages"] = len(pages)
    counts["seconds"] = seconds
    counts["all_right"] = int(
        counts["exact"] == counts["tables"]
        and counts["cellok"] == counts["cells"]
        and not counts["spurious"]
        and counts["joined"] == counts["breaks"]
    )
    return counts


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="cases whose name or kind holds this")
    parser.add_argument("--worn", action="store_true", help="tables drawn and worn at random, in place of the others")
    parser.add_argument("--json", type=Path, help="write the counts of every case")
    options = parser.parse_args()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    kinds = {"worn at random": tested_cases()} if options.worn else all_cases()
    for kind, cases in kinds.items():
        for case in cases:
            if options.only in f"{kind}/{case.name}":
                counts = measure(case)
                figures.setdefault(kind, {})[case.name] = dict(counts)
                if not counts["all_right"]:
                    print(f"not right: {kind}: {case.name}: {_told(counts)}", flush=True)
    for kind, some in figures.items():
        total: Counter[str] = sum((Counter(c) for c in some.values()), Counter())
        print(f"{kind}: {total['all_right']:.0f} of {len(some)} cases right; {_told(total)}")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


def _told(n: Counter[str]) -> str:
    return (
        f"exact {n['exact']:.0f}/{n['tables']:.0f}, cells {n['cellok']:.0f}/{n['cells']:.0f}, "
        f"joined {n['joined']:.0f}/{n['breaks']:.0f}, cut rows {n['cutok']:.0f}/{n['cuts']:.0f}, "
        f"wrong joins {n['wrong_joins']:.0f}, spurious {n['spurious']:.0f}, "
        f"flagged {n['wrong_flagged']:.0f} of {n['wrong']:.0f} wrong cells and {n['right_flagged']:.0f} right ones, "
        f"{1000 * n['seconds'] / max(1, n['pages']):.0f} ms/page"
    )


if __name__ == "__main__":
    main()
