"""Small output folders with their sources: pages of known words, so that what is exported can be compared."""

from dataclasses import replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Status
from sohoa.nouns.record import DocumentParts
from sohoa.nouns.word import Word
from sohoa.pipeline.output.dataset_rows import StoredDocument
from sohoa.pipeline.output.datasets import store_document
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Outcome, save_outcome
from sohoa.pipeline.output.source_bytes import file_digest
from sohoa.pipeline.recipe import page_text
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry

DPI = 200.0
LINES = ("Kế hoạch chuyển đổi số", "xã Vân Đường năm 2031", "Chỉ tiêu ≥ 95% – quý IV/2031")


def reading(number=1, *, geometry=None, rotation=0, lines=LINES, before=None, **more):
    """A page of lines of words, each word's letters 14 pixels wide, as read from a page with this geometry.

    `rotation`: degrees that the page was turned to be upright; `before`: what was done to its pixels after that.
    """
    upright = (geometry or PageGeometry(0, 0, 595, 842, 0)).turned(rotation)
    to_source = upright.pixels_to_source(DPI)
    words = []
    for k, line in enumerate(lines):
        x, y = 150.0, 180.0 + 60 * k
        for token in line.split():
            box = Box(x, y, x + 14 * len(token), y + 34)
            words.append(Word(token, token, box, 0.9, k))
            x = box.x1 + 9
    width, height = (round(v * DPI / 72) for v in upright.shown_size)
    frame = PageFrame(
        number=number,
        width=width,
        height=height,
        dpi=DPI,
        source_width=upright.width,
        source_height=upright.height,
        to_source=before(to_source) if before else to_source,
        rotation=rotation,
    )
    read = PageReading(frame, TextSource.OCR, TextLayer.NONE, words_ocr=tuple(words), words=tuple(words))
    return replace(read, **more)


def write_output(out, source, *readings, parts=None, name=None):
    """Store a document that was read from the file `source` into the output folder `out`."""
    name, doc_id = name or source.stem, file_digest(source)
    stored = StoredDocument(
        Source(doc_id, name, str(source), source.name, source.name),
        len(readings),
        Status.OK,
        readings,
        parts or DocumentParts(),
        (),
        "0",
        "d",
    )
    store_document(out, stored, page_text)
    ended = Outcome(
        name=name,
        doc_id=doc_id,
        source_file=source.name,
        source_path=source.name,
        also_at=(),
        status=Status.OK,
        n_pages=len(readings),
        complete=True,
        settings_digest="d",
        version="0",
        engine="none",
        finished_at="2031-01-01T00:00:00+00:00",
    )
    save_outcome(out, ended)
    return out
