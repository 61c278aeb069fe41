"""Pictures of a PDF page whose data are damaged: what PDFium draws of them is not all that was scanned."""

from __future__ import annotations

import ctypes
import math
import mmap
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfBitmap, PdfPage

from sohoa.nouns.homography import compose
from sohoa.nouns.problem import Problem
from sohoa.pipeline.source.damage.checksums import deflate_damage
from sohoa.pipeline.source.damage.jbig2 import jbig2_damage
from sohoa.pipeline.source.damage.streams import Damage, FaxForm, fax_damage, jpeg_damage, jpx_damage
from sohoa.pipeline.source.damage.white_noise import may_hold_noise, noise_damage
from sohoa.pipeline.source.pdf.objects import object_matrix, page_objects
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_MATTERS = 0.005
"""A picture is looked at from this share of the page on. A guess: a strip of a scan, not a logo."""
_MOST = 64
"""Pictures of a page that are looked at. A guess: some scanners cut a page into strips."""
_HEAD = 4096
"""Bytes before a stream in which its dictionary stands. A guess."""
_FOUND_BY = 256
"""First bytes of a stream by which it is found in the file."""
_ALL_ROWS = 0.999
"""Share of the bytes of an uncompressed picture that must be there; a byte may be lost at the end. A guess."""


def damaged_pictures(
    page: PdfPage, number: int, geometry: PageGeometry, path: Path, pixels: NDArray[uint8] | None = None
) -> tuple[Problem, ...]:
    """What is lost of the pictures of an open page.

    Args:
        page: open.
        number: its number, from 1.
        geometry: of the page.
        path: of the file.
        pixels: of the page as drawn, if it was: a picture is only decoded once more where these may be noise.
    """

    @cache
    def noisy() -> bool:
        return pixels is not None and may_hold_noise(pixels)

    found: list[Problem] = []
    for k, image in enumerate(_large_images(page, geometry)):
        if k == _MOST:
            break
        damage = _damage_of(page, image, path) or (
            _noise_of(image) if _coding(image) == "JBIG2Decode" and noisy() else None
        )
        if damage is not None:
            found.append(damage.problem(number))
    return tuple(dict.fromkeys(found))


def _large_images(page: PdfPage, geometry: PageGeometry) -> Iterator[pdfium_c.FPDF_PAGEOBJECT]:
    for obj, matrix in page_objects(page):
        if pdfium_c.FPDFPageObj_GetType(obj) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            a, b, _, c, d, *_ = compose(matrix, object_matrix(obj))
            if abs(a * d - b * c) >= _MATTERS * geometry.width * geometry.height:
                yield obj


def _damage_of(page: PdfPage, image: pdfium_c.FPDF_PAGEOBJECT, path: Path) -> Damage | None:
    data = _bytes_of(pdfium_c.FPDFImageObj_GetImageDataDecoded, image)
    match _coding(image):
        case "DCTDecode" | "DCT":
            damage = jpeg_damage(data)
        case "JPXDecode":
            damage = jpx_damage(data)
        case "JBIG2Decode":
            damage = jbig2_damage(data)
        case "CCITTFaxDecode" | "CCF":
            form = _fax_form(image, path)
            damage = fax_damage(data, form) if form else None
        case "FlateDecode" if pdfium_c.FPDFImageObj_GetImageFilterCount(image) == 1:
            raw = _bytes_of(pdfium_c.FPDFImageObj_GetImageDataRaw, image)
            damage = _plain_damage(page, image, len(data)) or deflate_damage(raw)
        case _:
            damage = _plain_damage(page, image, len(data))
    return damage


def _noise_of(image: pdfium_c.FPDF_PAGEOBJECT) -> Damage | None:
    """Is a picture of arithmetic code in part noise?"""
    raw = pdfium_c.FPDFImageObj_GetBitmap(image)
    if not raw:
        return None
    picture = PdfBitmap.from_raw(raw).to_numpy()
    return noise_damage(picture if picture.ndim == 2 else picture[:, :, 0])


def _coding(image: pdfium_c.FPDF_PAGEOBJECT) -> str:
    """The last filter of a picture's data, "" for none."""
    n = pdfium_c.FPDFImageObj_GetImageFilterCount(image)
    if n <= 0:
        return ""
    name = ctypes.create_string_buffer(64)
    pdfium_c.FPDFImageObj_GetImageFilter(image, n - 1, name, 64)
    return name.value.decode("ascii", "replace")


def _bytes_of(get: Callable[..., int], image: pdfium_c.FPDF_PAGEOBJECT) -> bytes:
    size = get(image, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(image, buffer, size)
    return buffer.raw


def _size(image: pdfium_c.FPDF_PAGEOBJECT) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(image, width, height)
    return width.value, height.value


def _plain_damage(page: PdfPage, image: pdfium_c.FPDF_PAGEOBJECT, n_bytes: int) -> Damage | None:
    """Rows that never came: less data than rows of these pixels have.

    Rule: A picture of which a PDF holds fewer rows than it states is told, with the share that is there.
    Test: pipeline/source/pdf/test_picture_damage.py::test_a_damaged_picture_is_told_and_its_twin_is_not
    """
    facts = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    if not pdfium_c.FPDFImageObj_GetImageMetadata(image, page, facts):
        return None
    width, height = _size(image)
    wanted = math.ceil(width * facts.bits_per_pixel / 8) * height
    if not wanted or n_bytes >= _ALL_ROWS * wanted:
        return None
    return Damage(f"{n_bytes} of {wanted} bytes", n_bytes / wanted)


def _fax_form(image: pdfium_c.FPDF_PAGEOBJECT, path: Path) -> FaxForm | None:
    """How a fax is coded, read off its dictionary in the file; None where that is not found, or is a rare form."""
    words = _dictionary_before(_bytes_of(pdfium_c.FPDFImageObj_GetImageDataRaw, image), path)
    if words is None or re.search(rb"/EncodedByteAlign\s+true|/DecodeParms\s+\d+\s+\d+\s+R", words):
        return None
    k = int(_number(words, rb"/K", 0))
    if k >= 0 and not re.search(rb"/EndOfLine\s+true", words):
        return None
    _, height = _size(image)
    return FaxForm(int(_number(words, rb"/Columns", 1728)), height, k)


def _number(words: bytes, key: bytes, default: int) -> int:
    found = re.search(key + rb"\s+(-?\d{1,6})\b", words)
    return int(found[1]) if found else default


def _dictionary_before(raw: bytes, path: Path) -> bytes | None:
    """What stands before a stream since its object began."""
    if not raw:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(raw[:_FOUND_BY])
        return None if at < 0 else data[max(0, at - _HEAD) : at].rpartition(b" obj")[2]
