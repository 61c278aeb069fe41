"""What is drawn on a PDF page: its images and its straight lines, forms (XObjects) opened up."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium_c
from pypdfium2 import PdfAttachment, PdfPage

from sohoa.nouns.geometry import IDENTITY, Box, Homography
from sohoa.nouns.homography import apply_to_box, compose
from sohoa.pipeline.source.pdf.page_geometry import POINTS_PER_INCH, PageGeometry

_MAX_DEPTH = 8
"""Forms within forms that are opened. A guess; programs nest two or three."""
_MAX_OBJECTS = 200_000
"""Objects that are looked at; a map or drawing may hold more. A guess: a second of time."""
_RASTER = 96
"""Cells a side of the raster on which coverage by images is counted. A guess."""
_MATTERS = 0.3
"""An image matters to the page's resolution if it has this share of the largest one's area. A guess."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image: its size in pixels, its resolution on the page and its box in source points."""

    width: int
    height: int
    dpi: float
    box: Box


@dataclass(frozen=True, slots=True)
class Scan:
    """What the images make of the page.

    `covered` is the share of the page that lies under images, 0-1; `dpi` the finest
    resolution among the images that matter, None without images; `pixels` those that have to
    be decoded; `boxes` are in source points.
    """

    covered: float
    dpi: float | None
    pixels: int
    boxes: tuple[Box, ...]


def page_objects(page: PdfPage) -> Iterator[tuple[pdfium_c.FPDF_PAGEOBJECT, Homography]]:
    """Every object that is no form, with its form's matrix to user space."""
    count = 0
    stack = [(pdfium_c.FPDFPage_GetObject(page, i), IDENTITY, 0) for i in range(_count(page))][::-1]
    while stack and count < _MAX_OBJECTS:
        obj, matrix, depth = stack.pop()
        count += 1
        if pdfium_c.FPDFPageObj_GetType(obj) != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield obj, matrix
        elif depth < _MAX_DEPTH:
            inner = compose(matrix, object_matrix(obj))
            size = pdfium_c.FPDFFormObj_CountObjects(obj)
            stack += [(pdfium_c.FPDFFormObj_GetObject(obj, i), inner, depth + 1) for i in range(size)][::-1]


def _count(page: PdfPage) -> int:
    return max(0, int(pdfium_c.FPDFPage_CountObjects(page)))


def object_matrix(obj: pdfium_c.FPDF_PAGEOBJECT) -> Homography:
    """The object's own matrix."""
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(obj, m):
        return IDENTITY
    return (m.a, m.c, m.e, m.b, m.d, m.f, 0.0, 0.0, 1.0)


def address_of(obj: pdfium_c.FPDF_PAGEOBJECT) -> int:
    """What names an object while its page is open."""
    return ctypes.cast(obj, ctypes.c_void_p).value or 0


def object_bounds(obj: pdfium_c.FPDF_PAGEOBJECT, matrix: Homography) -> Box | None:
    """The upright box of an object in user space, y up; None if PDFium knows none."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return None
    if right.value < left.value or top.value < bottom.value:
        return None
    return apply_to_box(matrix, Box(left.value, bottom.value, right.value, top.value))


def is_area(obj: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Is it an image, a shading or a filled path, under which text may lie?"""
    if pdfium_c.FPDFPageObj_GetType(obj) != pdfium_c.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke)) and fill.value != 0


def read_scan(page: PdfPage, geometry: PageGeometry) -> Scan:
    """Finds the images of the page and sums up what they are to it."""
    to_source = geometry_to_source(geometry)
    images = [x for x in _images(page, to_source) if x.box.area > 0]
    if not images:
        return Scan(0.0, None, 0, ())
    mask = np.zeros((_RASTER, _RASTER), bool)
    for image in images:
        b = image.box
        x0, x1 = (round(v / geometry.width * _RASTER) for v in (b.x0, b.x1))
        y0, y1 = (round(v / geometry.height * _RASTER) for v in (b.y0, b.y1))
        mask[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = True
    largest = max(i.box.area for i in images)
    dpi = max(i.dpi for i in images if i.box.area >= _MATTERS * largest)
    pixels = sum(i.width * i.height for i in images)
    return Scan(float(mask.mean()), dpi, pixels, tuple(i.box for i in images))


def geometry_to_source(geometry: PageGeometry) -> Homography:
    """From user space to source points."""
    return (1.0, 0.0, -geometry.left, 0.0, -1.0, geometry.top, 0.0, 0.0, 1.0)


def _images(page: PdfPage, to_source: Homography) -> Iterator[PlacedImage]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for obj, matrix in page_objects(page):
        if pdfium_c.FPDFPageObj_GetType(obj) != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        if not pdfium_c.FPDFImageObj_GetImagePixelSize(obj, width, height):
            continue
        placed = compose(matrix, object_matrix(obj))
        across, down = math.hypot(placed[0], placed[3]), math.hypot(placed[1], placed[4])
        if min(across, down) < 1 or min(width.value, height.value) < 2:
            continue
        dpi = max(width.value / across, height.value / down) * POINTS_PER_INCH
        box = apply_to_box(compose(to_source, placed), Box(0, 0, 1, 1))
        yield PlacedImage(width.value, height.value, dpi, box)


def attached_to_page(page: PdfPage) -> tuple[str, ...]:
    """Names of the files that notes on the page carry (ISO 32000-1, 12.5.6.15: file attachment annotations)."""
    names: list[str] = []
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, i)
        if not note:
            continue
        attached = pdfium_c.FPDFAnnot_GetFileAttachment(note)
        if attached:
            names.append(PdfAttachment(attached, None).get_name())
        pdfium_c.FPDFPage_CloseAnnot(note)
    return tuple(names)
