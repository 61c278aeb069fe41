"""How often is a text layer judged rightly? Pages of known worth, made from plain text and taken from PDFs.

    python benchmarks/judge_layers.py --text CORPUS.txt … --noisy NOISY.tsv --pdf-sound FOLDER … --pdf-broken FOLDER …

Text files are cut into pages of 2 to 40 lines, which are sound; broken ones are made of them (legacy codes, UTF-8
read as Windows-1252, marks taken off). NOISY holds lines as an English engine read them, before a tab. Files in
the PDF folders are judged page by page as a run would judge them; pages without a layer do not count. Exit code 1
if fewer than `--least` of all pages are judged rightly.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.layers.judge import judge_layer
from sohoa.diacritics.layers.legacy_codes import TABLES, encode
from sohoa.nouns.page import TextLayer
from sohoa.pipeline.source.opening import open_source

_LINE_COUNTS = (2, 4, 8, 15, 25, 40)
_WIDTH = 75
STAMPS = (
    "Ký bởi: Ủy ban nhân dân tỉnh Sông Lam\nCơ quan: Tỉnh Sông Lam\nNgày ký: 17-02-2031 10:39:11 +07:00",
    "Người ký: Văn phòng Ủy ban nhân dân\nEmail: vp@songlam.example\nThời gian ký: 20.02.2031 09:58:30",
    "Digitally signed by UBND tinh Song Lam\nDate: 2031.03.04 15:02:11",
    "316 17 02",
    "SAO Y; Sở Y tế; Sông Lam; 12/03/2031",
    "CÔNG VĂN ĐẾN\nSố: 1234\nNgày: 12/5/2031\nKính chuyển: VX, TH",
)


class Verdict(NamedTuple):
    """A page's kind, what it should be judged, and what it was."""

    group: str
    name: str
    expected: str
    found: str


def text_to_pages(path: Path, n: int, rng: random.Random) -> list[str]:
    """Pages of running text from anywhere in a file with a paragraph a line."""
    lines = [x.strip() for x in path.read_text("utf-8").splitlines() if x.strip()]
    pages = []
    for _ in range(n):
        at, size, page = rng.randrange(len(lines)), rng.choice(_LINE_COUNTS), list[str]()
        for line in lines[at:]:
            page += textwrap.wrap(line, _WIDTH)
            if len(page) >= size:
                break
        pages.append("\n".join(page[:size]))
    return pages


def mojibake(text: str) -> str:
    """UTF-8 as Windows-1252 shows it."""
    return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in text.encode())


def judge_pages(name: str, pages: list[str]) -> Iterator[Verdict]:
    """Sound pages of text, and broken ones made of them in turn."""
    for i, page in enumerate(pages):
        yield Verdict("sound text", f"{name} {i}", "sound", judge_layer(page).kind)
        code = TABLES[i % len(TABLES)]
        yield Verdict(f"legacy {code}", f"{name} {i}", "broken", judge_layer(encode(page, code)).kind)
        if i % 3 == 0:
            yield Verdict("mangled UTF-8", f"{name} {i}", "broken", judge_layer(mojibake(page)).kind)
            yield Verdict("toneless", f"{name} {i}", "broken", judge_layer(strip_marks(page)).kind)


def judge_noisy(path: Path) -> Iterator[Verdict]:
    """Runs of lines as an English engine reads them, over a scan."""
    lines = [x.split("\t")[0] for x in path.read_text("utf-8").splitlines()]
    for size in (5, 10, 30):
        for at in range(0, len(lines) - size + 1, size):
            found = judge_layer("\n".join(lines[at : at + size]), 0.9, scanned=True)
            yield Verdict(f"English engine, {size} lines", f"{path.name} {at}", "broken", found.kind)


def judge_folder(folder: Path, expected: str) -> Iterator[Verdict]:
    """Every page with a layer of every PDF."""
    for path in sorted(folder.rglob("*.pdf")):
        with open_source(path) as source:
            for number in range(1, source.n_pages + 1):
                page = source.load(number)
                if page.layer is not TextLayer.NONE:
                    yield Verdict(f"PDF, {expected}", f"{path.name} {number}", expected, page.layer.value)


def main() -> int:
    """Prints a table of groups and the pages judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--pages", type=int, default=60, help="pages from each text file")
    parser.add_argument("--noisy", type=Path, nargs="*", default=[])
    parser.add_argument("--pdf-sound", type=Path, nargs="*", default=[])
    parser.add_argument("--pdf-broken", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.99)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    verdicts = [Verdict("stamp", s, "broken", judge_layer(s, 0.02, scanned=True).kind) for s in STAMPS]
    for path in args.text:
        verdicts += judge_pages(path.name, text_to_pages(path, args.pages, rng))
    for path in args.noisy:
        verdicts += judge_noisy(path)
    for folder in args.pdf_sound:
        verdicts += judge_folder(folder, "sound")
    for folder in args.pdf_broken:
        verdicts += judge_folder(folder, "broken")
    return report(verdicts, args.least)


def report(verdicts: list[Verdict], least: float) -> int:
    """The table; 0 if the share judged rightly is at least `least`, else 1."""
    right = Counter(v.group for v in verdicts if v.found == v.expected)
    for group, n in Counter(v.group for v in verdicts).items():
        print(f"{group:28} {right[group]:5} of {n:5}")
    for v in verdicts:
        if v.found != v.expected:
            print(f"wrong: {v.group}: {v.name}: {v.found}")
    share = right.total() / len(verdicts)
    print(f"{'all':28} {right.total():5} of {len(verdicts):5}  {share:.2%}")
    return 0 if share >= least else 1


if __name__ == "__main__":
    sys.exit(main())
