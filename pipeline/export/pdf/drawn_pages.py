"""Pages of a PDF as pictures, for files that cannot be PDF/A as they are: drawn text in fonts that they do not hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from pikepdf import Pdf

DPI = 300
"""Of the pictures: twice what screens show, and what scanners of documents use."""
_QUALITY = 90
"""Of JPEG (Pillow's scale). A guess."""
_COLOUR = 40
"""Levels by which channels differ on a page with colour; smoothed black letters differ less. A guess."""
_GREY_STEP = 17
"""Levels of grey between two that are kept: sixteen of them, as many as smoothed letters need. A guess."""


def draw_pages(source: Path) -> Pdf:
    """A PDF of the same pages, each a picture of what a viewer shows; sizes and turns are kept."""
    import img2pdf

    made = Pdf.new()
    with pypdfium2.PdfDocument(source) as drawn:
        drawn.init_forms()
        for page in drawn:
            turn = page.get_rotation()
            page.set_rotation(0)
            layout = _fixed(page.get_size())
            data = img2pdf.convert(_picture(page), layout_fun=layout, engine=img2pdf.Engine.pikepdf)
            with pikepdf.open(io.BytesIO(data)) as one:
                made.pages.extend(one.pages)
            made.pages[-1].rotate(turn, relative=False)
    return made


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """JPEG if there is colour on the page, else PNG with few greys: smaller, and letters stay sharp."""
    buffer = io.BytesIO()
    drawn = page.render(scale=DPI / 72).to_pil().convert("RGB")
    red, green, blue = (np.asarray(drawn.getchannel(c)).astype(int) for c in "RGB")
    if max(abs(red - green).max(), abs(green - blue).max()) > _COLOUR:
        drawn.save(buffer, "JPEG", quality=_QUALITY, dpi=(DPI, DPI))
    else:
        grey = drawn.convert("L").point(lambda v: round(v / _GREY_STEP) * _GREY_STEP)
        grey.save(buffer, "PNG", dpi=(DPI, DPI))
    return buffer.getvalue()


def _fixed(size: tuple[float, float]) -> Callable[..., tuple[float, float, float, float]]:
    return lambda *_: (*size, *size)
