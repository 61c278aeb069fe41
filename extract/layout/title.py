"""The title of a document or of an appendix: centred lines above the text.

Decree 30/2020/NĐ-CP, Annex I, section II, items 5 and 8: type and subject of the document, and the heading of an
appendix, stand centred above the text; a paragraph opens with an indent. The subject ends where the grounds
(`Căn cứ …`) or the deciding authority (`CHỦ TỊCH …`) begin, or at a wider gap: the rule below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sohoa.diacritics.language.folding import bare_letters, bare_words, bears_marks, fold_word
from sohoa.extract.wording.authority_names import known_line, trim
from sohoa.extract.wording.formal_phrases import is_addressee
from sohoa.extract.wording.row_labels import LabelKind, leading_label
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import PrintedLine, line_pitch

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
_LAST_TYPE_LINE = 8
"""The type of a document stands among the first lines below the letterhead. A guess: stamps and notes may go before."""
_NEAR_MIDDLE = 0.15
"""How far the type may stand off the middle of the text, as a share of its width: indents and stamps make it hard to
say where the text's edges are, so the lines under it are measured against the type itself. A guess."""
_FIRST_GAP, _WIDE_GAP = 2.4, 1.6
"""A step from the type to the subject, and between lines of the subject, over so many line pitches ends the title."""
_CAPITALS = 0.8
"""Share of capitals in a line that is set in capitals: letters that the engine took for small ones are few. A guess."""


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title stands among the lines below the letterhead: from `start` to `end`, exclusive."""

    start: int
    end: int


def find_title(lines: Sequence[PrintedLine], tables: Sequence[Box], under_letterhead: bool) -> Title:
    """The title among the lines of the body; empty (`start` is `end`) if there is none.

    A title begins with the line that names the type of document. Without such a line it is what stands centred
    just below the letterhead, or, where there is none, above a table if it opens with a short line.

    Args:
        lines: printed lines below the letterhead, from top to bottom.
        tables: boxes of the page's tables.
        under_letterhead: does the page have a letterhead?
    """
    if not lines:
        return Title(0, 0)
    boxes = [line.box for line in lines]
    text = _text_area(boxes, tables)
    height = median(b.height for b in boxes)
    end = min((t.y0 for t in tables), default=float("inf"))
    kind = _type_line(lines, text, end)
    if kind is None and not (under_letterhead or (tables and _opens_appendix(lines[0], text))):
        return Title(0, 0)
    middle = text.cx if kind is None else boxes[kind].cx
    start = last = kind or 0
    while last < len(lines) and boxes[last].cy < end and _is_centred(boxes[last], middle, text.width, height):
        if last > start and _ends_before(lines, last, None if kind is None else start):
            break
        last += 1
    return Title(start, _without_paragraph(boxes, text, height, start, last))


def _type_line(lines: Sequence[PrintedLine], text: Box, end: float) -> int | None:
    """Index of the line that names the type of document, None if there is none above `end`."""
    for k, line in enumerate(lines[:_LAST_TYPE_LINE]):
        if line.box.cy < end and _is_near_middle(line.box, text) and document_type(line.text):
            return k
    return None


def _ends_before(lines: Sequence[PrintedLine], k: int, kind: int | None) -> bool:
    """Does the title end before line k? `kind` is the index of the line of the type, None if there is none."""
    if kind is None:
        return ends_title(lines[k].text, None)
    above = lines[k - 1] if k > kind + 1 else None
    furthest = line_pitch(lines) * (_FIRST_GAP if above is None else _WIDE_GAP)
    too_far = lines[k].box.cy - lines[k - 1].box.cy > furthest
    return too_far or ends_title(lines[k].text, above.text if above else None)


def document_type(text: str) -> str | None:
    """The type of document that a line in capitals is and nothing else (`KẾ HOẠCH`), None if it is none."""
    return known_line(trim(text), "document_types.tsv") if is_in_capitals(text) else None


def is_in_capitals(text: str) -> bool:
    """Are its letters capitals, but for a few?"""
    letters = list(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def ends_title(text: str, above: str | None) -> bool:
    """Does a line begin what stands under a title: who decides, on what grounds, to whom, or a numbered heading?

    Args:
        text: of the line.
        above: text of the subject's line above it, None if there is none. A line in capitals under one that is not
            names who decides, be it readable or not.
    """
    words, capitals = bare_words(text), is_in_capitals(text)
    for kind, phrase in rows("subject_ends.tsv"):
        start = bare_words(phrase)
        begins = words == start or words.startswith(f"{start} ")
        if (
            begins
            and not _other_marks(text, phrase)
            and (capitals if kind == "upper" else above is not None or len(phrase) >= _SHORT_WORD)
        ):
            return True
    label = leading_label(text)
    is_heading = label is not None and label[0].kind is not LabelKind.ITEM
    return is_heading or is_addressee(text) or (above is not None and capitals and not is_in_capitals(above))


def _other_marks(text: str, phrase: str) -> bool:
    """Does a short phrase differ from the words that open a line by its marks alone (`Nhâm Dần` is no `Nhằm`)?"""
    if " " in phrase:
        return False
    first = (text.split() or [""])[0].strip(".,;:")
    return bears_marks(first) and fold_word(first) != fold_word(phrase)


_SHORT_WORD = 4
"""A word shorter than this may begin a subject too (`Xét …`)."""


def _opens_appendix(line: PrintedLine, text: Box) -> bool:
    return line.box.width <= NEARLY_FULL * text.width and len(bare_letters(line.text)) >= FEWEST_LETTERS


def _without_paragraph(boxes: Sequence[Box], text: Box, height: float, start: int, end: int) -> int:
    """The end of a title without nearly full lines that are a paragraph: their last line stands at the left margin."""
    if end == len(boxes) or abs(boxes[end].x0 - text.x0) > height or boxes[end].cy - boxes[end - 1].cy > 2.5 * height:
        return end
    while end > start + 1 and boxes[end - 1].width > NEARLY_FULL * text.width:
        end -= 1
    return end


def _text_area(lines: Sequence[Box], tables: Sequence[Box]) -> Box:
    """From the usual left to the usual right end of long lines and tables: one stray mark does not move it."""
    longest = max(b.width for b in (*lines, *tables))
    long = [b for b in (*lines, *tables) if b.width >= LONG * longest]
    whole = Box.around(long)
    left, right = sorted(b.x0 for b in long), sorted(b.x1 for b in long)
    few = len(long) // 10
    return Box(left[few], whole.y0, max(left[few], right[-1 - few]), whole.y1)


def _is_near_middle(line: Box, text: Box) -> bool:
    return abs(line.cx - text.cx) < _NEAR_MIDDLE * text.width


def _is_centred(line: Box, middle: float, text_width: float, height: float) -> bool:
    tolerance = OFF_CENTRE if line.width > NEARLY_FULL * text_width else OFF_CENTRE_SHORT
    return abs(line.cx - middle) < tolerance * height
