"""What is lost of a file that is itself a picture: Pillow passes over what libjpeg and libtiff say of damaged data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from sohoa.pipeline.source.damage.checksums import png_damage, strips_damage
from sohoa.pipeline.source.damage.streams import Damage, jpeg_damage, tiff_damage

_TOLD_BY_LIBTIFF = frozenset({"group3", "group4", "tiff_ccitt", "jpeg", "tiff_jpeg"})
"""Compressions of TIFF of which damage is told by libtiff only; of the others Pillow refuses what is damaged."""
_DEFLATE = frozenset({"tiff_adobe_deflate", "tiff_deflate"})
_STRIPS = ((273, 324), (279, 325))
"""Tags of the places and sizes of strips or tiles (TIFF 6.0, sections 8 and 15)."""


def image_file_damage(image: Image.Image, path: Path, number: int) -> Damage | None:
    """What is lost of an open picture that was decoded.

    Args:
        image: at the page that is meant.
        path: of its file.
        number: of the page, from 1.
    """
    coding = image.info.get("compression")
    match image.format:
        case "JPEG" | "MPO":
            return jpeg_damage(path.read_bytes())
        case "PNG":
            return png_damage(path.read_bytes())
        case "TIFF" if coding in _TOLD_BY_LIBTIFF:
            return tiff_damage(path.read_bytes(), number, image.size[1])
        case "TIFF" if coding in _DEFLATE:
            tags: Any = image.tag_v2  # type: ignore[attr-defined] # TIFF has it
            at, sizes = (tags.get(a) or tags.get(b) or () for a, b in _STRIPS)
            return strips_damage(path.read_bytes(), at, sizes)
    return None
