"""The font of the invisible layer: glyphs without ink, as wide as those of a book face.

It holds just the letters of one document, so any letter of any script can stand in the layer and the font takes a few
kilobytes. Widths are those of Times-Roman, so that a selection inside a word ends near the letter that one sees.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from sohoa.messages import DATA

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

ASCENT, DESCENT = 800, -200
"""Thousandths of an em above and below the base line; together they are one em, so a letter is as high as its box."""
_OTHER_WIDTH = 500
"""Width of a letter that the table lacks, thousandths of an em: that of figures and most lower case letters."""
_SPACE_WIDTH = 250
_NAME = "SOHOAA+SohoaLayer"
"""A subset's name has six capital letters and a plus sign before it (ISO 32000-1, 9.6.4)."""
_MOST_LETTERS = 65_534
_DAY_ONE = 0xB4_92_F4_00
"""1 January 2000, in seconds since 1904: the same document gives the same font. fontTools warns of earlier dates."""
_PER_BLOCK = 100
"""Entries of one block of a character map (Adobe Technical Note 5411)."""


@dataclass(frozen=True, slots=True)
class LayerFont:
    """Which code each letter has (from 1; 0 is the glyph for what is missing, which PDF/A forbids to show)."""

    codes: dict[str, int]

    @staticmethod
    def of(letters: Iterable[str]) -> LayerFont:
        """A font for these letters and the space."""
        wanted = sorted({" ", *letters})[:_MOST_LETTERS]
        return LayerFont({letter: code for code, letter in enumerate(wanted, 1)})

    def encoded(self, text: str) -> str:
        """The text as the hexadecimal string that shows it; letters that the font lacks are left out."""
        return "".join(f"{self.codes[c]:04x}" for c in text if c in self.codes)

    def add_to(self, pdf: Pdf) -> pikepdf.Object:
        """Put the font into a PDF; gives the font dictionary (ISO 32000-1, 9.7.4 and 9.7.6)."""
        widths = [letter_width(letter) for letter in self.codes]
        program = pdf.make_stream(_program(widths))
        program.Length1 = len(program.read_bytes())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{_NAME}"),
            Flags=4,
            FontBBox=Array([0, DESCENT, 1000, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=program,
        )
        letters = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{_NAME}"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=_OTHER_WIDTH,
            W=Array([1, Array(widths)]),
            CIDToGIDMap=Name.Identity,
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(_to_unicode(self.codes)),
        )
        return pdf.make_indirect(font)


def letter_width(letter: str) -> int:
    """Thousandths of an em; a letter with marks is as wide as without."""
    if letter == " ":
        return _SPACE_WIDTH
    base = {"đ": "d", "Đ": "D"}.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return _widths().get(base, _OTHER_WIDTH)


def text_width(text: str) -> int:
    """Thousandths of an em of a text."""
    return sum(letter_width(c) for c in text)


@cache
def _widths() -> dict[str, int]:
    lines = (DATA / "letter_widths.tsv").read_text("utf-8").splitlines()[1:]
    return {letter: int(width) for letter, width in (line.split("\t") for line in lines)}


def _program(widths: list[int]) -> bytes:
    """A TrueType program: a glyph for each width, and one for what is missing."""
    from fontTools.fontBuilder import FontBuilder

    names = [".notdef", *(f"g{k}" for k in range(1, len(widths) + 1))]
    built = FontBuilder(1000, isTTF=True)
    built.setupGlyphOrder(names)
    built.setupCharacterMap({})
    all_widths = dict(zip(names, [_OTHER_WIDTH, *widths], strict=True))
    built.setupGlyf({name: _outline(width) for name, width in all_widths.items()})
    built.setupHorizontalMetrics({name: (width, 0) for name, width in all_widths.items()})
    built.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    built.setupPost(keepGlyphNames=False)
    built.font["head"].created = built.font["head"].modified = _DAY_ONE
    built.font.recalcTimestamp = False
    buffer = io.BytesIO()
    built.save(buffer)
    return buffer.getvalue()


def _outline(width: int) -> Glyph:
    """A line there and back, from corner to corner: it has no ink, but viewers see how large a selection is."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((width, ASCENT))
    pen.closePath()
    return pen.glyph()


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The character map that tells readers which letter a code is (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [lines[k : k + _PER_BLOCK] for k in range(0, len(lines), _PER_BLOCK)]
    told = "".join(f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{told}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
