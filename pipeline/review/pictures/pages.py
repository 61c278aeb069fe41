"""Pictures of pages as they were read, and crops of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sohoa.errors import SohoaError
from sohoa.nouns.geometry import Box, Homography
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.review.pictures.kept import Kept
from sohoa.pipeline.review.pictures.sources import Sources
from sohoa.settings import Settings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

ROOM = 192 * 2**20
"""Bytes of pixels that are kept: some seven colour pages at 300 dpi."""
ROOM_ENCODED = 64 * 2**20
"""Bytes of encoded pictures that are kept: some hundred pages."""
PAGE_WIDTH = 1700
"""Pixels that the picture of a page has at most across: twice what a window of 1280 shows of it."""
_GROWN = 2.0
"""So many times the pixels of the largest page that is opened has a page that is drawn, at most."""
_QUALITY = 82
"""Of JPEG (Pillow's scale): letters stay clean, a page has some 300 kB. A guess."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """What the datasets tell of a page's picture: its number, size in pixels, and the way to the source's points."""

    number: int
    width: int
    height: int
    to_source: Homography


class Pictures:
    """Draws pages from their sources. One page at a time is drawn: PDFium is not made for several threads."""

    def __init__(self, roots: Sequence[Path], settings: Settings) -> None:
        """Nothing is drawn yet.

        Args:
            roots: folders that were digitised, or files themselves.
            settings: of opening a source.
        """
        self.sources = Sources(roots)
        self._settings = settings
        self._pixels: Kept[NDArray[uint8]] = Kept(ROOM, lambda p: int(p.nbytes))
        self._encoded: Kept[bytes] = Kept(ROOM_ENCODED, len)
        self._drawing = Lock()

    def page(self, outcome: Outcome, shape: PageShape) -> bytes | None:
        """The page as JPEG, at most `PAGE_WIDTH` across; None if its source is not here or cannot be drawn."""
        return self._made(outcome, shape, None)

    def crop(self, outcome: Outcome, shape: PageShape, box: Box) -> bytes | None:
        """A piece of the page as JPEG, in its own pixels; None as in `page`."""
        return self._made(outcome, shape, box)

    def _made(self, outcome: Outcome, shape: PageShape, box: Box | None) -> bytes | None:
        path = self.sources.path_of(outcome)
        if path is None or not self._can_be_drawn(shape):
            return None
        key = outcome.doc_id, shape, box
        try:
            return self._encoded.get(key, lambda: _encoded(self._drawn(outcome.doc_id, path, shape), box))
        except (SohoaError, OSError, ValueError, IndexError):  # a page that cannot be drawn is shown as text alone
            return None

    def _can_be_drawn(self, shape: PageShape) -> bool:
        """Is it no larger than a page that would be read? A dataset can say anything."""
        return 0 < shape.width * shape.height <= _GROWN * self._settings.source.max_megapixels * 1e6

    def _drawn(self, doc_id: str, path: Path, shape: PageShape) -> NDArray[uint8]:
        with self._drawing:
            return self._pixels.get((doc_id, shape), lambda: _as_read(path, shape, self._settings))


def _as_read(path: Path, shape: PageShape, settings: Settings) -> NDArray[uint8]:
    from sohoa.pipeline.source.opening import open_source
    from sohoa.pipeline.view.as_read import set_as_read

    with open_source(path, settings.source) as source:
        page = source.load(shape.number, with_pixels=True)
    if page.pixels is None:
        raise ValueError("no pixels")
    return set_as_read(page.pixels, page.frame.to_source, shape.to_source, (shape.width, shape.height))


def _encoded(pixels: NDArray[uint8], box: Box | None) -> bytes:
    from PIL import Image

    picture = Image.fromarray(pixels)
    if box is not None:
        picture = picture.crop(_inside(box, picture.size))
    elif picture.width > PAGE_WIDTH:
        height = round(picture.height * PAGE_WIDTH / picture.width)
        picture = picture.resize((PAGE_WIDTH, height), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _inside(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Whole pixels of the part of a box that lies on the picture, one at least."""
    left, top = (min(max(0, round(v)), most - 1) for v, most in zip((box.x0, box.y0), size, strict=True))
    right, bottom = (min(round(v), most) for v, most in zip((box.x1, box.y1), size, strict=True))
    return left, top, max(right, left + 1), max(bottom, top + 1)
