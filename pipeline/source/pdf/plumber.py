"""The same characters and rules of a PDF page, read by pdfplumber (that is, pdfminer.six).

The second door behind `source_pdf.PdfFile`; this is the one module that imports pdfplumber. It
reads what the content of a page draws. PDFium stays in charge of the file, the pixels and the text
of annotations, which pdfplumber does not read.

pdfplumber gives no outlines of letters: the height of a letter's box is that of its kind in Times.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sohoa.errors import UnreadableFile
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Homography, Rule
from sohoa.nouns.homography import apply, compose
from sohoa.pipeline.source.pdf.cell_frames import Outline
from sohoa.pipeline.source.pdf.chars import UNKNOWN_LETTER, Char, code_to_letter
from sohoa.pipeline.source.pdf.rules import PALE, outlines_to_rules

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_REOPEN_AFTER = 16
"""pdfminer keeps every object that it has read, so the file is opened anew after this many pages. A guess: opening
costs as much as one page."""
_NO_LETTER = re.compile(r"\(cid:(\d+)\)")
"""How pdfminer writes a glyph of which the font does not tell the letter."""
_SOFT_HYPHEN = 0xAD
"""Its Unicode code."""
_X_HEIGHT, _ASCENT, _DESCENT, _MARK_HEIGHT = 0.46, 0.67, -0.21, 0.22
"""Heights in Times, in font sizes: of x, of l, of the tail of p, of a mark with its distance."""
_DASH, _DOT = (0.2, 0.3), 0.1
"""Foot and head of a dash, and height of a full stop, in font sizes."""
_LOW_LETTERS = frozenset("acegmnopqrsuvwxyz:;+=<>~*") | frozenset("ıơư")
_TAILED = frozenset("gjpqyQ,;()[]{}|/\\@§")
_FLAT = frozenset("-‐‑–—−~")
_DOTS = frozenset(".,…_")
_BELOW = "\u0323"
_HORN = "\u031b"

Affine = tuple[float, float, float, float, float, float]
"""Of the PDF kind: x' = a x + c y + e, y' = b x + d y + f."""


class PlumberFile:
    """A PDF opened by pdfplumber when it is first asked; one page is kept at a time. Pages count from 1.

    Every method raises UnreadableFile where pdfplumber fails, for whatever reason.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: PDF | None = None
        self._page: Page | None = None
        self._served = 0

    def chars(self, number: int) -> list[Char]:
        """All characters of the content of the page, in the order in which they are drawn."""
        with self._naming(number):
            page = self._open_page(number)
            to_user = page_to_user(page)
            return [c for char in page.chars for c in plumber_chars(char, to_user)]

    def rules(self, number: int, user_to_pixels: Homography, dpi: float) -> tuple[Rule, ...]:
        """Horizontal and vertical rules of the page, in page pixels, sorted and without doubles."""
        with self._naming(number):
            page = self._open_page(number)
            return outlines_to_rules(_outlines(page, compose(user_to_pixels, page_to_user(page))), dpi)

    def let_go(self) -> None:
        """Drops what was read of the page, and now and then what pdfminer keeps of the file."""
        if self._page is not None:
            self._page.close()
            self._page = None
            self._served += 1
        if self._served >= _REOPEN_AFTER:
            self.close()

    def close(self) -> None:
        """Closes the file."""
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = self._page = None
        self._served = 0

    def _open_page(self, number: int) -> Page:
        import pdfplumber

        if self._pdf is None:
            self._pdf = pdfplumber.open(self._path)
        if self._page is None or self._page.page_number != number:
            self.let_go()
            self._pdf = self._pdf or pdfplumber.open(self._path)
            self._page = self._pdf.pages[number - 1]
        return self._page

    @contextmanager
    def _naming(self, number: int) -> Iterator[None]:
        """Failures become ours, with file and page: a damaged file may raise anything inside pdfminer."""
        try:
            yield
        except ImportError:
            raise
        except Exception as e:
            why = f"{type(e).__name__}: {e}"
            raise UnreadableFile(why, kind=DoubtKind.PLUMBER_FAILED, where=self._path, page=number) from e


def page_to_user(page: Page) -> Homography:
    """From pdfminer's coordinates of a page (turned by its /Rotate, from the corner of its media box) to user space."""
    x0, y0, x1, y1 = (float(v) for v in page.page_obj.mediabox)
    affine = {
        0: (1.0, 0.0, x0, 0.0, 1.0, y0),
        90: (0.0, -1.0, x1, 1.0, 0.0, y0),
        180: (-1.0, 0.0, x1, 0.0, -1.0, y1),
        270: (0.0, 1.0, x0, -1.0, 0.0, y1),
    }
    a, c, e, b, d, f = affine.get(page.page_obj.rotate, affine[0])
    return (a, c, e, b, d, f, 0.0, 0.0, 1.0)


