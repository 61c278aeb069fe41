"""Text of a page that nobody sees: invisible, under one point, off the page, white on white, covered, switched off.

How a text object is painted makes it suspect; the page's own pixels decide. The page is rendered with the suspects and
without them: where nothing changes, nothing of them is to be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfPage

from sohoa.nouns.geometry import Box, Homography
from sohoa.pipeline.source.pdf.chars import Char, Paint
from sohoa.pipeline.source.pdf.objects import address_of, is_area, object_bounds, page_objects
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry
from sohoa.pipeline.source.pdf.words import CharRun, box_of, chars_to_runs

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

Kind = TypeVar("Kind", bound=np.generic)

SMALLEST_TYPE = 1.0
"""Type under this size is not to be seen, in points."""
_INVISIBLE, _CLIP_ONLY = 3, 7
"""Render modes: nothing is painted; letters are a path for clipping (ISO 32000-1, table 106)."""
_PALE, _FAINT = 200, 128
"""Colours with all channels above the first, and inks less opaque than the second, are looked at (0-255). Guesses."""
_THIN_COVER = 3.0
"""Areas thinner than this, in points, are lines and cover no text. A guess."""
_MOST_COVERS = 2_000
"""Areas of a page that are looked at; a drawing has more. A guess."""
_DECIDING_DPI = 100.0
"""Resolution at which a page with and without its suspects is compared: a comma is three pixels. A guess."""
_CHANGED = 12
"""A pixel has changed if a channel differs by more, 0-255: text of 5 % grey on white is seen by nobody. A guess."""
_FLAT = 10
"""Grey levels within a word's box under which it shows no ink, 0-255. A guess."""
_MOST_LETTERS = 100_000
"""On a page of more letters no pixels are asked which of them show. A guess: a second of time."""
_OUTLINE = 0.01
"""Height from which a letter has an outline, in font sizes: where there is none PDFium gives 0.001."""
_FONT_SHOWS = 0.5
"""Share of a font's words that show ink from which one without ink is looked at. A guess: fonts that PDFium cannot find
show nothing at all."""

Render = Callable[[float], "NDArray[uint8]"]
"""Renders the open page at a resolution: uint8 RGB (height, width, 3)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Characters that are to be seen, and those that are not, each in drawing order."""

    chars: tuple[Char, ...]
    hidden: tuple[Char, ...] = ()


def part_hidden(
    page: PdfPage, chars: Sequence[Char], geometry: PageGeometry, small: tuple[NDArray[uint8], float], render: Render
) -> Seen:
    """Parts the characters of a page without a scan into those that are to be seen and those that are not.

    Args:
        page: open; objects of it are switched off and on again.
        chars: of its content.
        geometry: how the page lies.
        small: the page as rendered, uint8 RGB (height, width, 3), and its resolution.
        render: renders the page anew.

    Rule: Text of a PDF that nobody sees (invisible, white, covered, off the page, under one point) is left out, and
        the problem `hidden_text` tells it.
    Test: pipeline/source/pdf/test_hidden_text.py::test_what_nobody_sees_is_left_out
    """
    gone = {c for c in chars if c.text not in ("", " ") and _is_never_seen(c, geometry)}
    suspects = _suspects(page, chars, geometry, small)
    if suspects:
        runs = chars_to_runs(chars, keep_twins=True)
        asked = [r for r in runs if any(c.paint and c.paint.address in suspects for c in r.chars)]
        for run in _unseen(asked, _changed_by(page, suspects, render), geometry.user_to_pixels(_DECIDING_DPI)):
            gone.update(run.chars)
    if not gone:
        return Seen(tuple(chars))
    return Seen(tuple(c for c in chars if c not in gone), tuple(c for c in chars if c in gone or not c.text.strip()))


def _unseen(asked: Sequence[CharRun], changed: NDArray[np.bool_], to_pixels: Homography) -> list[CharRun]:
    """Of these words, those at whose letters nothing changes; one without outlines goes with the rest of its object."""
    outlined = [run for run in asked if _has_outlines(run)]
    shown = [any(_part(changed, box_of([c], to_pixels)).any() for c in run.chars) for run in outlined]
    unseen = [run for run, seen in zip(outlined, shown, strict=True) if not seen]
    of_unseen = {c.paint for run in unseen for c in run.chars}
    of_shown = {c.paint for run, seen in zip(outlined, shown, strict=True) if seen for c in run.chars}
    bare = [r for r in asked if not _has_outlines(r) and r.chars[0].paint in of_unseen - of_shown]
    return [*unseen, *bare]


