"""Where the title of a document or of an appendix ends: its lines are centred, the body's are not.

Decree 30/2020/NĐ-CP, Annex I, section II, items 5 and 8: name and subject of the document, and the
heading of an appendix, stand centred above the text; a paragraph opens with an indent.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import PrintedLine

NEARLY_FULL = 0.85
"""From this share of the text's width on, only the indent tells a paragraph from a centred line."""
OFF_CENTRE = 0.6
"""How far a nearly full line may stand off the middle, in line heights: half an indent is more."""
OFF_CENTRE_SHORT = 1.2
"""The same for shorter lines."""
LONG = 0.6
"""Lines at least this long, as a share of the longest, tell where the text's edges are."""
FEWEST_LETTERS = 5
"""Of the line that opens the heading of an appendix; less is a stray mark."""


def count_title_rows(lines: Sequence[PrintedLine], tables: Sequence[Box], under_letterhead: bool) -> int:
    """How many of the first lines are a title.

    Args:
        lines: printed lines below the letterhead, from top to bottom.
        tables: boxes of the page's tables.
        under_letterhead: does the page have a letterhead? Without one, only what stands
            above a table and opens with a short centred line is a title.
    """
    if not lines or not (under_letterhead or tables):
        return 0
    boxes = [line.box for line in lines]
    text = _text_area(boxes, tables)
    height = median(b.height for b in boxes)
    end = min((t.y0 for t in tables), default=float("inf"))
    is_short = boxes[0].width <= NEARLY_FULL * text.width and len(bare_letters(lines[0].text)) >= FEWEST_LETTERS
    if not under_letterhead and not is_short:
        return 0
    n = 0
    while n < len(boxes) and boxes[n].cy < end and _is_centred(boxes[n], text, height):
        n += 1
    return n


def _text_area(lines: Sequence[Box], tables: Sequence[Box]) -> Box:
    """From the usual left to the usual right end of long lines and tables: one stray mark does not move it."""
    longest = max(b.width for b in (*lines, *tables))
    long = [b for b in (*lines, *tables) if b.width >= LONG * longest]
    whole = Box.around(long)
    left, right = sorted(b.x0 for b in long), sorted(b.x1 for b in long)
    few = len(long) // 10
    return Box(left[few], whole.y0, max(left[few], right[-1 - few]), whole.y1)


def _is_centred(line: Box, text: Box, height: float) -> bool:
    tolerance = OFF_CENTRE if line.width > NEARLY_FULL * text.width else OFF_CENTRE_SHORT
    return abs(line.cx - text.cx) < tolerance * height
