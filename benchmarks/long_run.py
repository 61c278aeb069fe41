"""A table of numbers over many pages, from a PDF to datasets: rows and values found, seconds, memory.

    python benchmarks/long_run.py -o WORK [--pages 165] [--rows 18] [--pictures] [--dpi 200] [--jobs 1]

Writes a born-digital PDF of indicators over ten years (vector rules, its own text layer; by WeasyPrint), with
`--pictures` the same pages as pictures in a PDF, runs `sohoa run` on it and watches its processes. Linux only: the peak
of a process is what the kernel says (VmHWM); `assembly` is the highest memory seen after the last page was read.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pandas as pd
from limits import PROC, STEP_S, children
from long_table import YEARS, numbers_table
from measuring import Done, digitise, origin

from samples.table_nouns import SetTable

_STYLE = """
@page { size: A4 landscape; margin: 12mm; @bottom-center { content: counter(page); font: 10pt "Liberation Serif" } }
body { font: 10.5pt "Liberation Serif"; margin: 0 }
table { border-collapse: collapse; width: 100%; table-layout: fixed; break-after: page }
td { border: 0.5pt solid black; padding: 2pt 3pt; height: 18pt }
"""
_FIRST_VALUE = 3
"""The column of the first year."""


@dataclass
class Watch:
    """Peaks in MB: of each process in all, and of the largest after the last page."""

    pages: int
    peaks: dict[int, float] = field(default_factory=dict)
    assembly: float = 0.0

    def look(self, out: Path) -> None:
        """Reads the memory of all processes below this one."""
        done = sum(1 for _ in out.glob("checkpoints/*/*")) >= self.pages
        for pid in _below(os.getpid()):
            peak, now = _memory(pid)
            self.peaks[pid] = max(peak, self.peaks.get(pid, 0.0))
            self.assembly = max(self.assembly, now) if done else 0.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("--pages", type=int, default=165)
    parser.add_argument("--rows", type=int, default=18, help="a page")
    parser.add_argument("--pictures", action="store_true", help="pages as pictures, not drawn")
    parser.add_argument("--dpi", type=int, default=200, help="of the pictures")
    parser.add_argument("-j", "--jobs", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.output
    work.mkdir(parents=True, exist_ok=True)
    table = numbers_table(options.pages, options.rows)
    pdf = work / f"drawn-{options.pages}x{options.rows}.pdf"
    if not pdf.exists():
        write_pdf(table, options.pages, options.rows, pdf)
    if options.pictures:
        pdf = pictures(pdf, options.dpi, work)
    out = work / f"out-{pdf.stem}"
    if out.exists():
        raise SystemExit(f"{out} is there already")
    done, watch = watched(pdf, out, options.pages, options.jobs)
    print("; ".join(f"{k}: {v}" for k, v in origin().items()))
    print(f"{pdf.name}: {done.wall_s:.0f} s, {done.cpu_s:.0f} CPU s ({done.cpu_s / options.pages:.2f} a page)")
    print(f"largest process: {max(watch.peaks.values()):.0f} MB; assembly: {watch.assembly:.0f} MB")
    print("\n".join(found(out, table)))


def write_pdf(table: SetTable, pages: int, rows: int, path: Path) -> None:
    """The table drawn, its heading on every page."""
    from weasyprint import HTML

    texts: dict[int, list[str]] = {}
    for c in table.cells:
        texts.setdefault(c.row, []).append(c.text)
    widths = table.widths[0]
    columns = "".join(f'<col style="width:{100 * w / sum(widths):.3f}%">' for w in widths)
    html = []
    for page in range(pages):
        some = [0, *range(page * rows + 1, (page + 1) * rows + 1)]
        lines = ("".join(f"<td>{t}</td>" for t in texts[r]) for r in some)
        html.append(f"<table>{columns}{''.join(f'<tr>{x}</tr>' for x in lines)}</table>")
    HTML(string=f'<html lang="vi"><style>{_STYLE}</style>{"".join(html)}</html>').write_pdf(path)


def pictures(pdf: Path, dpi: int, work: Path) -> Path:
    """The same pages as grey JPEG pictures."""
    import pypdfium2

    path = work / pdf.name.replace("drawn", f"pictures-{dpi}")
    pages = (p.render(scale=dpi / 72, grayscale=True).to_pil() for p in pypdfium2.PdfDocument(pdf))
    first = next(pages)
    first.save(path, "PDF", save_all=True, append_images=pages, resolution=dpi, quality=85)
    return path


def watched(pdf: Path, out: Path, pages: int, jobs: int) -> tuple[Done, Watch]:
    """Runs it and looks at its processes until it ends."""
    watch, ended = Watch(pages), Event()

    def look() -> None:
        while not ended.wait(STEP_S):
            watch.look(out)

    thread = Thread(target=look)
    thread.start()
    try:
        return digitise([pdf], out, jobs), watch
    finally:
        ended.set()
        thread.join()


def found(out: Path, table: SetTable) -> Iterator[str]:
    """How many of the rows and values there are, in the largest table and among the indicators."""
    truth = {(c.row, c.col): c.text for c in table.cells}
    cells = pd.read_parquet(out / "cells")
    yield f"tables: {cells.table_id.nunique()}"
    largest = cells[cells.table_id == cells.table_id.value_counts().index[0]]
    texts = dict(zip(zip(largest.row, largest.col, strict=True), largest.text, strict=True))
    row_of = {text: row for (row, col), text in sorted(texts.items(), reverse=True) if col == 0}
    rows = range(1, table.n_rows)
    values = [(r, c) for r in rows for c in range(_FIRST_VALUE, _FIRST_VALUE + len(YEARS))]
    right = sum(texts.get((row_of.get(str(r), -1), c)) == truth[r, c] for r, c in values)
    yield f"rows: {sum(str(r) in row_of for r in rows)} of {len(rows)}, of {largest.row.max()} in the table"
    yield f"rows in their place: {sum(texts.get((r, 0)) == str(r) for r in rows)}"
    yield f"values: {right} of {len(values)} right"
    indicators = pd.read_parquet(out / "indicators")
    read = dict(zip(zip(indicators.tt, indicators.year, strict=True), indicators.low, strict=True))
    numbers = {(str(r), YEARS[c - _FIRST_VALUE]): float(truth[r, c].replace(",", ".")) for r, c in values}
    yield f"indicators: {sum(read.get(k) == v for k, v in numbers.items())} of {len(numbers)} right, {len(read)} in all"


def _below(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from _below(child)


def _memory(pid: int) -> tuple[float, float]:
    """Peak and present resident memory of a process in MB; nothing if it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {name: value for name, _, value in (x.partition(":") for x in lines) if name in ("VmHWM", "VmRSS")}
    return tuple(int(sizes.get(k, "0 kB").split()[0]) * 1024 / 1e6 for k in ("VmHWM", "VmRSS"))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
