"""Pages of a PDF: layer or pixels, whichever is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from pipeline.geometry import apply_to_box
from pipeline.model import Box, Homography, LayerWord, Page
from pipeline.settings import SourceSettings
from pipeline.source_coverage import COVERAGE_DPI, ink_coverage
from pipeline.source_image import grey_if_colourless
from pipeline.source_layer import Layer, judged_layer
from pipeline.source_pdf import PdfFile, PdfPageFacts
from pipeline.source_rules import read_rules
from pipeline.source_words import PlacedWord, chars_to_words, words_to_text

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

LAYER_DPI = 300.0
"""Pages read from their own text layer have coordinates at this resolution."""
_SCAN_COVERS = 0.5
"""An image that covers this share of the page is a scan of it."""


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
        """Reads the layer, judges it, and renders the page if the layer cannot stand in for it."""
        with self._file.page(number) as page:
            facts = self._file.facts(page, number)
            scanned = facts.scan.covered >= _SCAN_COVERS
            layer = self._layer(page, facts, number, scanned)
            from_layer = layer.usable and self._settings.use_text_layer
            dpi = LAYER_DPI if from_layer else self._scan_dpi(facts, scanned)
            pixels = None
            if with_pixels or not from_layer:
                pixels = grey_if_colourless(self._render(page, number, dpi))
            to_pixels = facts.geometry.user_to_pixels(dpi)
            rules = () if scanned else read_rules(page, to_pixels, dpi)
            width, height = (round(x * dpi / 72.0) for x in facts.geometry.shown_size)
            if pixels is not None:
                height, width = pixels.shape[:2]
        words = tuple(_scaled(w.word, dpi / LAYER_DPI) for w in layer.words)
        return Page(
            number=number,
            pixels=pixels,
            width=width,
            height=height,
            dpi=dpi,
            source_width=facts.geometry.width,
            source_height=facts.geometry.height,
            to_source=facts.geometry.pixels_to_source(dpi),
            has_scan=scanned,
            layer_text=layer.text,
            layer_words=words,
            layer=layer.kind,
            layer_decoded=layer.decoded,
            rules=rules,
            problems=layer.problems,
        )

    def _layer(self, page: pdfium.PdfPage, facts: PdfPageFacts, number: int, scanned: bool) -> Layer:
        """The judged layer, in pixels at `LAYER_DPI`; a usable one gets what is stamped over the page."""
        if not facts.chars:
            return judged_layer((), _to_pixels(facts), number, None, scanned)
        words = chars_to_words(facts.chars, _to_pixels(facts))
        coverage = self._coverage(page, facts, number, words, scanned)
        layer = judged_layer(facts.chars, _to_pixels(facts), number, coverage, scanned)
        if not (layer.usable and facts.stamped):
            return layer
        stamped = chars_to_words(facts.stamped, _to_pixels(facts))
        text = f"{layer.text}\n{words_to_text(stamped)}"
        return Layer(layer.kind, (*layer.words, *stamped), text, layer.decoded, layer.problems)

    def _coverage(
        self,
        page: pdfium.PdfPage,
        facts: PdfPageFacts,
        number: int,
        words: Sequence[PlacedWord],
        scanned: bool,
    ) -> float | None:
        small = self._render(page, number, COVERAGE_DPI).min(axis=2)
        boxes = [_scaled(w.word, COVERAGE_DPI / LAYER_DPI).box for w in words]
        to_small = facts.geometry.source_to_pixels(COVERAGE_DPI)
        pictures = () if scanned else [apply_to_box(to_small, b) for b in facts.scan.boxes]
        return ink_coverage(small, boxes, pictures)

    def _scan_dpi(self, facts: PdfPageFacts, scanned: bool) -> float:
        """Resolution at which pixels are wanted."""
        low, high = float(self._settings.min_dpi), float(self._settings.max_dpi)
        if not scanned or facts.scan.dpi is None:
            return high
        return min(max(facts.scan.dpi, low), high)

    def _render(self, page: pdfium.PdfPage, number: int, dpi: float) -> NDArray[uint8]:
        return self._file.render(page, number, dpi, self._settings.max_megapixels)


def _to_pixels(facts: PdfPageFacts) -> Homography:
    return facts.geometry.user_to_pixels(LAYER_DPI)


def _scaled(word: LayerWord, by: float) -> LayerWord:
    b = word.box
    return LayerWord(word.text, Box(b.x0 * by, b.y0 * by, b.x1 * by, b.y1 * by))
