"""Pages for the layout tests: printed lines with boxes in, runs and grids out.

A line is ``(region, text, (x0, y0, x1, y1))`` in points; runs are in pixels at 300 dpi. Word boxes
share a line's width by the number of letters.
"""

import json
import random
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word

TRUTH = Path(__file__).parents[1] / "truth"
SCALE = 300 / 72
SAMPLES = ("lam-giang-126-kh-ubnd", "lam-giang-45-kh-tu", "lam-giang-83-kh-skhcn")


@dataclass(frozen=True)
class PrintedPage:
    name: str
    width: float
    height: float
    lines: tuple
    grids: tuple = ()


def line_to_run(text, bbox, scale=SCALE):
    x0, y0, x1, y1 = (v * scale for v in bbox)
    letter = (x1 - x0) / len(text)
    words, at = [], 0
    for w in text.split(" "):
        box = Box(x0 + at * letter, y0, x0 + (at + len(w)) * letter, y1)
        words.append(Word(w, w, box, 0.95))
        at += len(w) + 1
    return words_to_run(words)


def together(*runs):
    """One run of several: what an engine makes of columns that stand close."""
    return words_to_run([w for r in runs for w in r.words])


def page_runs(page, seed=0, joined=()):
    """Runs of all lines in no order; `joined` lists groups of line indices that came as one run."""
    runs = {k: line_to_run(text, bbox) for k, (_, text, bbox) in enumerate(page.lines)}
    for group in joined:
        runs[group[0]] = together(*(runs.pop(k) for k in group))
    found = list(runs.values())
    random.Random(seed).shuffle(found)
    return found


def expected(page):
    return [(region, text) for region, text, _ in page.lines]


def arranged(words):
    """What `arrange` made: (region, text) of each printed line in order."""
    found = []
    for _, line in groupby(words, key=lambda w: w.line):
        some = list(line)
        assert len({w.region for w in some}) == 1
        found.append((some[0].region.value, " ".join(w.text for w in some)))
    return found


def cells_to_grid(cells):
    """A grid of {(row, col): boxes of its lines in points}; it reaches a little over its lines."""
    placed = []
    for (row, col), boxes in cells.items():
        box = Box.around(Box(*(v * SCALE for v in b)) for b in boxes)
        placed.append(GridCell(row, col, 1, 1, box.grown(4)))
    whole = Box.around(c.box for c in placed).grown(3)
    return Grid(whole, 1 + max(c.row for c in placed), 1 + max(c.col for c in placed), tuple(placed))


def sample_pages():
    """Every page of the sample plans, as their truth tells."""
    for name in SAMPLES:
        truth = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))
        homes = {t["id"]: _Homes(t) for t in truth["tables"]}
        for p in truth["pages"]:
            lines = tuple((x["region"], x["text"], tuple(x["bbox"])) for x in p["lines"])
            in_table = [(text, bbox) for region, text, bbox in lines if region == "table"]
            table = next((h for h in homes.values() if p["page"] in h.pages), None)
            grids = (cells_to_grid(table.place(in_table, p["page"])),) if table else ()
            yield PrintedPage(f"{name} p{p['page']}", p["width"], p["height"], lines, grids)


class _Homes:
    """Gives the printed lines of a table, page by page, to its logical cells."""

    def __init__(self, table):
        self._cells = [c for c in table["cells"] if c["text"]]
        self._left = {(c["row"], c["col"]): c["text"] for c in self._cells}
        self.pages = {p for c in table["cells"] for p in c["pages"]}

    def place(self, lines, page):
        cells, at = {}, 0
        here = [c for c in self._cells if page in c["pages"]]
        for c in here:
            key = (c["row"], c["col"])
            left = c["text"] if c["header"] else self._left[key]
            while left and at < len(lines) and left.startswith(lines[at][0]):
                text, bbox = lines[at]
                cells.setdefault(key, []).append(bbox)
                left, at = left[len(text) :].strip(), at + 1
            self._left[key] = left
        assert at == len(lines), (page, at, lines[at])
        return cells


def invented_page(case):
    """A page of `invented_pages.json`: its lines are ``[region, text, x0, y0, x1, height]``, in the order wanted."""
    lines = tuple((region, text, (x0, y0, x1, y0 + h)) for region, text, x0, y0, x1, h in case["lines"])
    grids = []
    for table in case["tables"]:
        cells = tuple(
            GridCell(row, col, 1, 1, Box(x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE))
            for row, col, x0, y0, x1, y1 in table
        )
        rows, cols = 1 + max(c.row for c in cells), 1 + max(c.col for c in cells)
        grids.append(Grid(Box.around(c.box for c in cells), rows, cols, cells))
    return PrintedPage(case["name"], case["width"], case["height"], lines, tuple(grids))
