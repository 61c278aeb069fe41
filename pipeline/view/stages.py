"""A page as a stage sees it: the picture behind `sohoa show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.errors import InputError, SohoaError
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns import homography
from sohoa.nouns.page import Page, PageReading
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.engine.engine import strip_confidence
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.document_names import file_digest
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.paths import checkpoint_path
from sohoa.pipeline.recipe import build_document, read_page, uses_layer
from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.view import paint
from sohoa.settings import Settings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


def render_stage(path: Path, number: int, stage: str, settings: Settings, out: Path | None = None) -> NDArray[uint8]:
    """The picture of a page, uint8 RGB (height, width, 3), at the page's own resolution.

    Args:
        path: the source file.
        number: of the page, from 1.
        stage: ``source``, ``cleanup``, ``regions``, ``words``, ``grid``, ``cells`` or ``table``.
        settings: used where the page must be computed.
        out: an output folder; what it holds of the page is shown instead of computing it.

    Raises:
        InputError: the page cannot be read, or has no picture (a text file).
    """
    with open_source(path, settings.source) as source:
        if source.kind == "txt":
            raise InputError(f"{path}: a text file has no picture", "Read its text in OUT/text.")
        page = source.load(number, with_pixels=True)
    if page.pixels is None:
        raise SohoaError(f"{path}, page {number}: the page has no pixels")
    if stage == "source":
        return paint.as_canvas(page.pixels)
    if stage in ("cleanup", "grid"):
        if not uses_layer(page, settings):
            page = clean_page(page, settings.cleanup, strip_confidence(settings.ocr))
        canvas = paint.as_canvas(_pixels(page))
        return canvas if stage == "cleanup" else paint.paint_steps(canvas, page_to_steps(page))
    stored = _stored(path, number, out) if out else {}
    reading = stored.get(number) or read_page(path, number, settings)
    canvas = _as_read(page, reading)
    if stage == "words":
        return paint.paint_words(canvas, reading.words)
    if stage == "regions":
        return paint.paint_regions(canvas, reading.words)
    return _with_tables(canvas, {**stored, number: reading}, number, stage, settings)


def _with_tables(
    canvas: NDArray[uint8], readings: dict[int, PageReading], number: int, stage: str, settings: Settings
) -> NDArray[uint8]:
    document = build_document([readings[n] for n in sorted(readings)], settings)
    for table in document.tables:
        canvas = paint.paint_table(canvas, table, number, by_confidence=stage == "cells")
    return canvas


def _pixels(page: Page) -> NDArray[uint8]:
    if page.pixels is None:
        raise SohoaError(f"page {page.number} has no pixels")
    return page.pixels


def _stored(path: Path, number: int, out: Path) -> dict[int, PageReading]:
    """Readings of the document that `out` holds, by page; empty if it does not hold page `number`."""
    doc_id = file_digest(path)
    for outcome in load_outcomes(out).values():
        if outcome.doc_id == doc_id:
            pages = range(1, outcome.n_pages + 1)
            found = {n: load_checkpoint(checkpoint_path(out, outcome.name, n), doc_id) for n in pages}
            return {n: c.reading for n, c in found.items() if c} if found.get(number) else {}
    return {}


def _as_read(page: Page, reading: PageReading) -> NDArray[uint8]:
    """The source's picture, turned and straightened as the page was when it was read."""
    to_raw = homography.compose(homography.invert(page.frame.to_source), reading.frame.to_source)
    matrix = np.array(homography.invert(to_raw)).reshape(3, 3)
    size = (reading.width, reading.height)
    picture = cv2.warpPerspective(paint.as_canvas(_pixels(page)), matrix, size, borderValue=(255, 255, 255))
    return np.asarray(picture, np.uint8)