def is_drawn(page: PdfPage, chars: Sequence[Char]) -> bool:
    """Are most letters of a page that an image covers painted over that image, as on a page with a picture behind it?

    An engine that makes a scan searchable writes its letters invisibly, or under the picture.
    """
    letters = [c for c in chars if c.text.strip()]
    under = set(covered_objects(page))
    painted = [c for c in letters if c.paint and _is_painted(c.paint) and c.paint.address not in under]
    return 2 * len(painted) > len(letters)


def _is_painted(paint: Paint) -> bool:
    return paint.mode != _INVISIBLE and paint.colour[3] >= _FAINT


def _is_never_seen(c: Char, geometry: PageGeometry) -> bool:
    if c.paint is not None and c.paint.mode == _INVISIBLE:
        return True
    if c.em < SMALLEST_TYPE and c.y1 - c.y0 < SMALLEST_TYPE:
        return True
    return c.x1 < geometry.left or c.x0 > geometry.right or c.y1 < geometry.bottom or c.y0 > geometry.top


def _suspects(
    page: PdfPage, chars: Sequence[Char], geometry: PageGeometry, small: tuple[NDArray[uint8], float]
) -> set[int]:
    """Addresses of the text objects that may not be seen."""
    paints = {c.paint.address: c.paint for c in chars if c.paint is not None and c.paint.address}
    found = {
        address
        for address, paint in paints.items()
        if min(paint.colour[:3]) >= _PALE or paint.colour[3] < _FAINT or paint.mode == _CLIP_ONLY
    }
    found.update(covered_objects(page))
    if len(chars) > _MOST_LETTERS:
        return found
    runs = [run for run in chars_to_runs(chars) if run.chars[0].paint]
    for run in _without_ink(runs, small[0], geometry.user_to_pixels(small[1])):
        found.update(c.paint.address for c in run.chars if c.paint and c.paint.address)
    return found


def covered_objects(page: PdfPage) -> Iterator[int]:
    """Addresses of text objects over which areas or images are drawn later."""
    covers: list[Box] = []
    for obj, matrix in reversed(list(page_objects(page))):
        box = object_bounds(obj, matrix)
        if box is None:
            continue
        if pdfium_c.FPDFPageObj_GetType(obj) == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if any(c.overlap_x(box) > 0 and c.overlap_y(box) > 0 for c in covers):
                yield address_of(obj)
        elif min(box.width, box.height) >= _THIN_COVER and is_area(obj) and len(covers) < _MOST_COVERS:
            covers.append(box)


def _without_ink(runs: Sequence[CharRun], small: NDArray[uint8], to_pixels: Homography) -> Iterator[CharRun]:
    """Words in whose boxes nothing is to be seen, of fonts of which most words are."""
    flat = [_is_flat(_part(small, box_of(run.chars, to_pixels))) and _has_outlines(run) for run in runs]
    of_font, flat_of_font = Counter(r.chars[0].font for r in runs), Counter[str]()
    flat_of_font.update(r.chars[0].font for r, is_flat in zip(runs, flat, strict=True) if is_flat)
    for run, is_flat in zip(runs, flat, strict=True):
        font = run.chars[0].font
        if is_flat and flat_of_font[font] <= (1 - _FONT_SHOWS) * of_font[font]:
            yield run


def _has_outlines(run: CharRun) -> bool:
    """Has a letter of the word an outline? There is none where a font is not embedded and no other has the glyph."""
    return any(c.y1 - c.y0 > _OUTLINE * c.em for c in run.chars)


def _is_flat(part: NDArray[uint8]) -> bool:
    """Is it of one colour?"""
    low, high = part.reshape(-1, 3).min(axis=0, initial=255), part.reshape(-1, 3).max(axis=0, initial=0)
    return bool((high.astype(int) - low < _FLAT).all())


def _changed_by(page: PdfPage, addresses: set[int], render: Render) -> NDArray[np.bool_]:
    """Where the page looks otherwise without these objects: bool (height, width) at `_DECIDING_DPI`."""
    objects = [obj for obj, _ in page_objects(page) if address_of(obj) in addresses]
    before = render(_DECIDING_DPI)
    try:
        for obj in objects:
            pdfium_c.FPDFPageObj_SetIsActive(obj, False)
        after = render(_DECIDING_DPI)
    finally:
        for obj in objects:
            pdfium_c.FPDFPageObj_SetIsActive(obj, True)
    changed: NDArray[np.bool_] = (np.maximum(before, after) - np.minimum(before, after)).max(axis=2) > _CHANGED
    return changed


def _part(pixels: NDArray[Kind], box: Box) -> NDArray[Kind]:
    """The pixels under a box, one at least; none off the page."""
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    return pixels[y0 : max(y0 + 1, int(np.ceil(box.y1))), x0 : max(x0 + 1, int(np.ceil(box.x1)))]
