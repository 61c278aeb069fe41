"""What does a bend cost? The pages of some scans are bent by program, and read with and without dewarping.

    python benchmarks/bent_pages.py PDF… -o WORK [--dpi 200] [--seed 1] [--only N]

Each page is rendered, bent as under a camera (`samples/bends.py`, seeded) and read; its words and cells are compared
with those of the same page read flat. For each way: share of words of the flat page that are missing, of its cells
that are not found with their text, and how many pages were taken for bent; of flat pages too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

sys.path.insert(0, str(Path(__file__).parent.parent))

from samples.bends import drawn_sheet
from sohoa import Document, Settings, digitise


def rendered(pdf: Path, dpi: float) -> list[np.ndarray]:
    """Pages as grey pixels, uint8 (height, width)."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_numpy() for page in document]
    return [p[:, :, 0] if p.ndim == 3 else p for p in pages]


def kept(flat: Counter[str], other: Counter[str]) -> int:
    """How many of the first are among the second."""
    return (flat & other).total()


def words(document: Document) -> Counter[str]:
    """Words as mended."""
    return Counter(w.text for w in document.words)


def cells(document: Document) -> Counter[str]:
    """Cells by row, column and text, those with text."""
    return Counter(f"{c.row} {c.col} {c.text}" for t in document.tables for c in t.cells if c.text)


def pages_to_wear(doc: str | None) -> tuple[list[tuple[Path, int, np.ndarray]], Path, int]:
    """By the command line: pages of the named files (file, number, pixels), a folder to work in, and the seed."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("-o", "--work", type=Path, required=True)
    parser.add_argument("--dpi", type=float, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=10**6, help="so many pages")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    pages = [(pdf, n, page) for pdf in options.pdf for n, page in enumerate(rendered(pdf, options.dpi), 1)]
    return pages[: options.only], options.work, options.seed


def main() -> None:
    """Command line."""
    pages, work, seed = pages_to_wear(__doc__)
    plain = Settings()
    ways = {"dewarp": plain, "as it lies": replace(plain, cleanup=replace(plain.cleanup, dewarp=False))}
    sums: dict[str, Counter[str]] = {name: Counter() for name in ("flat", *ways)}
    for k, (pdf, n, page) in enumerate(pages):
        sheet = drawn_sheet(page.shape[1], page.shape[0], seed * 1000 + k)
        paths = [work / f"{pdf.stem}-{n}-{kind}.png" for kind in ("flat", "bent")]
        for path, pixels in zip(paths, (page, sheet.picture(page)), strict=True):
            cv2.imwrite(str(path), pixels)
        flat = digitise(paths[0])
        for name, settings in ways.items():
            read = digitise(paths[1], settings)
            sums[name] += Counter(
                words=words(flat).total(),
                words_kept=kept(words(flat), words(read)),
                cells=cells(flat).total(),
                cells_kept=kept(cells(flat), cells(read)),
                bent=sum(p.frame.bend is not None for p in read.pages),
                pages=1,
            )
        sums["flat"] += Counter(pages=1, bent=sum(p.frame.bend is not None for p in flat.pages))
        print(f"{pdf.stem} {n}: {dict(sums['dewarp'])} {dict(sums['as it lies'])}", file=sys.stderr, flush=True)
    print("| | pages | taken for bent | words missing, % | cells missing, % |\n|---|---|---|---|---|")
    for name, of in sums.items():
        lost = [f"{100 * (1 - of[k + '_kept'] / of[k]):.1f}" if of[k] else "-" for k in ("words", "cells")]
        print(f"| {name} | {of['pages']} | {of['bent']} | {' | '.join(lost)} |")


if __name__ == "__main__":
    main()