def plumber_chars(char: dict[str, Any], to_user: Homography) -> Iterator[Char]:
    """The characters of one glyph: several where it stands for several letters, none where for none.

    Args:
        char: of `Page.chars`.
        to_user: see `page_to_user`.
    """
    text = _letters(char["text"])
    if text.isspace():
        yield Char(" ", 0, 0, 0, 0, 0, 0, 0, 0, 0, "")
        return
    a, b, c, d, x, y = _in_user_space(char["matrix"], to_user)
    advance = float(char["adv"])
    size = _font_size(char)
    em, angle = size * math.hypot(c, d) or 1.0, math.atan2(b, a)
    if advance < 0:
        size = -size  # the font size is negative: everything is drawn backwards
    n = sum(1 for letter in text if not unicodedata.combining(letter)) or 1
    step_x, step_y = a * advance / n, b * advance / n
    cos, sin = math.cos(angle), math.sin(angle)
    i = -1
    for letter in text:
        i += not (unicodedata.combining(letter) and i >= 0)
        left, base = x + i * step_x, y + i * step_y
        low, high = _reach(letter)
        xs = [left + s * step_x + t * size * c for s in (0, 1) for t in (low, high)]
        ys = [base + s * step_y + t * size * d for s in (0, 1) for t in (low, high)]
        end = max(left * cos + base * sin, (left + step_x) * cos + (base + step_y) * sin)
        yield Char(letter, min(xs), min(ys), max(xs), max(ys), left, base, end, em, angle, char["fontname"])


def _letters(text: str) -> str:
    """What the glyph stands for; " " for control characters."""
    if unknown := _NO_LETTER.fullmatch(text):
        # The Windows code has a second hyphen here, which pdfminer does not know; in TCVN3 it is a letter.
        return chr(_SOFT_HYPHEN) if int(unknown[1]) == _SOFT_HYPHEN else UNKNOWN_LETTER
    return "".join(code_to_letter(ord(c)) if c >= " " else " " for c in text)


def _in_user_space(matrix: Affine, to_user: Homography) -> Affine:
    """Adding zero makes a negative zero positive: text on its head has one angle, not two."""
    a, b, c, d, e, f = matrix
    p, q, _, r, s, _ = to_user[:6]
    x, y = apply(to_user, e, f)
    return p * a + q * b + 0.0, r * a + s * b + 0.0, p * c + q * d + 0.0, r * c + s * d + 0.0, x, y


def _font_size(char: dict[str, Any]) -> float:
    """Size in text space: the upright box of a glyph is its advance by its font size, turned."""
    a, b, c, d = (abs(float(v)) for v in char["matrix"][:4])
    advance, width, height = abs(float(char["adv"])), float(char["width"]), float(char["height"])
    if d >= c:
        return max((height - b * advance) / d, 0.0) if d else 0.0
    return max((width - a * advance) / c, 0.0)


@lru_cache(maxsize=4096)
def _reach(letter: str) -> tuple[float, float]:
    """How far a letter reaches from the baseline, in font sizes: lowest and highest point."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base in _FLAT:
        return _DASH
    if base in _DOTS:
        return (_DESCENT if base in ",_" else 0.0), _DOT
    low = _DESCENT if base in _TAILED or _BELOW in marks else 0.0
    high = _X_HEIGHT if base in _LOW_LETTERS else _ASCENT
    above = any(m not in (_BELOW, _HORN) for m in marks)
    return low, high + _MARK_HEIGHT * above


def _outlines(page: Page, to_pixels: Homography) -> Iterator[Outline]:
    """What is drawn as lines, rectangles and curves; `to_pixels` leads from pdfminer's coordinates."""
    left, top = page.mediabox[0], page.mediabox[1] + page.height
    for shape in (*page.lines, *page.rects, *page.curves):
        stroked = bool(shape["stroke"]) and _inked(shape["stroking_color"])
        filled = bool(shape["fill"]) and _inked(shape["non_stroking_color"])
        if stroked or filled:
            corners = [apply(to_pixels, x - left, top - y) for x, y in shape["pts"]]
            if shape["object_type"] == "rect":
                corners.append(corners[0])
            yield Outline(corners, stroked, filled)


def _inked(colour: object) -> bool:
    """Is the colour one that can be seen on white paper? Grey, RGB or CMYK; others are held to be seen."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [float(v) for v in parts if isinstance(v, int | float)]
    if len(numbers) != len(parts) or len(numbers) not in (1, 3, 4):
        return True
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - max(cyan, magenta, yellow)) * (1 - black) * 255 < PALE
    return min(numbers) * 255 < PALE
