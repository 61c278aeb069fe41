"""Plain text files: a text layer alone, form feed between pages."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from sohoa.diacritics.layers.judge import judge_layer
from sohoa.diacritics.layers.legacy_codes import decode
from sohoa.errors import EmptyFile, UnreadableFile
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import Page, PageFrame, TextLayer
from sohoa.pipeline.source.pdf.layer import broken_problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text_pages(path: Path) -> list[str]:
    """The pages of a text file, line ends as LF.

    Bytes that are no UTF-8 are read as Windows-1252, which keeps the bytes of a legacy Vietnamese
    code apart for the judge of layers.

    Raises:
        UnreadableFile: it cannot be opened, or holds NUL bytes.
        EmptyFile: nothing but white space.
    """
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UnreadableFile(e.strerror or e, where=path) from e
    text = _decode(path, data)
    if not text.strip("\ufeff \t\r\n\f"):
        raise EmptyFile(kind=DoubtKind.NO_TEXT_IN_FILE, where=path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages


def _decode(path: Path, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as e:
                raise UnreadableFile(e, kind=DoubtKind.BAD_ENCODING, where=path) from e
    if b"\0" in data:
        raise UnreadableFile(kind=DoubtKind.NOT_TEXT, where=path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_single_byte(b) for b in data)


def _single_byte(byte: int) -> str:
    """Windows-1252, and Latin-1 for the five bytes that it leaves undefined."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


class TextPages:
    """The pages of a text file: layers without boxes, so width and height are 0.

    Raises:
        UnreadableFile: it cannot be opened, or is no text.
        EmptyFile: nothing but white space.
    """

    def __init__(self, path: Path) -> None:
        self._texts = read_text_pages(path)
        self.n_pages = len(self._texts)

    def load(self, number: int, with_pixels: bool) -> Page:  # noqa: ARG002 - there are none
        """A page whose `layer_text` is all there is; a legacy code is decoded."""
        text = unicodedata.normalize("NFC", self._texts[number - 1])
        judgement = judge_layer(text)
        decoded = False
        if judgement.legacy is not None:
            text = decode(text, judgement.legacy)
            decoded = judge_layer(text).kind is TextLayer.SOUND
        return Page(
            PageFrame(number=number, width=0, height=0, dpi=300.0, source_width=0.0, source_height=0.0),
            pixels=None,
            has_scan=False,
            layer_text=text,
            layer=judgement.kind,
            layer_decoded=decoded,
            problems=() if judgement.kind is not TextLayer.BROKEN else (broken_problem(judgement, number),),
        )

    def close(self) -> None:
        """Nothing is held open."""
