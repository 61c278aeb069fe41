"""PDF pages through PDFium: opening, rendering as a viewer shows them, text layer, rules.

The characters and rules of a page's content may be read by pdfplumber instead (`source_plumber`).
One page is open at a time. Annotations and form fields are drawn, because numbers, dates and
forwarding notes are often typed over a page that way; for the same reason their text is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from sohoa.errors import EmptyFile, EncryptedFile, InputError, OutOfMemory, UnreadableFile, said_by
from sohoa.nouns.digital_signature import DigitalSignature
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Homography, Rule
from sohoa.pipeline.source.damage.file_end import missing_end
from sohoa.pipeline.source.pdf.chars import Char, read_chars
from sohoa.pipeline.source.pdf.form_values import read_values, with_values
from sohoa.pipeline.source.pdf.objects import Scan, read_scan
from sohoa.pipeline.source.pdf.page_geometry import POINTS_PER_INCH, PageGeometry
from sohoa.pipeline.source.pdf.page_limits import check_size
from sohoa.pipeline.source.pdf.plumber import PlumberFile
from sohoa.pipeline.source.pdf.rules import read_rules
from sohoa.pipeline.source.pdf.signatures import read_signatures
from sohoa.settings import LayerReader

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_PASSWORD_ERRORS = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
_LETTER_POINTS = (612.0, 792.0)
"""Size of a page whose own box makes no sense: US letter, which is what PDFium takes."""
_TEXTLESS_ANNOTATIONS = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)


@dataclass(frozen=True, slots=True)
class PdfPageFacts:
    """What a page holds, before anything is rendered.

    `chars` are those of the page's content, `stamped` those of its annotations and form fields;
    `doubts` are about these.
    """

    geometry: PageGeometry
    scan: Scan
    chars: tuple[Char, ...]
    stamped: tuple[Char, ...]
    doubts: tuple[Doubt, ...] = ()


class PdfFile:
    """An open PDF. Pages count from 1.

    Args:
        path: of the file.
        layer_reader: what reads the characters and rules that a page's content draws.

    Raises:
        EncryptedFile: it wants a password.
        EmptyFile: it has no pages.
        UnreadableFile: PDFium cannot open it.
    """

    def __init__(self, path: Path, layer_reader: LayerReader = "pdfium") -> None:
        self.path = path
        self._plumber = PlumberFile(path) if layer_reader == "pdfplumber" else None
        self._pdf = _open(path)
        self.n_pages = len(self._pdf)
        if self.n_pages == 0:
            self._pdf.close()
            raise EmptyFile(kind=DoubtKind.NO_PAGES, where=path)
        if self._pdf.get_formtype() != pdfium_c.FORMTYPE_NONE:
            self._pdf.init_forms()

    def signatures(self) -> tuple[DigitalSignature, ...]:
        """The digital signatures of the file."""
        return read_signatures(self._pdf)

    def close(self) -> None:
        """Closes the file."""
        self._pdf.close()
        if self._plumber is not None:
            self._plumber.close()

    @contextmanager
    def page(self, number: int) -> Iterator[pdfium.PdfPage]:
        """Opens one page and closes it again.

        Raises:
            UnreadableFile: the page is damaged.
        """
        with _naming(self.path, number):
            page = self._pdf[number - 1]
        try:
            with _naming(self.path, number):
                yield page
        finally:
            page.close()
            if self._plumber is not None:
                self._plumber.let_go()

    def require_content(self, page: pdfium.PdfPage, number: int) -> None:
        """Is anything on an open page, if the file is cut? What a viewer shows of a lost page is white.

        Raises:
            UnreadableFile: the page is empty, and the end of the file is missing.
        """
        n_things = pdfium_c.FPDFPage_CountObjects(page) + pdfium_c.FPDFPage_GetAnnotCount(page)
        if n_things <= 0 and (cut := missing_end(self.path)) is not None:
            raise UnreadableFile(cut.detail, kind=cut.kind, where=self.path, page=number)

    def facts(self, page: pdfium.PdfPage, number: int) -> PdfPageFacts:
        """Reads geometry, images and characters of an open page."""
        geometry = _geometry(page)
        scan = read_scan(page, geometry)
        stamps = _has_stamps(page)
        drawn, n_drawn = _chars_of(page) if self._plumber is None or stamps else ([], 0)
        stamped, doubts = self._stamped_chars(number, n_drawn) if stamps else ((), ())
        chars = drawn if self._plumber is None else self._plumber.chars(number)
        return PdfPageFacts(geometry, scan, tuple(chars), stamped, doubts)

    def rules(self, page: pdfium.PdfPage, number: int, to_pixels: Homography, dpi: float) -> tuple[Rule, ...]:
        """The ruling lines of an open page, in page pixels.

        Args:
            page: open.
            number: its number, from 1.
            to_pixels: from user space to page pixels.
            dpi: resolution of those.
        """
        if self._plumber is not None:
            return self._plumber.rules(number, to_pixels, dpi)
        return read_rules(page, to_pixels, dpi)

    def _stamped_chars(self, number: int, skip: int) -> tuple[tuple[Char, ...], tuple[Doubt, ...]]:
        """Characters of annotations and fields: drawn into a copy of the page, after the `skip` ones of its content."""
        copy = _open(self.path)
        try:
            is_form = copy.get_formtype() != pdfium_c.FORMTYPE_NONE
            values = read_values(copy, number) if is_form else []
            page = copy[number - 1]
            done = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            if done != pdfium_c.FLATTEN_SUCCESS:
                return with_values((), values)
            page = copy[number - 1]
            chars, _ = _chars_of(page, skip)
            page.close()
            return with_values(chars, values)
        finally:
            copy.close()

    def attachments(self) -> tuple[str, ...]:
        """Names of the files that are attached to the document."""
        count = pdfium_c.FPDFDoc_GetAttachmentCount(self._pdf)
        return tuple(self._pdf.get_attachment(k).get_name() for k in range(max(0, count)))

    def render(
        self, page: pdfium.PdfPage, number: int, dpi: float, max_megapixels: float, turn: int = 0
    ) -> NDArray[uint8]:
        """The page as a viewer shows it: uint8 RGB, (height, width, 3).

        Args:
            page: open.
            number: its number, from 1.
            dpi: resolution.
            max_megapixels: pixels that it may have, in millions.
            turn: degrees clockwise by which it is turned beyond its own /Rotate: 0, 90, 180 or 270.

        Raises:
            PageTooLarge: too many pixels, on the page or in its images; nothing is rendered then.
        """
        geometry = _geometry(page)
        width, height = (x * dpi / POINTS_PER_INCH for x in geometry.shown_size)
        check_size(self.path, number, max_megapixels, shown=width * height)
        check_size(self.path, number, max_megapixels, shown=0.0, decoded=read_scan(page, geometry).pixels)
        bitmap = page.render(
            scale=dpi / POINTS_PER_INCH, rotation=turn, rev_byteorder=True, bitmap_maker=pdfium.PdfBitmap.new_native
        )
        pixels = bitmap.to_numpy()  # of a buffer that is Python's own: it stays when PDFium lets the bitmap go
        bitmap.close()
        return np.ascontiguousarray(pixels[..., :3] if pixels.ndim == 3 else np.stack([pixels] * 3, -1))


def _open(path: Path) -> pdfium.PdfDocument:
    """Opens a document.

    PDFium's error code may be left over from another file, so an encrypted one must say that it is.
    """
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as e:
        if getattr(e, "err_code", None) in _PASSWORD_ERRORS and b"/Encrypt" in path.read_bytes():
            raise EncryptedFile(where=path) from e
        raise UnreadableFile("PDFium: data format error", kind=DoubtKind.DAMAGED, where=path) from e
    except OSError as e:
        raise UnreadableFile(e.strerror or e, where=path) from e


@contextmanager
def _naming(path: Path, number: int) -> Iterator[None]:
    """Failures inside PDFium become ours, with file and page."""
    try:
        yield
    except InputError:
        raise
    except MemoryError as e:
        raise OutOfMemory(where=path, page=number) from e
    except (pdfium.PdfiumError, ValueError) as e:
        raise UnreadableFile(f"PDFium: {said_by(e)}", kind=DoubtKind.DAMAGED, where=path, page=number) from e


def _geometry(page: pdfium.PdfPage) -> PageGeometry:
    left, bottom, right, top = page.get_bbox()
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = 0.0, 0.0, *_LETTER_POINTS
    return PageGeometry(left, bottom, right, top, page.get_rotation() % 360)


def _chars_of(page: pdfium.PdfPage, skip: int = 0) -> tuple[list[Char], int]:
    """Characters of an open page but the first `skip`, and how many PDFium counts in all."""
    text_page = page.get_textpage()
    try:
        return read_chars(text_page, skip), text_page.count_chars()
    finally:
        text_page.close()


def _has_stamps(page: pdfium.PdfPage) -> bool:
    """Are there annotations or fields that may show text?"""
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind not in _TEXTLESS_ANNOTATIONS:
            return True
    return False
