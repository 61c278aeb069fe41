"""From the set PDF to the worn scan: pages as pictures, degraded, put into a PDF of JPEG pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from samples.degrade import Pixels, degrade
from samples.marks import Place
from samples.plan import Plan
from samples.readback import PrintedPage
from samples.wear import Wear


def pdf_to_pictures(pdf: bytes, dpi: int) -> list[Pixels]:
    """Grey pages at the given resolution."""
    document = pdfium.PdfDocument(pdf)
    return [np.asarray(p.render(scale=dpi / 72, grayscale=True).to_numpy(), np.uint8).squeeze() for p in document]


def signature_place(plan: Plan, page: PrintedPage) -> Place | None:
    """The space between the signer's titles and name, None where nobody signs."""
    lines = [x for x in page.lines if x.region == "footer_right"]
    if not lines:
        return None
    name = next(x.bounds for x in lines if x.text == plan.signer)
    above = max(x.bounds[3] for x in lines if x.text != plan.signer)
    middle = (name[0] + name[2]) / 2, (above + name[1]) / 2
    text = f"{' '.join(plan.issuer)} * VIỆT NAM * "
    return Place(middle[0] / page.width, middle[1] / page.height, text)


def worn_pages(plan: Plan, pdf: bytes, pages: tuple[PrintedPage, ...], wear: Wear) -> Iterator[Pixels]:
    """Each page worn with its own seed, drawn from the plan's name and the page number."""
    pictures = pdf_to_pictures(pdf, wear.dpi)
    for page, picture in zip(pages, pictures, strict=True):
        rng = np.random.default_rng(zlib.crc32(f"{plan.name} {page.number}".encode()))
        place = signature_place(plan, page)
        mine = replace(wear, turn=plan.turns.get(page.number, 0), colour=wear.colour or place is not None)
        back = pictures[page.number % len(pictures)]
        yield degrade(picture, mine, rng, place, back)[0]


def pictures_to_pdf(pictures: Iterator[Pixels], wear: Wear) -> bytes:
    """One JPEG a page."""
    first, *rest = [Image.fromarray(p) for p in pictures]
    out = io.BytesIO()
    jpeg = {"quality": wear.jpeg_quality, "optimize": True}
    first.save(out, "PDF", resolution=wear.dpi, save_all=True, append_images=rest, **jpeg)
    return out.getvalue()
