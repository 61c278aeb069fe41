"""What does a page cost? CPU seconds of `sohoa run` beside those of plain Tesseract on the same pages.

    python benchmarks/cost.py SCANS… [--dpi 300]

`sohoa run -j 1` opens the files, renders, cleans, reads, restores, finds tables and writes all datasets; its CPU
seconds are those of the command and all its children, start-up included. Tesseract (`-l vie --psm 3`, one
thread, one process a page) gets pages that are ready as PGM files: rendering them is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from measuring import SCORING, Done, call, digitise, origin, picture_files

sys.path.insert(0, str(SCORING))
from peers import render


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scans", nargs="+", type=Path, metavar="SCANS")
    parser.add_argument("--dpi", type=int, default=300, help="of the pages that Tesseract gets (300)")
    options = parser.parse_args()
    files = picture_files(options.scans)
    with tempfile.TemporaryDirectory() as folder:
        ours = digitise(files, Path(folder) / "out", jobs=1)
        pages, theirs = _plain_tesseract(files, options.dpi, Path(folder) / "pages")
    if not pages:
        raise SystemExit("no pages")
    print(_table(len(files), pages, ours, theirs))


def _plain_tesseract(files: list[Path], dpi: int, folder: Path) -> tuple[int, Done]:
    """Number of pages, and what Tesseract spent on all of them."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    options = f"-l vie --psm 3 --dpi {dpi} -c debug_file=/dev/null".split()
    folder.mkdir()
    pages, cpu_s, wall_s = 0, 0.0, 0.0
    for file in files:
        for page in render(file, dpi, folder):
            done = call(["tesseract", page, "stdout", *options])
            pages, cpu_s, wall_s = pages + 1, cpu_s + done.cpu_s, wall_s + done.wall_s
            page.unlink()
    return pages, Done(0, "", cpu_s, wall_s)


def _table(n_files: int, pages: int, ours: Done, theirs: Done) -> str:
    rows = [
        f"| {name} | {done.cpu_s:.1f} | {done.cpu_s / pages:.2f} | {done.wall_s / pages:.2f} |"
        for name, done in (("`sohoa run -j 1`", ours), ("`tesseract -l vie --psm 3`, ready pages", theirs))
    ]
    head = ["| | CPU s | CPU s/page | s/page |", "|---|---|---|---|"]
    tail = ["", f"sohoa takes {ours.cpu_s / theirs.cpu_s:.2f} times the CPU time of plain Tesseract."]
    whence = "; ".join(f"{k}: {v}" for k, v in origin().items())
    return "\n".join([f"{n_files} documents, {pages} pages. {whence}.", "", *head, *rows, *tail])


if __name__ == "__main__":
    main()
