"""Pages of a PDF: layer or pixels, whichever is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply_to_box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.pipeline.source.pdf.colour_depth import grey_if_colourless
from sohoa.pipeline.source.pdf.file import PdfFile, PdfPageFacts
from sohoa.pipeline.source.pdf.hidden_text import Seen, is_drawn, part_hidden
from sohoa.pipeline.source.pdf.layer import Layer, is_suspect, judged_layer
from sohoa.pipeline.source.pdf.layer_coverage import COVERAGE_DPI, ink_coverage
from sohoa.pipeline.source.pdf.objects import attached_to_page
from sohoa.pipeline.source.pdf.page_geometry import POINTS_PER_INCH, PageGeometry
from sohoa.pipeline.source.pdf.picture_damage import damaged_pictures
from sohoa.pipeline.source.pdf.raised_text import with_raised
from sohoa.pipeline.source.pdf.squared_paper import without_squared_paper
from sohoa.pipeline.source.pdf.struck_text import struck_areas, struck_problems, with_struck, with_watermarks
from sohoa.pipeline.source.pdf.words import (
    CharRun,
    PlacedWord,
    box_of,
    chars_to_runs,
    quarter_turn_of,
    runs_to_text,
    runs_to_words,
    shortened,
    words_to_text,
)
from sohoa.settings import SourceSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

LAYER_DPI = 300.0
"""Pages read from their own text layer have coordinates at this resolution."""
_SCAN_COVERS = 0.5
"""An image that covers this share of the page is a scan of it. A guess."""
_TABLE_WIDTH, _TABLE_HEIGHT = 0.25, 0.04
"""Shares of the page that a picture of a table has at least. Guesses."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known of a page before it is rendered, and how it is to be seen.

    Attributes:
        number: of the page, from 1.
        facts: what it holds.
        scanned: an image covers it.
        layer: its own text, judged.
        drawn: its own text is painted on the page, not laid under or over the picture of a scan.
        suspect: the layer is to be compared with the pixels.
        hidden: text that nobody sees, "" if there is none.
        from_layer: the layer is read in place of the pixels.
        turn: degrees clockwise by which it is turned beyond its own /Rotate.
        dpi: of its pixels.
        words: of its content, in page pixels.
    """

    number: int
    facts: PdfPageFacts
    scanned: bool
    layer: Layer
    drawn: bool
    suspect: bool
    hidden: str
    from_layer: bool
    turn: int
    dpi: float
    words: Sequence[PlacedWord]

    @property
    def geometry(self) -> PageGeometry:
        """The page as it is turned."""
        return self.facts.geometry.turned(self.turn)

    @property
    def to_pixels(self) -> Homography:
        """From user space to page pixels."""
        return self.geometry.user_to_pixels(self.dpi)

    def pictures(self) -> tuple[Box, ...]:
        """Pictures on which a table may be drawn, in page pixels: neither small nor written on by the layer."""
        if not self.from_layer or self.scanned:
            return ()
        to_pixels = self.geometry.source_to_pixels(self.dpi)
        width, height = (x * self.dpi / POINTS_PER_INCH for x in self.geometry.shown_size)
        boxes = (apply_to_box(to_pixels, b) for b in self.facts.scan.boxes)
        large = [b for b in boxes if b.width >= _TABLE_WIDTH * width and b.height >= _TABLE_HEIGHT * height]
        return tuple(b for b in large if not any(b.holds(w.word.box.cx, w.word.box.cy) for w in self.words))

    def all_words(self) -> list[PlacedWord]:
        """Those of the content, and where the layer is used those of annotations and form fields."""
        stamped = runs_to_words(chars_to_runs(self.facts.stamped), self.to_pixels) if self.layer.usable else []
        return [*self.words, *stamped]

    def problems(self) -> tuple[Problem, ...]:
        """What there is to say of the layer and of form fields."""
        found = list(self.layer.problems)
        if self.hidden:
            doubt = Doubt(DoubtKind.TEXT_HIDDEN, self.hidden)
            found.append(Problem(Stage.SOURCE, ProblemKind.HIDDEN_TEXT, (doubt,), self.number))
        if self.facts.doubts:
            found.append(Problem(Stage.SOURCE, ProblemKind.VALUE_UNREAD, self.facts.doubts, self.number))
        return tuple(found)

    def frame(self, pixels: NDArray[uint8] | None) -> PageFrame:
        """Size and place of the page; its pixels tell its size if it has any."""
        width, height = (round(x * self.dpi / POINTS_PER_INCH) for x in self.geometry.shown_size)
        if pixels is not None:
            height, width = pixels.shape[:2]
        return PageFrame(
            number=self.number,
            width=width,
            height=height,
            dpi=self.dpi,
            source_width=self.geometry.width,
            source_height=self.geometry.height,
            to_source=self.geometry.pixels_to_source(self.dpi),
            rotation=self.turn,
        )


class PdfPages:
    """The pages of an open PDF."""

    def __init__(self, file: PdfFile, settings: SourceSettings) -> None:
        self._file = file
        self._settings = settings
        self.n_pages = file.n_pages

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def load(self, number: int, with_pixels: bool) -> Page:
        """Reads the layer, judges it, and renders the page if the layer cannot stand in for it.

        Rule: A page with a sound text layer is read from that layer; under any other layer its pixels are read.
        Test: pipeline/source/pdf/test_pages.py::test_a_sound_layer_needs_no_pixels
        """
        with self._file.page(number) as page:
            self._file.require_content(page, number)
            look = self._look(page, number)
            rules = () if look.scanned else self._file.rules(page, number, look.to_pixels, look.dpi)
            pictures, pixels = look.pictures(), None
            needed = bool(pictures) or not look.from_layer or look.suspect
            if with_pixels or needed:
                pixels = grey_if_colourless(self._render(page, number, look.dpi, look.turn))
            lost = damaged_pictures(page, number, look.geometry, self._file.path, pixels) if needed else ()
            struck = [apply_to_box(look.to_pixels, b) for b in struck_areas(page)]
            attached = attached_to_page(page)
        words, rules = with_struck(with_watermarks(look.all_words()), rules, struck)
        frame = look.frame(pixels if needed else None)
        if pixels is not None:  # rendered (rounding up) only to be shown: the page keeps the size it has in a run
            pixels = pixels[: frame.height, : frame.width]
        return Page(
            frame,
            pixels=pixels,
            has_scan=look.scanned,
            layer_text=words_to_text(words),
            layer_words=tuple(w.word for w in words),
            layer=look.layer.kind,
            layer_decoded=look.layer.decoded,
            rules=without_squared_paper(rules, [w.word.box for w in words]),
            pictures=pictures,
            layer_drawn=look.drawn,
            layer_suspect=look.from_layer and look.suspect,
            problems=(
                *look.problems(),
                *lost,
                *(struck_problems(words, number) if look.from_layer else ()),
                *self._attachments(number, attached),
            ),
            signatures=self._file.signatures() if number == 1 else (),
        )

    def _look(self, page: pdfium.PdfPage, number: int) -> _Look:
        """Reads and judges the layer of an open page."""
        facts = self._file.facts(page, number)
        scanned = facts.scan.covered >= _SCAN_COVERS
        small = self._render(page, number, COVERAGE_DPI) if facts.chars else None
        seen = Seen(facts.chars)
        if small is not None and not scanned:
            seen = part_hidden(
                page, facts.chars, facts.geometry, (small, COVERAGE_DPI), partial(self._render, page, number)
            )
        runs = chars_to_runs(with_raised(seen.chars))
        coverage = _coverage(small, facts, runs, scanned) if small is not None and runs else None
        layer = judged_layer(runs, number, coverage, scanned)
        drawn = not scanned or is_drawn(page, seen.chars)
        from_layer = layer.usable and self._settings.use_text_layer and drawn
        turn = quarter_turn_of(runs, facts.geometry.turn) if from_layer else 0
        dpi = LAYER_DPI if from_layer else self._scan_dpi(facts, scanned)
        words = runs_to_words(runs, facts.geometry.turned(turn).user_to_pixels(dpi), layer.decoder)
        hidden = shortened(runs_to_text(chars_to_runs(seen.hidden)))
        suspect = drawn and is_suspect(seen.chars, layer)
        return _Look(number, facts, scanned, layer, drawn, suspect, hidden, from_layer, turn, dpi, words)

    def _attachments(self, number: int, on_page: tuple[str, ...]) -> tuple[Problem, ...]:
        """A problem if files are attached to the document, or to a note on the page: they are not read.

        Rule: Files attached to a PDF (a portfolio) or to a note on a page are not read; the problem `not_read`
            names them.
        Test: pipeline/source/pdf/test_kinds_of_layers.py::test_attached_files_are_named
        """
        names = (*(self._file.attachments() if number == 1 else ()), *on_page)
        if not names:
            return ()
        doubt = Doubt(DoubtKind.ATTACHMENTS, ", ".join(dict.fromkeys(names)))
        return (Problem(Stage.SOURCE, ProblemKind.NOT_READ, (doubt,), number),)

    def _scan_dpi(self, facts: PdfPageFacts, scanned: bool) -> float:
        """Resolution at which pixels are wanted."""
        low, high = float(self._settings.min_dpi), float(self._settings.max_dpi)
        if not scanned or facts.scan.dpi is None:
            return high
        return min(max(facts.scan.dpi, low), high)

    def _render(self, page: pdfium.PdfPage, number: int, dpi: float, turn: int = 0) -> NDArray[uint8]:
        return self._file.render(page, number, dpi, self._settings.max_megapixels, turn)


def _coverage(small: NDArray[uint8], facts: PdfPageFacts, runs: Sequence[CharRun], scanned: bool) -> float | None:
    """Share of the page's ink that lies under the layer's words; `small` is the page at `COVERAGE_DPI`."""
    to_pixels = facts.geometry.user_to_pixels(COVERAGE_DPI)
    boxes = [box_of(run.chars, to_pixels) for run in runs]
    to_small = facts.geometry.source_to_pixels(COVERAGE_DPI)
    pictures = () if scanned else [apply_to_box(to_small, b) for b in facts.scan.boxes]
    return ink_coverage(small.min(axis=2), boxes, pictures)
