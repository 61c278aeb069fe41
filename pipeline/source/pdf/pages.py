"""Pages of a PDF: layer or pixels, whichever is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply_to_box
from sohoa.nouns.page import Page, PageFrame
from sohoa.pipeline.source.pdf.colour_depth import grey_if_colourless
from sohoa.pipeline.source.pdf.file import PdfFile, PdfPageFacts
from sohoa.pipeline.source.pdf.layer import Layer, judged_layer
from sohoa.pipeline.source.pdf.layer_coverage import COVERAGE_DPI, ink_coverage
from sohoa.pipeline.source.pdf.page_geometry import POINTS_PER_INCH, PageGeometry
from sohoa.pipeline.source.pdf.squared_paper import without_squared_paper
from sohoa.pipeline.source.pdf.words import (
    CharRun,
    PlacedWord,
    chars_to_runs,
    quarter_turn_of,
    runs_to_words,
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
        from_layer: the layer is read in place of the pixels.
        turn: degrees clockwise by which it is turned beyond its own /Rotate.
        dpi: of its pixels.
        words: of its content, in page pixels.
    """

    number: int
    facts: PdfPageFacts
    scanned: bool
    layer: Layer
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
            look = self._look(page, number)
            rules = () if look.scanned else self._file.rules(page, number, look.to_pixels, look.dpi)
            pictures, pixels = look.pictures(), None
            needed = bool(pictures) or not look.from_layer
            if with_pixels or needed:
                pixels = grey_if_colourless(self._render(page, number, look.dpi, look.turn))
        words = look.all_words()
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
            problems=look.layer.problems,
        )

    def _look(self, page: pdfium.PdfPage, number: int) -> _Look:
        """Reads and judges the layer of an open page."""
        facts = self._file.facts(page, number)
        scanned = facts.scan.covered >= _SCAN_COVERS
        runs = chars_to_runs(facts.chars)
        coverage = self._coverage(page, facts, number, runs, scanned) if runs else None
        layer = judged_layer(runs, number, coverage, scanned)
        from_layer = layer.usable and self._settings.use_text_layer
        turn = quarter_turn_of(runs, facts.geometry.turn) if from_layer else 0
        dpi = LAYER_DPI if from_layer else self._scan_dpi(facts, scanned)
        words = runs_to_words(runs, facts.geometry.turned(turn).user_to_pixels(dpi), layer.decoder)
        return _Look(number, facts, scanned, layer, from_layer, turn, dpi, words)

    def _coverage(
        self, page: pdfium.PdfPage, facts: PdfPageFacts, number: int, runs: Sequence[CharRun], scanned: bool
    ) -> float | None:
        """Share of the page's ink that lies under the layer's words."""
        small = self._render(page, number, COVERAGE_DPI).min(axis=2)
        boxes = [w.word.box for w in runs_to_words(runs, facts.geometry.user_to_pixels(COVERAGE_DPI))]
        to_small = facts.geometry.source_to_pixels(COVERAGE_DPI)
        pictures = () if scanned else [apply_to_box(to_small, b) for b in facts.scan.boxes]
        return ink_coverage(small, boxes, pictures)

    def _scan_dpi(self, facts: PdfPageFacts, scanned: bool) -> float:
        """Resolution at which pixels are wanted."""
        low, high = float(self._settings.min_dpi), float(self._settings.max_dpi)
        if not scanned or facts.scan.dpi is None:
            return high
        return min(max(facts.scan.dpi, low), high)

    def _render(self, page: pdfium.PdfPage, number: int, dpi: float, turn: int = 0) -> NDArray[uint8]:
        return self._file.render(page, number, dpi, self._settings.max_megapixels, turn)
