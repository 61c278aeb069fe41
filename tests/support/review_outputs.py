"""A small output folder to review: a letter of one drawn page with a table, and words that are unsure."""

from dataclasses import replace
from datetime import date

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.record import DocumentParts, Header
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import Alternative, RegionKind, Word
from tests.support.layered_outputs import write_output

SIZE = (1240, 1754)
DPI = 150.0
LINES = (
    ("UBND xã Vân Đường", RegionKind.LETTERHEAD_LEFT, 80),
    ("Số: 45/KH-UBND", RegionKind.LETTERHEAD_LEFT, 120),
    ("Kế hoạch trồng 1.250 cây trước ngày 20/11/2031", RegionKind.BODY, 260),
)
ROWS = (("TT", "Nhiệm vụ", "Kinh phí"), ("1", "Trồng cây bên suôi", "12.500.000"), ("2", "Chăm sóc", "800.000"))
UNSURE = {"suôi": (0.5, ("suối", "suồi")), "12.500.000": (0.5, ("12.600.000",)), "trồng": (0.7, ("tròng",))}
_COLUMNS = (100, 200, 760, 1140)
_TOP, _ROW = 400, 70


def word(text, x, y, line, region):
    """A word; those of `UNSURE` are so."""
    confidence, others = UNSURE.get(text, (0.99, ()))
    box = Box(float(x), float(y), float(x + 15 * len(text)), y + 30.0)
    alternatives = tuple(Alternative(t, 0.4) for t in others)
    return Word(text, text, box, confidence, line, region, alternatives)


def words():
    """All words of the page, in reading order."""
    for line, (text, region, y) in enumerate(LINES):
        yield from _line(text, 100, y, line, region)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            yield from _line(text, _COLUMNS[c] + 10, _TOP + _ROW * r + 15, 10 + 3 * r + c, RegionKind.TABLE)


def _line(text, x, y, line, region):
    for token in text.split():
        yield word(token, x, y, line, region)
        x += 15 * (len(token) + 1)


def table(page=1):
    """The table of the page."""
    cells = []
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            box = Box(_COLUMNS[c], _TOP + _ROW * r, _COLUMNS[c + 1], _TOP + _ROW * (r + 1))
            sure = min(UNSURE.get(t, (0.99,))[0] for t in text.split())
            cells.append(Cell(r, c, 1, 1, (text,), (text,), sure, (Part(page, box),), is_header=r == 0))
    return Table(f"p{page:03d}-1", len(ROWS), 3, tuple(cells))


def parts():
    """Its header and table."""
    evidence = (
        Evidence("code", "45/KH-UBND", EvidenceSource.LETTERHEAD, 1, Box(160, 120, 310, 150), 0.6, chosen=True),
        Evidence("code", "46/KH-UBND", EvidenceSource.APPENDIX_LINE, 1, Box(160, 120, 310, 150), 0.5),
    )
    header = Header(
        code="45/KH-UBND",
        number="45",
        symbol="KH-UBND",
        issued_on=date(2031, 3, 4),
        header_confidence=(("code", 0.6), ("number", 0.6), ("symbol", 0.6), ("issued_on", 0.99)),
        missing_fields=("signer_name",),
    )
    return DocumentParts(header=header, tables=(table(),), evidence=evidence)


def page_reading(number=1):
    """The page as read."""
    frame = PageFrame(
        number, *SIZE, DPI, SIZE[0] * 72 / DPI, SIZE[1] * 72 / DPI, (72 / DPI, 0, 0, 0, 72 / DPI, 0, 0, 0, 1)
    )
    read = tuple(words())
    return PageReading(frame, TextSource.OCR, TextLayer.NONE, words_ocr=read, words=read)


def draw(path, n_pages=1):
    """The page's picture, each word where it was read: PNG, or TIFF of several pages."""
    picture = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype("DejaVuSans.ttf", 24) if _has_font() else ImageFont.load_default()
    for w in words():
        pen.text((w.box.x0, w.box.y0), w.text, fill=0, font=font)
    for y in range(_TOP, _TOP + _ROW * 4, _ROW):
        pen.line((_COLUMNS[0], y, _COLUMNS[-1], y), fill=0, width=2)
    for x in _COLUMNS:
        pen.line((x, _TOP, x, _TOP + _ROW * 3), fill=0, width=2)
    if n_pages == 1:
        picture.save(path, dpi=(DPI, DPI))
    else:
        picture.save(path, save_all=True, append_images=[picture] * (n_pages - 1), dpi=(DPI, DPI))
    return np.asarray(picture)


def _has_font():
    try:
        ImageFont.truetype("DejaVuSans.ttf", 24)
    except OSError:
        return False
    return True


def review_output(folder, n_pages=1, name="thu", **changed):
    """An output folder with the letter, and its source beside it; `changed` parts of its first page."""
    source = folder / (f"{name}.png" if n_pages == 1 else f"{name}.tif")
    draw(source, n_pages)
    readings = [page_reading(n) for n in range(1, n_pages + 1)]
    readings[0] = replace(readings[0], **changed)
    return write_output(folder / "out", source, *readings, parts=parts(), name=name)
