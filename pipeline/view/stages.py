"""A page as a stage sees it: the picture behind `sohoa show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import InputError, SohoaError
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import Page, PageFrame, PageReading
from sohoa.pipeline.cleanup.dewarping import pulled_flat
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.source_bytes import file_digest
from sohoa.pipeline.recipe import build_document, trace_page, trace_to_reading
from sohoa.pipeline.repeated_names import agree_over_pages
from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.view import paint
from sohoa.pipeline.view.as_read import set_as_read
from sohoa.pipeline.view.shown import ShownStage
from sohoa.settings import Settings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


def render_stage(
    path: Path, number: int, stage: ShownStage, settings: Settings, out: Path | None = None
) -> NDArray[uint8]:
    """The picture of a page, uint8 RGB (height, width, 3), at the page's own resolution.

    Args:
        path: the source file.
        number: of the page, from 1.
        stage: what to draw.
        settings: used where the page must be computed.
        out: an output folder; what it holds of the page is shown instead of computing it.

    Raises:
        InputError: the page cannot be read, or has no picture (a text file).
    """
    _refuse_text(path, settings)
    if stage is ShownStage.SOURCE:
        return paint.as_canvas(_source_pixels(path, number, settings))
    stored = _stored(path, number, out, settings) if out and stage in _OF_WORDS else {}
    if number in stored:
        canvas = _as_read(_opened(path, number, settings), stored[number].frame)
        return _painted(canvas, stored, number, stage, settings)
    trace = trace_page(path, number, settings, with_pixels=True)
    if stage in _OF_WORDS:
        reading = trace_to_reading(trace, settings)
        return _painted(_as_read(trace.opened, reading.frame), {**stored, number: reading}, number, stage, settings)
    seen = trace.seen
    canvas = _as_read(trace.opened, seen.frame) if trace.from_layer else paint.as_canvas(_pixels(seen))
    return canvas if stage is ShownStage.CLEANUP or trace.steps is None else paint.paint_steps(canvas, trace.steps)


_GROWN = 2.0
"""So many times its pixels has a page at most after it was set straight."""
_OF_WORDS = (ShownStage.REGIONS, ShownStage.WORDS, ShownStage.CELLS, ShownStage.TABLE)
"""Stages that show what a reading holds; the others show how the page was prepared for it."""


def _refuse_text(path: Path, settings: Settings) -> None:
    with open_source(path, settings.source) as source:
        if source.kind == "txt":
            raise InputError(kind=DoubtKind.TEXT_HAS_NO_PICTURE, where=path)


def _opened(path: Path, number: int, settings: Settings) -> Page:
    with open_source(path, settings.source) as source:
        return source.load(number, with_pixels=True)


def _source_pixels(path: Path, number: int, settings: Settings) -> NDArray[uint8]:
    return _pixels(_opened(path, number, settings))


def _painted(
    canvas: NDArray[uint8], readings: dict[int, PageReading], number: int, stage: ShownStage, settings: Settings
) -> NDArray[uint8]:
    if stage is ShownStage.WORDS:
        return paint.paint_words(canvas, readings[number].words)
    if stage is ShownStage.REGIONS:
        return paint.paint_regions(canvas, readings[number].words)
    return _with_tables(canvas, readings, number, stage, settings)


def _with_tables(
    canvas: NDArray[uint8], readings: dict[int, PageReading], number: int, stage: ShownStage, settings: Settings
) -> NDArray[uint8]:
    pages = agree_over_pages([readings[n] for n in sorted(readings)], settings.restore)
    document = build_document(pages, settings)
    for table in document.tables:
        canvas = paint.paint_table(canvas, table, number, by_confidence=stage is ShownStage.CELLS)
    return canvas


def _pixels(page: Page) -> NDArray[uint8]:
    if page.pixels is None:
        raise SohoaError(kind=DoubtKind.NO_PIXELS, page=page.number)
    return page.pixels


def _stored(path: Path, number: int, out: Path, settings: Settings) -> dict[int, PageReading]:
    """Readings of the document that `out` holds, by page; empty if it does not hold page `number`."""
    doc_id = file_digest(path)
    for outcome in load_outcomes(out).values():
        if outcome.doc_id == doc_id:
            pages = range(1, outcome.n_pages + 1)
            found = {n: load_checkpoint(out, outcome.name, n, doc_id) for n in pages}
            here = found.get(number)
            return {n: c.reading for n, c in found.items() if c} if here and _fits(here.reading, settings) else {}
    return {}


def _fits(reading: PageReading, settings: Settings) -> bool:
    """Is the page no larger than one that would be read? A checkpoint can say anything."""
    return 0 < reading.width * reading.height <= _GROWN * settings.source.max_megapixels * 1e6


def _as_read(page: Page, frame: PageFrame) -> NDArray[uint8]:
    sheet = set_as_read(_pixels(page), page.frame.to_source, frame.to_source, (frame.width, frame.height))
    return pulled_flat(sheet, frame.bend) if frame.bend else sheet
