"""Characters of a PDF page, as its fonts and operators place them, read by PDFium.

PDFium is used for text as well as for pixels: it reads the text of annotations and form fields
too (numbers and dates are stamped on that way), in a few milliseconds a page and in flat memory.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfTextPage

from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply

LINE_END_HYPHEN = "\ufffe"
"""Stands for a hyphen (or soft hyphen, or what else has that code) at the end of a line, as in PDFium."""

UNKNOWN_LETTER = "\ufffd"
"""Stands for a glyph of which the font does not tell the letter."""
_PRIVATE_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF02B: "+", 0xF0A8: "□"}
"""Bullets of the fonts Symbol and Wingdings, which have codes for private use."""


class Paint(NamedTuple):
    """How a text object is painted.

    `address` names the object on its open page; `mode` is its text render mode (ISO 32000-1, 9.3.6);
    `colour` its red, green, blue and opacity, each 0-255.
    """

    address: int
    mode: int
    colour: tuple[int, int, int, int]


class Char(NamedTuple):
    """One character. Coordinates are user space (points, y up); `angle` is in radians, anticlockwise.

    The box is that of the ink where the font tells it. `text` is " " for white space of any kind
    that is drawn, "" where PDFium infers some (it errs where a line is drawn in many pieces); then
    the numbers mean nothing. `end` is where its advance ends, along the baseline; `em` is the font
    size as printed, in points. `paint` is None where it is not known; `unmapped`: the font does not say
    which letter the glyph is, so that `text` is its code in the font;
    `raised`: `text` is a raised or lowered figure, see `raised_text`.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin_x: float
    origin_y: float
    end: float
    em: float
    angle: float
    font: str
    paint: Paint | None = None
    unmapped: bool = False
    raised: bool = False

    @property
    def pale(self) -> bool:
        """Is it painted in light grey or a light colour, or so that what lies under it shines through?"""
        return self.paint is not None and (min(self.paint.colour[:3]) >= _PALE or self.paint.colour[3] < _FAINT)


class _TextObject(NamedTuple):
    """What all characters of a text object share."""

    em: float
    angle: float
    font: str
    paint: Paint


_INFERRED = Char("", 0, 0, 0, 0, 0, 0, 0, 0, 0, "")
_SPACE = Char(" ", 0, 0, 0, 0, 0, 0, 0, 0, 0, "")
_ASKEW = 12.0
"""Text that is farther than this from upright or from a quarter turn, in degrees, is a watermark. A guess."""
_STRUCK_AT = (0.13, 0.46)
"""Where a line that strikes text out runs, in font sizes above the baseline: 0.22 to 0.33 in office programs."""
_PALE, _FAINT = 150, 128
"""All channels of a pale colour, and the opacity under which ink shines through, 0-255. Guesses."""
_WHITE_CONTROLS = "\t\n\v\f\r"
_STROKED_ONLY = 1
"""The render mode of letters that are drawn as outlines alone (ISO 32000-1, table 106)."""


