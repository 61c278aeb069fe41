"""Opens any source as pages: PDF, TIFF, PNG, JPEG, or a text layer alone.

    with open_source(path, settings.source) as source:
        for number in range(1, source.n_pages + 1):
            page = source.load(number)

A page whose own text layer is sound comes without pixels, its words and rules in pixels at 300
dpi. Any other comes with pixels, rendered at the resolution of its scan, and with what its layer
says for those who still want it. The page lies as a viewer shows it: its own /Rotate or EXIF
orientation is applied and stands in `to_source`; `rotation` counts only turns beyond that.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol

from sohoa.errors import EmptyFile, UnreadableFile
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import Page
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.pipeline.source.damage.content import damaged_objects
from sohoa.pipeline.source.damage.file_end import missing_end
from sohoa.pipeline.source.image_file import ImageFile
from sohoa.pipeline.source.image_pages import ImagePages
from sohoa.pipeline.source.pdf.file import PdfFile
from sohoa.pipeline.source.pdf.pages import PdfPages
from sohoa.pipeline.source.text_pages import TextPages
from sohoa.settings import SourceSettings

Kind = Literal["pdf", "tiff", "png", "jpeg", "txt"]

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_NAMED = 8
"""Damaged objects that are named; a message must end somewhere."""
_PDF_HEADER_WITHIN = 1024
"""A PDF's header may stand after some junk (ISO 32000-1, annex H.3, note 13)."""


class Pages(Protocol):
    """What each kind of source offers."""

    n_pages: int

    def load(self, number: int, with_pixels: bool) -> Page:
        """One page, from 1."""

    def close(self) -> None:
        """Lets the file go."""


class Source:
    """An open source: `kind`, `n_pages`, and `load`. Use it in a `with` statement."""

    def __init__(self, path: Path, kind: Kind, pages: Pages) -> None:
        self.path = path
        self.kind = kind
        self.n_pages = pages.n_pages
        self._pages = pages

    def load(self, number: int, with_pixels: bool = False) -> Page:
        """One page.

        Args:
            number: from 1 to `n_pages`.
            with_pixels: pixels also where a sound text layer makes them needless.

        Raises:
            IndexError: no such page.
            PageTooLarge: more pixels than `max_megapixels`; nothing is rendered then.
            UnreadableFile: the page is damaged.
        """
        if not 1 <= number <= self.n_pages:
            raise IndexError(f"{self.path}: no page {number}, there are {self.n_pages}")
        return self._pages.load(number, with_pixels)

    def close(self) -> None:
        """Lets the file go."""
        self._pages.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_source(path: Path, settings: SourceSettings | None = None) -> Source:
    """Opens a source by what its bytes say, not by its name.

    Raises:
        UnreadableFile: not there, no file, not allowed, of no known kind, damaged, or with more pages
            than `max_pages`.
        EncryptedFile: a PDF that wants a password.
        EmptyFile: no bytes, no text or no pages.
    """
    settings = settings or SourceSettings()
    kind = source_kind(path)
    pages: Pages
    if kind == "pdf":
        pages = PdfPages(PdfFile(path, settings.layer_reader), settings)
    elif kind == "txt":
        pages = TextPages(path)
    else:
        pages = ImagePages(ImageFile(path), settings)
    if pages.n_pages > settings.max_pages:
        pages.close()
        raise UnreadableFile(pages.n_pages, settings.max_pages, kind=DoubtKind.TOO_MANY_PAGES, where=path)
    return Source(path, kind, pages)


def file_problems(path: Path) -> tuple[Problem, ...]:
    """What a person should know of a source as a whole: a PDF may be cut or damaged and still open.

    Raises:
        InputError: as in `source_kind`.
    """
    if source_kind(path) != "pdf":
        return ()
    doubts = [cut] if (cut := missing_end(path)) else []
    if damaged := damaged_objects(path):
        some = ", ".join(str(n) for n in damaged[:_NAMED])
        doubts.append(Doubt.of(DoubtKind.CONTENT_DAMAGED, len(damaged), some))
    return tuple(Problem(Stage.SOURCE, ProblemKind.LOST_CONTENT, (doubt,)) for doubt in doubts)


def source_kind(path: Path) -> Kind:
    """The kind of a file by its first bytes; text counts only under the name `.txt`.

    Raises:
        UnreadableFile: not there, no file, not allowed, or of no known kind.
        EmptyFile: no bytes.

    Rule: A file is what its first bytes say, not what its name says; only plain text goes by the name `.txt`.
    Test: pipeline/source/test_bad_input.py::test_the_kind_is_told_by_the_bytes
    """
    if path.is_dir():
        raise UnreadableFile(kind=DoubtKind.IS_FOLDER, where=path)
    try:
        with path.open("rb") as file:
            head = file.read(_PDF_HEADER_WITHIN)
    except OSError as e:
        raise UnreadableFile(e.strerror or e, where=path) from e
    if not head:
        raise EmptyFile(where=path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head:
        return "pdf"
    if path.suffix.lower() == ".txt" and not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "txt"
    raise UnreadableFile(kind=DoubtKind.UNKNOWN_FORMAT, where=path)
