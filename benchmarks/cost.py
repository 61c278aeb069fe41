"""What does a page cost? CPU seconds of `sohoa run` beside those of other programs on the same pages.

    python benchmarks/cost.py SCANS… [--dpi 300] [--engine pytesseract] [--ocrmypdf PYTHON]

`sohoa run -j 1` opens the files, renders, cleans, reads, restores, finds tables and writes all datasets; its CPU
seconds are those of the command and all its children, start-up included. Tesseract (`-l vie --psm 3`, one
thread, one process a page) gets pages that are ready as PGM files, OCRmyPDF (`-l vie --deskew --rotate-pages
--clean --jobs 1`) the same pages as one TIFF: rendering them is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from measuring import SCORING, Done, call, digitise, origin, picture_files

sys.path.insert(0, str(SCORING))
from peers import bundle, render

PLAIN = "`tesseract -l vie --psm 3`, ready pages"
PEER = "`ocrmypdf -l vie --deskew --rotate-pages --clean --jobs 1`"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path, metavar="SCANS")
    parser.add_argument("--dpi", type=int, default=300, help="of the pages that the others get (300)")
    parser.add_argument("--engine", action="append", help="of sohoa: tesserocr, pytesseract; may be repeated (auto)")
    parser.add_argument("--ocrmypdf", type=Path, metavar="PYTHON", help="a Python that has OCRmyPDF")
    options = parser.parse_args()
    files = picture_files(options.scans)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    rows: dict[str, Done] = {}
    with tempfile.TemporaryDirectory() as folder:
        for engine in options.engine or ["auto"]:
            settings = Path(folder) / f"{engine}.toml"
            settings.write_text(f'[ocr]\nengine = "{engine}"\n', "utf-8")
            rows[f"`sohoa run -j 1`, engine {engine}"] = digitise(files, Path(folder) / engine, 1, settings)
        pages, rows[PLAIN], peer = _others(files, options.dpi, Path(folder) / "pages", options.ocrmypdf)
        if peer:
            rows[PEER] = peer
    if not pages:
        raise SystemExit("no pages")
    print(_table(len(files), pages, rows))


def _others(files: list[Path], dpi: int, folder: Path, python: Path | None) -> tuple[int, Done, Done | None]:
    """Number of pages, what Tesseract spent on all of them, and OCRmyPDF if a Python that has it is named."""
    tesseract = f"-l vie --psm 3 --dpi {dpi} -c debug_file=/dev/null".split()
    ocrmypdf = ["-m", "ocrmypdf", "-l", "vie", "--deskew", "--rotate-pages", "--clean", "--jobs", "1", "-q"]
    folder.mkdir()
    pages, plain, peer = 0, Done(0, "", 0.0, 0.0), Done(0, "", 0.0, 0.0)
    for file in files:
        ready = render(file, dpi, folder)
        for page in ready:
            plain = _sum(plain, call(["tesseract", page, "stdout", *tesseract]))
        if python:
            whole = bundle(ready, dpi, folder)
            peer = _sum(peer, call([python, *ocrmypdf, whole, folder / "peer.pdf"]))
        pages += len(ready)
        for page in ready:
            page.unlink()
    return pages, plain, peer if python else None


def _sum(a: Done, b: Done) -> Done:
    return Done(0, "", a.cpu_s + b.cpu_s, a.wall_s + b.wall_s)


def _table(n_files: int, pages: int, rows: dict[str, Done]) -> str:
    plain = rows[PLAIN].cpu_s
    head = ["| | CPU s | CPU s/page | s/page | times Tesseract |", "|---|---|---|---|---|"]
    body = [
        f"| {name} | {done.cpu_s:.1f} | {done.cpu_s / pages:.2f} | {done.wall_s / pages:.2f} "
        f"| {done.cpu_s / plain:.2f} |"
        for name, done in rows.items()
    ]
    whence = "; ".join(f"{k}: {v}" for k, v in origin().items())
    return "\n".join([f"{n_files} documents, {pages} pages. {whence}.", "", *head, *body])


if __name__ == "__main__":
    main()