class _Reader:
    """Reads characters by index; keeps the C variables that PDFium writes to, and what was asked of each object."""

    def __init__(self, text_page: PdfTextPage) -> None:
        self._page = text_page
        self._objects: dict[int, _TextObject] = {}
        self._four = [ctypes.c_double() for _ in range(4)]
        self._rect = pdfium_c.FS_RECTF()
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def char(self, index: int) -> Char | None:
        """The character at `index`; None for one that prints nothing and parts nothing."""
        text = self._text(index)
        if pdfium_c.FPDFText_IsGenerated(self._page, index) == 1:
            return _INFERRED
        if text < " " and text not in _WHITE_CONTROLS and self._ink_box(index):
            return self._placed(index, UNKNOWN_LETTER)
        if text.isspace() or text < " ":
            return _SPACE
        return self._placed(index, text)

    def _placed(self, index: int, text: str) -> Char | None:
        em, angle, font, paint = self._object(index)
        loose = self._loose_box(index)
        x0, y0, x1, y1 = self._ink_box(index) or loose
        x, y = self._four[0], self._four[1]
        if not pdfium_c.FPDFText_GetCharOrigin(self._page, index, x, y):
            return None
        end = _farthest(loose, angle)
        unmapped = pdfium_c.FPDFText_HasUnicodeMapError(self._page, index) == 1
        return Char(text, x0, y0, x1, y1, x.value, y.value, end, em, angle, font, paint, unmapped)

    def _text(self, index: int) -> str:
        if pdfium_c.FPDFText_IsHyphen(self._page, index) == 1:
            return LINE_END_HYPHEN
        code = pdfium_c.FPDFText_GetUnicode(self._page, index)
        # FPDFText_HasUnicodeMapError is no help here: it is raised for the sound layers that Tesseract writes.
        if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            return UNKNOWN_LETTER
        return code_to_letter(code)

    def _object(self, index: int) -> _TextObject:
        """The text object that a character belongs to; PDFium is asked once about each."""
        obj = pdfium_c.FPDFText_GetTextObject(self._page, index)
        address = ctypes.cast(obj, ctypes.c_void_p).value or 0
        known = self._objects.get(address)
        if known is None:
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(obj) if obj else 0
            paint = Paint(address, mode, self._colour(index, mode))
            known = _TextObject(*self._size(index), self._font(index), paint)
            if address:
                self._objects[address] = known
        return known

    def _colour(self, index: int, mode: int) -> tuple[int, int, int, int]:
        r, g, b, a = (ctypes.c_uint() for _ in range(4))
        get = pdfium_c.FPDFText_GetStrokeColor if mode == _STROKED_ONLY else pdfium_c.FPDFText_GetFillColor
        if not get(self._page, index, r, g, b, a):
            return 0, 0, 0, 255
        return r.value, g.value, b.value, a.value

    def _size(self, index: int) -> tuple[float, float]:
        size = pdfium_c.FPDFText_GetFontSize(self._page, index)
        m = self._matrix
        if not pdfium_c.FPDFText_GetMatrix(self._page, index, m):
            return size, 0.0
        em = abs(size) * math.hypot(m.c, m.d)
        return em or 1.0, math.atan2(m.b, m.a)

    def _ink_box(self, index: int) -> tuple[float, float, float, float] | None:
        left, right, bottom, top = self._four
        ok = pdfium_c.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        if ok and right.value > left.value and top.value > bottom.value:
            return left.value, bottom.value, right.value, top.value
        return None

    def _loose_box(self, index: int) -> tuple[float, float, float, float]:
        """The box of the font's ascent, descent and advance."""
        rect = self._rect
        pdfium_c.FPDFText_GetLooseCharBox(self._page, index, rect)
        x0, x1 = sorted((rect.left, rect.right))
        y0, y1 = sorted((rect.bottom, rect.top))
        return x0, y0, x1, y1

    def _font(self, index: int) -> str:
        size = pdfium_c.FPDFText_GetFontInfo(self._page, index, self._name, 256, self._flags)
        return self._name.value.decode("utf-8", "replace") if 0 < size <= 256 else ""


def code_to_letter(code: int) -> str:
    """The letter of a Unicode code; bullets in codes for private use become those of Unicode."""
    return _PRIVATE_BULLETS.get(code) or chr(code)


def _farthest(box: tuple[float, float, float, float], angle: float) -> float:
    """How far a box reaches in a direction."""
    x0, y0, x1, y1 = box
    if angle == 0.0:
        return x1
    cos, sin = math.cos(angle), math.sin(angle)
    return max(x0 * cos, x1 * cos) + max(y0 * sin, y1 * sin)


def read_chars(text_page: PdfTextPage, skip: int = 0) -> list[Char]:
    """All characters of the page but the first `skip`, in the order in which they are drawn."""
    reader = _Reader(text_page)
    found = (reader.char(i) for i in range(skip, text_page.count_chars()))
    return [c for c in found if c is not None]


def turn_of(run: Sequence[Char], to_pixels: Homography) -> int:
    """Degrees anticlockwise by which a word stands turned in pixels: quarters, or what it is where it is none."""
    cos, sin = math.cos(run[0].angle), math.sin(run[0].angle)
    across, down = to_pixels[0] * cos + to_pixels[1] * sin, to_pixels[3] * cos + to_pixels[4] * sin
    degrees = math.degrees(math.atan2(-down, across))
    quarter = 90 * round(degrees / 90)
    return (quarter if abs(degrees - quarter) <= _ASKEW else round(degrees)) % 360


def middle_of(run: Sequence[Char], to_pixels: Homography) -> Box:
    """The strip of a word in which a line strikes it out: half of the height of x on both sides of its middle."""
    first, last = run[0], run[-1]
    cos, sin = math.cos(first.angle), math.sin(first.angle)
    ends = ((first.origin_x, first.origin_y), (last.x1 if not first.angle else last.origin_x, last.origin_y))
    points = [
        apply(to_pixels, x - high * first.em * sin, y + high * first.em * cos) for x, y in ends for high in _STRUCK_AT
    ]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
