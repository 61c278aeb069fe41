"""Tables and pages for the tests, from short notation."""

from __future__ import annotations

import regex

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import RegionKind, Word

_SPANS = regex.compile(r"^(?P<text>.*?)(?:\^(?P<down>\d))?(?:>(?P<across>\d))?$", regex.DOTALL)


def table(case: dict, confidence: float = 0.95) -> Table:
    """A table from rows of texts: `x^2` spans two rows, `x>3` three columns; `v` and `<` are covered places."""
    cells = []
    for r, row in enumerate(case["rows"]):
        for c, note in enumerate(row):
            if note in ("v", "<"):
                continue
            m = _SPANS.match(note)
            down, across = int(m["down"] or 1), int(m["across"] or 1)
            lines = tuple(m["text"].split("\n"))
            box = Box(100.0 * c, 50.0 * r, 100.0 * (c + across), 50.0 * (r + down))
            header = r < case.get("header_rows", 1)
            sure = confidence if m["text"] else None
            cells.append(Cell(r, c, down, across, lines, lines, sure, (Part(3, box),), header))
    n_cols = max((len(r) for r in case["rows"]), default=0)
    return Table("p003-1", len(case["rows"]), n_cols, tuple(cells), tuple(case.get("caption", ())))


def page(number: int, lines: list, regions: bool = True) -> PageReading:
    """A page of 2480 × 3508 pixels from lines (x, y, text[, region[, confidence]]); letters are 20 px wide.

    Words of lines at one height share a line, as an engine without layout reads them.
    """
    words = []
    for x, y, text, *rest in lines:
        at = float(x)
        for token in text.split():
            box = Box(at, float(y), at + 20 * len(token), y + 40.0)
            region = RegionKind(rest[0]) if regions and rest and rest[0] else RegionKind.BODY
            words.append(Word(token, token, box, rest[1] if len(rest) > 1 else 0.95, int(y), region))
            at += 20 * (len(token) + 1)
    words.sort(key=lambda w: (w.line, w.box.x0))
    return PageReading(
        PageFrame(number, 2480, 3508, 300.0, 595.0, 842.0),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words_ocr=tuple(words),
        words=tuple(words),
    )
