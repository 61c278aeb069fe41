"""TIFF, JPEG and PNG files as PDF pages, their compressed pictures put in as they are where PDF knows the kind."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image, ImageSequence

_MODES = ("1", "L", "P", "RGB")
"""Modes of Pillow that a PDF/A with sRGB colours holds as they are; others (CMYK, 16 bits, transparency) become RGB or
grey on white paper."""


def image_to_pdf(path: Path, sizes: Sequence[tuple[float, float]]) -> pikepdf.Pdf:
    """The pages of an image file, each of its size in points before turning by its EXIF tag.

    Rule: The picture of a scan is put into the PDF as it is: a JPEG is not compressed again, nothing is made smaller.
    Test: pipeline/export/pdf/test_image_pages.py::test_the_bytes_of_a_jpeg_are_in_the_pdf
    """
    import img2pdf

    left = iter(sizes)

    def layout(*_: object) -> tuple[float, float, float, float]:
        width, height = next(left, sizes[-1])
        return width, height, width, height

    turned = img2pdf.Rotation.ifvalid
    data = img2pdf.convert(_fit_for_pdf(path), layout_fun=layout, rotation=turned, engine=img2pdf.Engine.pikepdf)
    return pikepdf.open(io.BytesIO(data))


def _fit_for_pdf(path: Path) -> list[bytes]:
    """The file itself, or its frames as PNG files if it has a mode that PDF does not have."""
    with Image.open(path) as image:
        plain = all(f.mode in _MODES and "transparency" not in f.info for f in ImageSequence.Iterator(image))
        if plain and image.format != "MPO":
            return [path.read_bytes()]
        return [_as_png(frame) for frame in ImageSequence.Iterator(image)]


def _as_png(frame: Image.Image) -> bytes:
    """A frame without transparency, with 8 bits, still as it was stored: its EXIF tag turns the page."""
    if frame.mode.startswith("I"):
        flat = frame.point(lambda v: v / 256).convert("L")
    elif frame.mode in ("F", "CMYK", "LAB", "YCbCr", "HSV"):
        flat = frame.convert("RGB")
    else:
        seen = frame.convert("RGBA")
        flat = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", exif=frame.getexif())
    return buffer.getvalue()
