"""TIFF, PNG and JPEG files through Pillow: any mode becomes grey or RGB, upright by its EXIF tag.

Sizes are checked from the header before anything is decoded.
"""

from __future__ import annotations

import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import ImageFile as PillowFile

from sohoa.errors import EmptyFile, OutOfMemory, PageTooLarge, UnreadableFile, said_by
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import IDENTITY, Homography
from sohoa.nouns.homography import compose, invert, quarter_turn
from sohoa.pipeline.source.damage.decoder_words import heard
from sohoa.pipeline.source.damage.image_files import image_file_damage
from sohoa.pipeline.source.damage.streams import Damage
from sohoa.pipeline.source.pdf.colour_depth import grey_if_colourless
from sohoa.pipeline.source.pdf.page_limits import check_size
from sohoa.settings import SourceSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_FORMATS = ("TIFF", "PNG", "JPEG")
"""What Pillow may take a file for; several pictures in one (MPO, of cameras) come as JPEG."""
_ORIENTATION = 274
"""The EXIF (and TIFF) tag that tells how a camera was held."""
_A4_INCHES = (8.27, 11.69)
"""ISO 216: 210 by 297 mm. A picture that states no resolution is taken for such a page."""
_PAGE_ASPECT = (1.2, 1.65)
"""Long side by short side of a page: from 5:4 photographs to legal paper (1.65)."""
_PLAUSIBLE_INCHES = (3.0, 20.0)
"""Short side of a page that a stated resolution may lead to; 72 dpi from a screen program does not. Guesses."""
_PLAUSIBLE_DPI = (50.0, 2400.0)
"""Resolutions that are believed; scanners have 75 to 1200. Guesses."""
_SURELY_TOO_FINE = 2.0
"""A guessed resolution is trusted for reducing only this many times above the limit. A guess."""
_ON_ITS_SIDE = 5
"""EXIF orientations from this on swap width and height."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded page.

    Attributes:
        pixels: uint8, (height, width) grey or (height, width, 3) RGB, upright.
        dpi: their resolution.
        source_width, source_height: in points, before EXIF turning.
        to_source: from pixels to those points.
    """

    pixels: NDArray[uint8]
    dpi: float
    source_width: float
    source_height: float
    to_source: Homography


class ImageFile:
    """An open image file; only a TIFF has several pages. Pages count from 1.

    Raises:
        EmptyFile: no pages.
        UnreadableFile: Pillow cannot open it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _naming(path):
            # By its name Pillow would map an uncompressed TIFF into memory and decode one that lies
            # on its side with width and height mixed up (seen in 13.0).
            self._file = path.open("rb")
            self._image: Image.Image = Image.open(self._file, formats=_FORMATS)
            self.n_pages = int(getattr(self._image, "n_frames", 1)) if self._image.format == "TIFF" else 1
        if self.n_pages == 0:
            raise EmptyFile(kind=DoubtKind.NO_PAGES, where=path)

    def close(self) -> None:
        """Closes the file."""
        self._image.close()
        self._file.close()

    def load(self, number: int, settings: SourceSettings) -> Picture:
        """Decodes one page.

        Raises:
            PageTooLarge: more pixels than the settings allow; nothing is decoded then.
            UnreadableFile: damaged data.
        """
        with _naming(self._path, number):
            if self.n_pages > 1:
                self._image.seek(number - 1)
            image = self._image
            orientation = 1 if image.format == "PNG" else _orientation(image)
            width, height = _stored_size(image, orientation)
            dpi_x, dpi_y, trust = _resolution((width, height), image.info.get("dpi"))
            target = _target_dpi(max(dpi_x, dpi_y), trust, settings.max_dpi)
            decoded, reduced = float(width * height), (target / dpi_x) * (target / dpi_y)
            check_size(self._path, number, settings.max_megapixels, shown=decoded * reduced, decoded=decoded)
            PillowFile.LOAD_TRUNCATED_IMAGES = False  # other packages in this process may have set it
            heard(image.load)  # what libtiff prints is told by `damage`
            if image.format == "PNG":
                orientation = _orientation(image)
            upright = ImageOps.exif_transpose(image)
            size = _sized((width, height), (target / dpi_x, target / dpi_y), orientation)
            pixels = _resized(image_to_pixels(upright if upright is not None else image), size)
        points = (width * 72.0 / dpi_x, height * 72.0 / dpi_y)
        to_source = _to_source(points, (pixels.shape[1], pixels.shape[0]), orientation)
        return Picture(pixels, target, *points, to_source)

    def damage(self, number: int) -> Damage | None:
        """What is lost of a page that was loaded, from 1."""
        return image_file_damage(self._image, self._path, number)


@contextmanager
def _naming(path: Path, number: int | None = None) -> Iterator[None]:
    """Failures inside Pillow become ours, with file and page; its own limit on size rests meanwhile."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PageTooLarge:
        raise
    except MemoryError as e:
        raise OutOfMemory(where=path, page=number) from e
    except UnidentifiedImageError as e:
        raise UnreadableFile(kind=DoubtKind.NO_IMAGE, where=path, page=number) from e
    except (OSError, EOFError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error) as e:
        raise UnreadableFile(said_by(e), kind=DoubtKind.DAMAGED, where=path, page=number) from e
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _orientation(image: Image.Image) -> int:
    """How the picture is to be turned. Pillow decodes a PNG to tell, and turns a TIFF itself as it decodes it."""
    return int(image.getexif().get(_ORIENTATION, 1) or 1)


