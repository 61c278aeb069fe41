"""What does a page cost? CPU seconds of `sohoa run` beside those of other programs on the same pages.

    python benchmarks/cost.py SCANS… [--dpi 300] [--engine pytesseract] [--ocrmypdf PYTHON]

`sohoa run -j 1` opens the files, renders, cleans, reads, restores, finds tables and writes all datasets; its CPU
seconds are those of the command and all its children, start-up included. Tesseract (`-l vie --psm 3`, one
thread, one process a page) gets pages that are ready as PGM files, OCRmyPDF (`-l vie --deskew --rotate-pages
--clean --jobs 1`) the same pages as one TIFF: rendering them is not counted.

    python benchmarks/cost.py --paired [--times 3] FILE:PAGE…

The named pages one by one, `sohoa run FILE --pages PAGE -j 1` and Tesseract in turn, whole commands with their start,
least of so many times; the ratio of each page, and of all together. Other work on the machine hits both alike.
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
    parser.add_argument("scans", nargs="+", metavar="SCANS", help="files and folders; with --paired FILE:PAGE")
    parser.add_argument("--paired", action="store_true", help="page by page, in turn with Tesseract")
    parser.add_argument("--times", type=int, default=3, help="runs a page, of which the least counts (3)")
    parser.add_argument("--dpi", type=int, default=300, help="of the pages that the others get (300)")
    parser.add_argument("--engine", action="append", help="of sohoa: tesserocr, pytesseract; may be repeated (auto)")
    parser.add_argument("--ocrmypdf", type=Path, metavar="PYTHON", help="a Python that has OCRmyPDF")
    options = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if options.paired:
        print(paired(options.scans, options.engine or ["auto"], options.dpi, options.times))
        return
    files = picture_files([Path(s) for s in options.scans])
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


def paired(pages: list[str], engines: list[str], dpi: int, times: int) -> str:
    """A table of CPU seconds a page, of Tesseract and of `sohoa run` with each engine, and of their ratios.

    Args:
        pages: `FILE:PAGE`, pages from 1.
        engines: of sohoa.
        dpi: of the pages that Tesseract gets.
        times: runs of each; the least counts.
    """
    head = f"| page | tesseract, s | {' | '.join(f'sohoa, {e}, s | ratio' for e in engines)} |"
    rows, sums = [head, "|---" * (2 + 2 * len(engines)) + "|"], [0.0] * (1 + len(engines))
    with tempfile.TemporaryDirectory() as folder:
        for k, (file, page) in enumerate(p.rsplit(":", 1) for p in pages):
            ready = render(Path(file), dpi, Path(folder))[int(page) - 1]
            least = [float("inf")] * len(sums)
            for turn in range(times):
                spent = [_tesseract(ready, dpi).cpu_s]
                spent += [_one_page(file, page, Path(folder) / f"{k}.{turn}.{e}", e).cpu_s for e in engines]
                least = [min(pair) for pair in zip(least, spent, strict=True)]
            sums = [a + b for a, b in zip(sums, least, strict=True)]
            rows.append(_row(f"{Path(file).name}, {page}", least))
    whence = "; ".join(f"{k}: {v}" for k, v in origin().items())
    return "\n".join([whence, "", *rows, _row("all", sums)])


def _row(name: str, seconds: list[float]) -> str:
    cells = [f"{s:.2f} | {s / seconds[0]:.2f}" for s in seconds[1:]]
    return f"| {name} | {seconds[0]:.2f} | {' | '.join(cells)} |"


def _tesseract(page: Path, dpi: int) -> Done:
    options = f"-l vie --psm 3 --dpi {dpi} -c debug_file=/dev/null".split()
    return call(["tesseract", page, "-", *options])


def _one_page(file: str, page: str, out: Path, engine: str) -> Done:
    command = [sys.executable, "-m", "sohoa.pipeline.cli", "run", file, "--pages", page, "-o", out, "-j", "1", "-q"]
    return call(command if engine == "auto" else [*command, "--engine", engine], allowed=(0, 1, 3))


def _others(files: list[Path], dpi: int, folder: Path, python: Path | None) -> tuple[int, Done, Done | None]:
    """Number of pages, what Tesseract spent on all of them, and OCRmyPDF if a Python that has it is named."""
    ocrmypdf = ["-m", "ocrmypdf", "-l", "vie", "--deskew", "--rotate-pages", "--clean", "--jobs", "1", "-q"]
    folder.mkdir()
    pages, plain, peer = 0, Done(0, "", 0.0, 0.0), Done(0, "", 0.0, 0.0)
    for file in files:
        ready = render(file, dpi, folder)
        for page in ready:
            plain = _sum(plain, _tesseract(page, dpi))
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
