"""Text that does not count: struck out by a rule or an annotation, or a watermark across other text.

It is kept in the dataset `words` and left out of everything else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box, Rule
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.pipeline.source.pdf.words import PlacedWord, shortened

_STRUCK_WIDTH = 0.6
"""A word is struck out by a line through this share of its width. A guess."""
_LARGE = 2.2
"""Type of a watermark, at least, in usual sizes. A guess: titles have 1.2, watermarks 4."""
_BEYOND = 1.0
"""A line reaches no farther beyond the words that it strikes than this, in their heights: a rule of a table does. A
guess."""


def with_struck(
    words: Sequence[PlacedWord], rules: tuple[Rule, ...], areas: Sequence[Box]
) -> tuple[list[PlacedWord], tuple[Rule, ...]]:
    """The words, those that are struck out marked, and the rules without the lines that strike them.

    Args:
        words: of the page.
        rules: of the page, in the same pixels.
        areas: that annotations strike out, in the same pixels.

    Rule: A line through the middle of words, from where they begin to where they end, strikes them out; an underline
        and a rule of a table do not.
    Test: pipeline/source/pdf/test_struck_text.py::test_a_line_through_words_strikes_them_out
    """
    struck: set[int] = set()
    strikes: set[int] = set()
    for n, rule in enumerate(rules):
        crossed = [k for k, word in enumerate(words) if _crosses(rule, word)]
        if crossed and _is_no_longer(rule, [words[k] for k in crossed]):
            struck.update(crossed)
            strikes.add(n)
    struck.update(k for k, word in enumerate(words) if any(a.holds(word.middle.cx, word.middle.cy) for a in areas))
    if not struck:
        return list(words), rules
    marked = [w._replace(word=replace(w.word, struck=True)) if k in struck else w for k, w in enumerate(words)]
    return marked, tuple(r for n, r in enumerate(rules) if n not in strikes)


def with_watermarks(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words; those that are large, pale and printed across others are marked as watermarks, as words askew are.

    Rule: A word in large pale type behind or across the text of a drawn page is a watermark, level or askew.
    Test: pipeline/source/pdf/test_struck_text.py::test_large_pale_words_across_others_are_a_watermark
    """
    usual = median(_size(w) for w in words) if words else 0.0
    large = [w.pale and _size(w) >= _LARGE * usual for w in words]
    others = [w.word.box for w, is_large in zip(words, large, strict=True) if not is_large and not w.word.watermark]
    return [
        w._replace(word=replace(w.word, watermark=True))
        if is_large and any(w.word.box.intersection(b) > 0 for b in others)
        else w
        for w, is_large in zip(words, large, strict=True)
    ]


def _size(placed: PlacedWord) -> float:
    """Of a word's type, in some unit: the height of its middle strip."""
    return placed.middle.read_at(placed.word.turn).height


def struck_problems(words: Sequence[PlacedWord], page: int) -> tuple[Problem, ...]:
    """A problem that names what is struck out, none where nothing is."""
    struck = " ".join(w.word.text for w in words if w.word.struck)
    if not struck:
        return ()
    doubt = Doubt(DoubtKind.TEXT_STRUCK, shortened(struck))
    return (Problem(Stage.SOURCE, ProblemKind.STRUCK_TEXT, (doubt,), page),)


def _crosses(rule: Rule, placed: PlacedWord) -> bool:
    """Does the rule run through the middle of the word, along it?"""
    word = placed.word
    if word.turn not in (0, 90, 180, 270) or rule.horizontal != (word.turn % 180 == 0):
        return False
    line = Box(min(rule.x0, rule.x1), min(rule.y0, rule.y1), max(rule.x0, rule.x1), max(rule.y0, rule.y1))
    middle, line = placed.middle.read_at(word.turn), line.read_at(word.turn)
    return middle.y0 <= line.cy <= middle.y1 and line.overlap_x(middle) >= _STRUCK_WIDTH * middle.width > 0


def _is_no_longer(rule: Rule, crossed: Sequence[PlacedWord]) -> bool:
    """Does the rule begin and end where the words do?"""
    boxes = [w.word.box for w in crossed]
    around, slack = Box.around(boxes), _BEYOND * max(min(b.width, b.height) for b in boxes)
    low, high = sorted((rule.x0, rule.x1) if rule.horizontal else (rule.y0, rule.y1))
    start, end = (around.x0, around.x1) if rule.horizontal else (around.y0, around.y1)
    return low >= start - slack and high <= end + slack


def struck_areas(page: PdfPage) -> Iterator[Box]:
    """Where annotations strike text out, in user space, y up."""
    quad = pdfium_c.FS_QUADPOINTSF()
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        if not note:
            continue
        if pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_STRIKEOUT:
            for k in range(pdfium_c.FPDFAnnot_CountAttachmentPoints(note)):
                if pdfium_c.FPDFAnnot_GetAttachmentPoints(note, k, ctypes.byref(quad)):
                    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    yield Box(min(xs), min(ys), max(xs), max(ys))
        pdfium_c.FPDFPage_CloseAnnot(note)