def _stored_size(image: Image.Image, orientation: int) -> tuple[int, int]:
    """Width and height as stored: of a TIFF on its side Pillow tells those of the upright picture."""
    width, height = image.size
    return (height, width) if image.format == "TIFF" and orientation >= _ON_ITS_SIDE else (width, height)


def _resolution(size: tuple[int, int], stated: object) -> tuple[float, float, float]:
    """Horizontal and vertical dpi, and how far above the limit it must be to be trusted for reducing.

    What the file states if it makes sense, else guessed from A4 paper; infinity: not to be trusted.

    Rule: A resolution in a picture file that leads to no possible paper (72 dpi) is passed over; the page is then held
        to be A4.
    Test: pipeline/source/test_image_file.py::test_a_stated_resolution_is_taken_and_a_foolish_one_is_not
    """
    width, height = size
    if isinstance(stated, tuple) and len(stated) == 2:
        x, y = (float(v) for v in stated)
        low, high = _PLAUSIBLE_DPI
        square = low <= min(x, y) and max(x, y) <= min(high, 3 * min(x, y))
        if square and _PLAUSIBLE_INCHES[0] <= min(width / x, height / y) <= _PLAUSIBLE_INCHES[1]:
            return x, y, 1.0
    short, long = sorted((width, height))
    like_page = _PAGE_ASPECT[0] <= long / short <= _PAGE_ASPECT[1]
    guess = short / _A4_INCHES[0] if like_page else long / _A4_INCHES[1]
    guess = min(max(guess, _PLAUSIBLE_DPI[0]), _PLAUSIBLE_DPI[1])
    return guess, guess, _SURELY_TOO_FINE if like_page else math.inf


def _target_dpi(dpi: float, trust: float, max_dpi: int) -> float:
    return float(max_dpi) if dpi > max_dpi * trust else dpi


def _sized(size: tuple[int, int], zoom: tuple[float, float], orientation: int) -> tuple[int, int]:
    width, height = (max(1, round(n * z)) for n, z in zip(size, zoom, strict=True))
    return (height, width) if orientation >= _ON_ITS_SIDE else (width, height)


def _resized(pixels: NDArray[uint8], size: tuple[int, int]) -> NDArray[uint8]:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    shrinks = size[0] < pixels.shape[1] or size[1] < pixels.shape[0]
    method = Image.Resampling.BOX if shrinks else Image.Resampling.BICUBIC
    return np.array(Image.fromarray(pixels).resize(size, method))


def image_to_pixels(image: Image.Image) -> NDArray[uint8]:
    """Any Pillow mode to uint8: (height, width) grey or (height, width, 3) RGB, transparent parts as white paper."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _deep_to_grey(np.asarray(image, dtype=np.float32))
    if image.mode in ("1", "L"):
        return np.array(image.convert("L"))
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, layered)
    return grey_if_colourless(np.array(image.convert("RGB")))


def _deep_to_grey(values: NDArray[np.float32]) -> NDArray[uint8]:
    """More than 8 bits a pixel: 16 bits are scaled by 257; other ranges by their own maximum."""
    top = float(values.max(initial=0.0))
    full = 65535.0 if 4095 < top <= 65535 else 4095.0 if 255 < top <= 4095 else max(top, 255.0)
    if 0.0 < top <= 1.0:
        full = 1.0
    return cast("NDArray[uint8]", np.clip(values * (255.0 / full) + 0.5, 0, 255).astype(np.uint8))


def _to_source(points: tuple[float, float], size: tuple[int, int], orientation: int) -> Homography:
    """From pixels of the upright picture to points of the stored one (EXIF 2.3, tag 274).

    Rule: A photograph that lies on its side by its EXIF tag is turned upright, and its boxes lead back to the file as
        it is.
    Test: pipeline/source/test_image_file.py::test_orientation_is_undone_and_can_be_traced_back
    """
    mirrored = orientation in (2, 4, 5, 7)
    turn = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}.get(orientation, 0)
    flip: Homography = (-1.0, 0.0, points[0], 0.0, 1.0, 0.0, 0.0, 0.0, 1.0) if mirrored else IDENTITY
    upright = compose(quarter_turn(turn, *points), flip)
    shown = (points[1], points[0]) if turn in (90, 270) else points
    zoom: Homography = (shown[0] / size[0], 0.0, 0.0, 0.0, shown[1] / size[1], 0.0, 0.0, 0.0, 1.0)
    return compose(invert(upright), zoom)
