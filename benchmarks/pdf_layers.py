"""Are the words of two-layer PDFs found again, at their place, by other readers?

    python benchmarks/pdf_layers.py OUT PDF_FOLDER

Reads each PDF that `sohoa export OUT --to pdf PDF_FOLDER` wrote with pdfplumber, with PDFium and, where
it is installed, with poppler's `pdftotext`, and looks for every word of the layer: the same text, its centre nearest to
ours and within a line's height. Tells the share that is found and how far the centres lie apart, in line heights.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pdfplumber
import pypdfium2

sys.path.insert(0, str(Path(__file__).parents[1]))

from sohoa.nouns.homography import apply, apply_to_box, compose, quarter_turn
from sohoa.pipeline.export.pdf.page_words import layer_pages, words_by_page
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry

Placed = tuple[str, float, float]
"""A word and the centre of its box, points of the page as shown, origin top left."""
_BBOX = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def expected(out: Path, pdf: Path) -> Iterator[tuple[int, list[tuple[Placed, float]]]]:
    """The words of the layer with the height of their line, page by page."""
    pages = layer_pages(out, pdf.stem)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, words in words_by_page(out, pdf.stem, pages):
            width, height = pages[number].size
            turn = document[number - 1].get_rotation()
            shown = compose(quarter_turn(turn, width, height), pages[number].to_source)
            found = []
            for word in words:
                box = apply_to_box(shown, word.box)
                x, y = apply(shown, word.box.cx, word.box.cy)
                found.append(((word.text, x, y), min(box.width, box.height) if len(word.text) > 1 else box.height))
            yield number, found


def by_pdfplumber(pdf: Path) -> dict[int, list[Placed]]:
    """Words as runs of pdfplumber's characters in the order of the file, parted by spaces and leaps."""
    read: dict[int, list[Placed]] = defaultdict(list)
    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            run: list[dict] = []
            for char in page.chars:
                if run and (char["text"].isspace() or _leaps(run[-1], char)):
                    read[page.page_number].append(_around(run, page.bbox))
                    run = []
                run += [] if char["text"].isspace() else [char]
            read[page.page_number] += [_around(run, page.bbox)] if run else []
    return read


def _leaps(a: dict, b: dict) -> bool:
    """Does a character not stand beside the one before it, in the direction in which that is written?"""
    along = a["matrix"][:2]
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5
    dx, dy = ((b[s] + b[e] - a[s] - a[e]) / 2 / length for s, e in (("x0", "x1"), ("y0", "y1")))
    step, aside = dx * along[0] + dy * along[1], dx * along[1] - dy * along[0]
    sides = sorted((a["width"], a["height"], b["width"], b["height"]))
    return not 0 < step < 1.5 * sides[-1] or abs(aside) > 0.3 * sides[-1]


def _around(chars: list[dict], page: tuple[float, ...]) -> Placed:
    x0, x1 = min(c["x0"] for c in chars), max(c["x1"] for c in chars)
    y0, y1 = min(c["top"] for c in chars), max(c["bottom"] for c in chars)
    return "".join(c["text"] for c in chars), (x0 + x1) / 2 - page[0], (y0 + y1) / 2 - page[1]


def by_pdfium(pdf: Path) -> dict[int, list[Placed]]:
    """Words as runs of PDFium's characters, parted by white space."""
    read: dict[int, list[Placed]] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            geometry = PageGeometry(*page.get_cropbox(), page.get_rotation())
            text, shown = page.get_textpage(), geometry.user_to_pixels(72.0)
            run: list[tuple[str, float, float]] = []
            read[number] = []
            for k in range(text.count_chars()):
                char = text.get_text_range(k, 1)
                if char.isspace() or not char:
                    read[number] += [_of_pdfium(run)] if run else []
                    run = []
                    continue
                x0, y0, x1, y1 = text.get_charbox(k, loose=True)
                run.append((char, *apply(shown, x0, y0)))
                run.append(("", *apply(shown, x1, y1)))
            read[number] += [_of_pdfium(run)] if run else []
    return read


def _of_pdfium(run: list[tuple[str, float, float]]) -> Placed:
    xs, ys = [x for _, x, _ in run], [y for _, _, y in run]
    return "".join(c for c, _, _ in run), (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def by_poppler(pdf: Path) -> dict[int, list[Placed]]:
    """Words as poppler's `pdftotext -bbox` reads them."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    read: dict[int, list[Placed]] = {}
    for number, page in enumerate(told.split("<page ")[1:], 1):
        read[number] = [
            (unescape(text), (float(x0) + float(x1)) / 2, (float(y0) + float(y1)) / 2)
            for x0, y0, x1, y1, text in _BBOX.findall(page)
        ]
    return read


def compare(wanted: list[tuple[Placed, float]], read: list[Placed]) -> tuple[int, list[float], list[str]]:
    """How many words are found, how far off in line heights, and those that are not."""
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for text, x, y in read:
        places[text].append((x, y))
    offsets, lost = [], []
    for (text, x, y), height in wanted:
        near = min(places[text], key=lambda p: abs(p[0] - x) + abs(p[1] - y), default=None)
        off = None if near is None else ((near[0] - x) ** 2 + (near[1] - y) ** 2) ** 0.5 / height
        if off is None or off > 1:
            lost.append(text)
        else:
            offsets.append(off)
            places[text].remove(near)
    return len(offsets), offsets, lost


def main() -> None:
    """Tell each document and all of them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("pdfs", type=Path)
    args = options.parse_args()
    readers = {"pdfplumber": by_pdfplumber, "pdfium": by_pdfium} | (
        {"poppler": by_poppler} if shutil.which("pdftotext") else {}
    )
    totals = {name: [0, 0, []] for name in readers}
    for pdf in sorted(args.pdfs.glob("*.pdf")):
        wanted = dict(expected(args.out, pdf))
        for name, reader in readers.items():
            read = reader(pdf)
            n = found = 0
            offsets, lost = [], []
            for number, words in wanted.items():
                k, off, missed = compare(words, read.get(number, []))
                n, found = n + len(words), found + k
                offsets += off
                lost += missed
            totals[name][0] += n
            totals[name][1] += found
            totals[name][2] += offsets
            if n:
                median = statistics.median(offsets) if offsets else float("nan")
                print(f"{pdf.stem:32} {name:11} {found:6}/{n:6} = {found / n:.4f}  offset {median:.4f}  {lost[:6]}")
    for name, (n, found, offsets) in totals.items():
        if n:
            print(f"{'all':32} {name:11} {found:6}/{n:6} = {found / n:.4f}  offset {statistics.median(offsets):.4f}")


if __name__ == "__main__":
    main()
