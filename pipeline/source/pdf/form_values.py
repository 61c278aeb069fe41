"""Values of form fields, where what is drawn of them is not what they say.

A field that a program filled in without drawing it gets its appearance from the viewer. PDFium draws it in a font
without Vietnamese letters and leaves those out; the value itself (`/V`) has them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfDocument, PdfPage

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.source.pdf.chars import Char

_TEXT_FIELDS = (pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX)
_NOT_SHOWN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_LARGEST_TYPE, _OF_HEIGHT, _LETTER_WIDTH = 12.0, 0.7, 0.5
"""How a value is laid into its field: type size in points, at most, and of the field's height; widths of letters."""


class FieldValue(NamedTuple):
    """A field's value and its box in user space, y up; `drawn`: the file itself holds an appearance of it."""

    text: str
    box: Box
    drawn: bool


def read_values(document: PdfDocument, number: int) -> list[FieldValue]:
    """Values of the text fields of a page that are shown.

    Args:
        document: open, its forms not yet initialised: that gives appearances to fields without one. It is done here.
        number: of the page, from 1.
    """
    page = document[number - 1]
    drawn = [bool(pdfium_c.FPDFAnnot_HasKey(note, b"AP")) for note in _annotations(page)]
    page.close()
    document.init_forms()
    page = document[number - 1]
    try:
        found = [_value(document, note) for note in _annotations(page)]
    finally:
        page.close()
    return [FieldValue(*v, own) for v, own in zip(found, drawn, strict=False) if v is not None]


def with_values(stamped: Sequence[Char], values: Sequence[FieldValue]) -> tuple[tuple[Char, ...], tuple[Doubt, ...]]:
    """The characters of annotations and fields; those of a field are its value where letters of it are missing.

    Returns:
        The characters, and doubts about fields of which the file itself shows another text than their value.

    Rule: A form field of which a viewer can draw only some letters, or none, has the text of its value; one that the
        file draws otherwise is read as drawn and told.
    Test: pipeline/source/pdf/test_form_values.py::test_a_field_has_its_value
    """
    chars, doubts = list(stamped), []
    for value in values:
        inside = [c for c in chars if c.text.strip() and value.box.holds(c.origin_x, c.origin_y)]
        shown, meant = _spelled(c.text for c in inside), _spelled(value.text)
        if shown == meant:
            continue
        if not value.drawn or _are_letters_of(shown, meant):
            gone = set(inside)
            chars = [*(c for c in chars if c not in gone), *_laid_out(value)]
        else:
            doubts.append(Doubt.of(DoubtKind.FIELD_SHOWS_OTHER, shown.replace("|", "/"), value.text.replace("|", "/")))
    return tuple(chars), tuple(doubts)


def _annotations(page: PdfPage) -> Iterator[pdfium_c.FPDF_ANNOTATION]:
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        if note:
            yield note
            pdfium_c.FPDFPage_CloseAnnot(note)


def _value(document: PdfDocument, note: pdfium_c.FPDF_ANNOTATION) -> tuple[str, Box] | None:
    """Value and box of a text field that is shown and filled in."""
    if pdfium_c.FPDFAnnot_GetSubtype(note) != pdfium_c.FPDF_ANNOT_WIDGET:
        return None
    if pdfium_c.FPDFAnnot_GetFlags(note) & _NOT_SHOWN or document.formenv is None:
        return None
    if pdfium_c.FPDFAnnot_GetFormFieldType(document.formenv, note) not in _TEXT_FIELDS:
        return None
    rect = pdfium_c.FS_RECTF()
    text = _wide_string(lambda b, n: pdfium_c.FPDFAnnot_GetFormFieldValue(document.formenv, note, b, n))
    if not text.strip() or not pdfium_c.FPDFAnnot_GetRect(note, rect):
        return None
    (x0, x1), (y0, y1) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
    return text, Box(x0, y0, x1, y1)


def _wide_string(get: Callable[[object, int], int]) -> str:
    """A string of PDFium, which is asked for its size first; UTF-16."""
    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16le", "replace").rstrip("\0")


def _spelled(texts: Iterable[str]) -> str:
    """Without white space."""
    return "".join("".join(texts).split())


def _are_letters_of(shown: str, meant: str) -> bool:
    """Is what is shown the value with some of its letters left out?"""
    rest = iter(meant)
    return all(c in rest for c in shown)


def _laid_out(value: FieldValue) -> Iterator[Char]:
    """The value as characters in the place of its field, line by line."""
    lines = value.text.splitlines() or [""]
    em = min(_LARGEST_TYPE, _OF_HEIGHT * value.box.height / len(lines)) or 1.0
    for n, line in enumerate(lines):
        step = min(_LETTER_WIDTH * em, value.box.width / max(1, len(line)))
        y = value.box.y1 - (n + 0.5) * value.box.height / len(lines) - em / 3
        for k, letter in enumerate(line):
            x = value.box.x0 + k * step
            blank = letter.isspace()
            yield Char(" " if blank else letter, x, y, x + step, y + 0.7 * em, x, y, x + step, em, 0.0, "")
