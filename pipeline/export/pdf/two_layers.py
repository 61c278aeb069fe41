"""One document as a two-layer PDF/A-2b: the pages as scanned with our words beneath, written and checked."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Name, Page, Pdf

from sohoa.errors import InputError, OutOfMemory, SohoaError, said_by
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.export.pdf.drawn_pages import draw_pages
from sohoa.pipeline.export.pdf.image_pages import image_to_pdf
from sohoa.pipeline.export.pdf.layer_font import LayerFont
from sohoa.pipeline.export.pdf.old_layer import clear_old_layer, drop_unused_fonts
from sohoa.pipeline.export.pdf.page_words import LayerPage
from sohoa.pipeline.export.pdf.signatures import is_signed
from sohoa.pipeline.export.pdf.text_layer import FONT_NAME, LayerWord, VisibleBox, words_to_content
from sohoa.pipeline.export.pdf.tidying import has_unembedded_fonts, tidy

FLAVOUR = "2b"
"""PDF/A-2b (ISO 19005-2): what scanners write, JPEG 2000 and JBIG2 included, and the layer without a structure tree."""
Words = Iterable[tuple[int, tuple[LayerWord, ...]]]


def write_two_layers(
    source: Path, to: Path, pages: dict[int, LayerPage], words: Words, title: str, unsign: bool = False
) -> None:
    """Write the PDF/A of a document; the source is only read.

    Args:
        source: PDF, TIFF, PNG or JPEG.
        to: file to write.
        pages: those that were read, by number.
        words: of each page, page by page.
        title: of the document, "" if unknown.
        unsign: write a copy without its signatures if the source is signed.

    Raises:
        InputError: the source is signed, or no PDF/A can be made of it; nothing is left at `to` then.
        OSError: `to` cannot be written.

    Rule: A PDF with a digital signature is not copied unless `--unsign` is given; the source is never written.
    Test: pipeline/export/pdf/test_export_pdf.py::test_a_signed_pdf_is_left_alone_unless_asked_for
    """
    with _told_of(source), _opened(source, lambda: _as_pdf(source, pages)) as pdf:
        if is_signed(pdf) and not unsign:
            raise InputError(kind=DoubtKind.SIGNED_PDF, where=source)
        tidy(pdf)
        for number in (n for n, page in pages.items() if page.layer_is_broken):
            clear_old_layer(pdf, pdf.pages[number - 1])
        for page in pdf.pages:
            if has_unembedded_fonts(page):
                drop_unused_fonts(page)
        _finish(pdf, source, to, pages, words, title)


def write_drawn(source: Path, to: Path, pages: dict[int, LayerPage], words: Words, title: str) -> None:
    """Write a PDF/A of pictures of the pages, for a PDF that cannot be one as it is; `words` are all that were read.

    Rule: With `--draw` the pages of a file that cannot be PDF/A are drawn at 300 dpi, its own text gives way to ours.
    Test: pipeline/export/pdf/test_drawn_pages.py::test_a_file_that_cannot_be_pdfa_is_drawn
    """
    with _told_of(source), _opened(source, lambda: draw_pages(source)) as pdf:
        _finish(pdf, source, to, pages, words, title)


def _finish(pdf: Pdf, source: Path, to: Path, pages: dict[int, LayerPage], words: Words, title: str) -> None:
    _add_layer(pdf, pages, dict(words))
    _describe(pdf, title)
    _save(pdf, to, source)


@contextmanager
def _told_of(source: Path) -> Iterator[None]:
    """What fails is told of the source, so that it costs no other document its PDF; what cannot be written is not.

    Hints of pikepdf to programmers are none to users.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (SohoaError, OSError):
            raise
        except MemoryError as e:
            raise OutOfMemory(where=source) from e
        except Exception as e:
            of_libraries = isinstance(e, pikepdf.PikepdfError | pypdfium2.PdfiumError)
            kind = DoubtKind.DAMAGED if of_libraries else DoubtKind.UNFORESEEN
            raise InputError(said_by(e), kind=kind, where=source) from e


def _opened(source: Path, make: Callable[[], Pdf]) -> Pdf:
    """What `make` gives; only libraries read the source there, and each has errors of its own."""
    try:
        return make()
    except MemoryError:
        raise
    except Exception as e:
        raise InputError(said_by(e), kind=DoubtKind.DAMAGED, where=source) from e


def _as_pdf(source: Path, pages: dict[int, LayerPage]) -> Pdf:
    with source.open("rb") as f:
        is_pdf = b"%PDF-" in f.read(1024)
    return pikepdf.open(source) if is_pdf else image_to_pdf(source, [page.size for _, page in sorted(pages.items())])


def _add_layer(pdf: Pdf, pages: dict[int, LayerPage], words: dict[int, tuple[LayerWord, ...]]) -> None:
    font = LayerFont.of({letter for some in words.values() for w in some for letter in w.text})
    placed = None
    for number, some in words.items():
        page = pdf.pages[number - 1]
        content = words_to_content(some, pages[number].to_source, visible_box(page), font)
        if not content:
            continue
        placed = placed or font.add_to(pdf)
        page.add_resource(placed, Name.Font, Name(f"/{FONT_NAME}"))
        page.contents_add(pdf.make_stream(content), prepend=True)


def visible_box(page: Page) -> VisibleBox:
    """The crop box within the media box (ISO 32000-1, 14.11.2)."""
    (cl, cb, cr, ct), (ml, mb, mr, mt) = (_sides(page.cropbox), _sides(page.mediabox))
    left, top = max(cl, ml), min(ct, mt)
    return VisibleBox(left, top) if left < min(cr, mr) and top > max(cb, mb) else VisibleBox(ml, mt)


def _sides(box: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a rectangle whose corners may be given in any order."""
    x0, y0, x1, y1 = (float(v) for v in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _describe(pdf: Pdf, title: str) -> None:
    """Say in the metadata what is known; what is not said by the document stays as it was."""
    pdf.Root.Lang = pikepdf.String("vi")
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            pdf.docinfo["/Title"] = title


def _save(pdf: Pdf, to: Path, source: Path) -> None:
    """Prepare, write and check; what the check names first is told.

    Rule: A PDF is written only if it passes the check of PDF/A-2b on the written bytes.
    Test: pipeline/export/pdf/test_conformance.py::test_planted_faults_are_refused
    """
    from pikepdf import pdfa

    try:
        pdfa.save(pdf, to, FLAVOUR)
    except pdfa.PdfaError as e:
        first = e.report.findings[0]
        raise InputError(f"{first.rule} {first.message}", kind=DoubtKind.NOT_PDFA, where=source) from e
