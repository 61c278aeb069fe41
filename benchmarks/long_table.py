"""A table of numbers over many pages: memory and time of each step, from set pages (no engine) or a drawn PDF.

    python benchmarks/long_table.py [--pages 165] [--rows 24] [--pdf OUT.pdf]

Without --pdf the pages are handed over as readings, and joining, records and storing are timed. With it a
born-digital PDF of the same table is written, for `sohoa run`; its peak memory is printed by `/usr/bin/time -v`.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from extract.grid import find_grids
from pipeline.model import (
    IDENTITY,
    Box,
    Page,
    PageReading,
    Rule,
    Status,
    TextLayer,
    TextSource,
    Word,
)
from pipeline.naming import Source
from pipeline.rows import Document
from pipeline.run import build_document, page_text
from pipeline.settings import Settings, TableSettings
from pipeline.store import store_document
from samples.set_tables import set_document
from samples.table_nouns import DPI, LANDSCAPE, SetCell, SetDocument, SetPage, SetTable

YEARS = range(2021, 2031)


def numbers_table(pages: int, rows: int) -> SetTable:
    """Indicators of ten years, `rows` a page, the heading repeated."""
    head = ["TT", "Chi tieu", "DVT", *map(str, YEARS)]
    cells = [SetCell(0, c, t) for c, t in enumerate(head)]
    for r in range(1, pages * rows + 1):
        values = [f"{(7 * r + 3 * y) % 9973},{y % 10}" for y in YEARS]
        cells += [SetCell(r, c, t) for c, t in enumerate([str(r), f"Chi tieu so {r}", "%", *values])]
    widths = (1.6, 5.0, 1.3, *[1.9] * 10)
    return SetTable(tuple(cells), (widths,), shapes=(LANDSCAPE,), max_rows=rows + 1)


def page_to_reading(page: SetPage, number: int) -> PageReading:
    """A set page as the vector path would keep it."""
    width, height = page.size
    points = width * 72 / DPI, height * 72 / DPI
    rules = tuple(Rule(*r) for r in page.rules)
    seen = Page(number, None, width, height, float(DPI), *points, has_scan=False, rules=rules)
    words = tuple(Word(t, t, Box(*b), 0.9) for t, b in page.words)
    return PageReading(
        number, width, height, float(DPI), 0, 0.0, IDENTITY, *points, TextSource.OCR, TextLayer.NONE,
        words=words, words_ocr=words, grids=find_grids(seen, TableSettings()),
    )  # fmt: skip


def write_pdf(document: SetDocument, path: Path) -> None:
    """The pages as a PDF of drawn lines and Helvetica text."""
    scale = 72 / DPI
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in document.pages:
        width, height = (v * scale for v in page.size)
        parts = ["0.7 w"]
        ends = [(a * scale, height - b * scale, c * scale, height - d * scale) for a, b, c, d in page.rules]
        parts += ["{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*e) for e in ends]
        parts.append("BT /F 11 Tf")
        parts += [f"1 0 0 1 {b[0] * scale:.2f} {height - b[3] * scale + 3:.2f} Tm ({t}) Tj" for t, b in page.words]
        stream = "\n".join([*parts, "ET"]).encode("ascii")
        kids.append(len(objects) + 1)
        box = f"[0 0 {width:.2f} {height:.2f}]"
        font = f"/Resources << /Font << /F 3 0 R >> >> /Contents {len(objects) + 2} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox {box} {font} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(kids)} >>".encode()
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(bytes(out))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=165)
    parser.add_argument("--rows", type=int, default=24, help="a page")
    parser.add_argument("--pdf", type=Path, help="only write the PDF")
    options = parser.parse_args()
    document = set_document([numbers_table(options.pages, options.rows)])
    if options.pdf:
        write_pdf(document, options.pdf)
        print(f"{options.pdf}: {len(document.pages)} pages")
        return
    _time("start", time.perf_counter())
    start = time.perf_counter()
    readings = [page_to_reading(p, n) for n, p in enumerate(document.pages, 1)]
    start = _time("grids", start)
    parts = build_document(readings, Settings())
    rows = [t.n_rows for t in parts.tables]
    start = _time(f"tables and records ({rows} rows, {len(parts.indicators)} values)", start)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        source = Source("ab" * 32, "long", out, "long.pdf", (), ())
        stored = Document(source, len(readings), Status.OK, tuple(readings), parts, parts.problems, "0", "d")
        store_document(out, stored, page_text)
        _time("store", start)


def _time(step: str, start: float) -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{step}: {time.perf_counter() - start:.1f} s, peak {peak:.0f} MB", flush=True)
    return time.perf_counter()


if __name__ == "__main__":
    main()
