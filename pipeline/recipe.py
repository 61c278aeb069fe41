"""The recipe: what happens to a page, and what happens to a document. It only orders the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from pathlib import Path
from time import perf_counter

from sohoa.extract.grids.recipe import GridSteps, complete_grids, page_to_steps
from sohoa.extract.grids.unread_cells import with_unread
from sohoa.extract.header.recipe import read_header
from sohoa.extract.header.several_documents import document_starts
from sohoa.extract.layout.code_halves import with_whole_codes
from sohoa.extract.layout.double_pages import arrange_sheet
from sohoa.extract.layout.reading_order import arrange_plainly
from sohoa.extract.tables.problems import doubtful_tables
from sohoa.extract.tables.recipe import build_tables
from sohoa.nouns.line_ends import mended_ends
from sohoa.nouns.page import Page, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import ProblemKind, Status
from sohoa.nouns.record import DocumentParts, Indicator, Task
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.engine.engine import open_engine, strip_confidence
from sohoa.pipeline.layers.layer_check import believed
from sohoa.pipeline.layers.layer_witness import with_layer_witness
from sohoa.pipeline.page_trace import PageTrace
from sohoa.pipeline.reading.mirror import unmirrored
from sohoa.pipeline.reading.odd_units import doubt_units
from sohoa.pipeline.reading.page_problems import reading_problems, without_strays
from sohoa.pipeline.reading.pasted_tables import read_layer_and_pictures
from sohoa.pipeline.reading.recipe import read_print
from sohoa.pipeline.restoration import mend_words, restored_page
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import Settings, TableSettings

_HEADER_WORDS = 20_000
"""Words of a page among which its formal parts are looked for. A guess: a page of print has 600; a text file that is
one line of megabytes has 600,000."""


def read_page(path: Path, number: int, settings: Settings, known: PageReading | None = None) -> PageReading:
    """One page, from the source to mended words and grids.

    Args:
        path: the source file.
        number: of the page, from 1.
        settings: of all stages.
        known: what an earlier run read there; its words are mended again, nothing is read anew.

    Raises:
        SohoaError: whatever kept the page from being read.
    """
    if known is not None:
        return mend_words(known, settings.restore)
    return trace_to_reading(trace_page(path, number, settings), settings)


def read_turned_page(path: Path, number: int, settings: Settings, rotation: int) -> PageReading:
    """A page that a person has turned, read from its pixels; SohoaError as in `read_page`.

    Args:
        path: the source file.
        number: of the page, from 1.
        settings: of all stages.
        rotation: by how many degrees clockwise the page of the source must be turned: 0, 90, 180, 270.
    """
    settings = replace(settings, source=replace(settings.source, use_text_layer=False))
    return trace_to_reading(trace_page(path, number, settings, rotation=rotation), settings)


def trace_page(
    path: Path, number: int, settings: Settings, with_pixels: bool = False, rotation: int | None = None
) -> PageTrace:
    """All stages of a page up to its words, which are not mended yet.

    Args:
        path: the source file.
        number: of the page, from 1.
        settings: of all stages.
        with_pixels: keep the source's picture, also of a page that is read from its text layer.
        rotation: of the source page, degrees clockwise; None: found out.

    Raises:
        SohoaError: whatever kept the page from being read.
    """
    start = perf_counter()
    with open_source(path, settings.source) as source:
        page = source.load(number, with_pixels=with_pixels)
    loaded = perf_counter()
    opened = page if with_pixels else replace(page, pixels=None)
    if page.layer_suspect:
        page = believed(page, open_engine(settings.ocr), settings.ocr.timeout_s)
    layer = uses_layer(page, settings)
    if is_text_alone(page):
        return PageTrace(opened, page, from_layer=True)
    if not layer:
        page = clean_page(page, settings.cleanup, strip_confidence(settings.ocr), rotation)
    cleaned = perf_counter()
    steps = _find_steps(replace(page, pixels=None) if layer else page, settings.tables)
    gridded = perf_counter()
    read_words = _layer_reads if layer else _engine_reads
    page, steps, runs = read_words(page, steps, settings)
    grids = _filled_grids(page, steps, [w for r in runs for w in r.words if w.is_text])
    words = arrange_sheet(runs, grids, page.width, page.height) if settings.layout.enabled else arrange_plainly(runs)
    words = words if layer else with_whole_codes(words)
    page = replace(page, problems=reading_problems(page, runs, words, from_pixels=not layer))
    seconds = {
        "source": loaded - start,
        "cleanup": cleaned - loaded,
        "grids": gridded - cleaned,
        "ocr": perf_counter() - gridded,
    }
    return PageTrace(opened, page, layer, steps, runs, words, grids, seconds)


def trace_to_reading(trace: PageTrace, settings: Settings) -> PageReading:
    """What is known of a page once it is read: its words are mended."""
    if is_text_alone(page := trace.seen):
        return restored_page(page, settings.restore)
    layer = TextSource.RESTORED if page.layer_decoded else TextSource.LAYER
    reading = PageReading(
        page.frame,
        text_source=layer if trace.from_layer else TextSource.OCR,
        text_layer=page.layer,
        words_ocr=trace.words,
        words=trace.words,
        grids=trace.grids,
        problems=page.problems,
        status=Status.PARTIAL if any(p.kind is ProblemKind.LOST_CONTENT for p in page.problems) else Status.OK,
        seconds=trace.seconds,
        signatures=trace.opened.signatures,
    )
    return doubt_units(mend_words(reading, settings.restore))


def is_text_alone(page: Page) -> bool:
    """Is it a page without a picture and without places of words, as of a text file?"""
    return page.pixels is None and not page.layer_words


def _layer_reads(
    page: Page, steps: GridSteps | None, settings: Settings
) -> tuple[Page, GridSteps | None, tuple[TextRun, ...]]:
    """What stands in the page's own layer, and in pictures of tables; for these alone the engine is opened."""
    return read_layer_and_pictures(
        page, steps, lambda seen, grids: read_print(seen, grids, open_engine(settings.ocr), settings)
    )


def _engine_reads(
    page: Page, steps: GridSteps | None, settings: Settings
) -> tuple[Page, GridSteps | None, tuple[TextRun, ...]]:
    """What the engine reads on a page; a mirror image is turned over first, a sound layer is a second witness."""
    end = perf_counter() + settings.ocr.timeout_s
    engine = open_engine(settings.ocr)
    runs, lost = read_print(page, steps.grids if steps else (), engine, settings)
    other = unmirrored(page, runs, strip_confidence(settings.ocr))
    if other is not None:
        page, steps = other, _find_steps(other, settings.tables)
        left = replace(settings, ocr=replace(settings.ocr, timeout_s=max(1.0, end - perf_counter())))
        runs, lost = read_print(page, steps.grids if steps else (), engine, left)
    runs = without_strays(page, runs)
    page = replace(page, problems=(*page.problems, *lost.problems(page.number)))
    if other is None and has_witness(page, settings):
        runs = with_layer_witness(runs, page.layer_words)
    return page, steps, runs


def _find_steps(page: Page, settings: TableSettings) -> GridSteps | None:
    """Ruled tables of a page, None if tables are switched off."""
    return page_to_steps(page) if settings.enabled else None


def _filled_grids(page: Page, steps: GridSteps | None, words: Sequence[Word]) -> tuple[Grid, ...]:
    """Tables of a page that was read; on a scan it is known which cells hold print that was not read."""
    grids = complete_grids(steps, words)
    if steps is None or page.pixels is None:
        return grids
    return with_unread(grids, words, page.pixels, steps.rulings.measures.letter_height * steps.rulings.scale)


def uses_layer(page: Page, settings: Settings) -> bool:
    """Is the page's own text layer read in place of the pixels?"""
    sound = page.layer is TextLayer.SOUND or page.layer_decoded
    return settings.source.use_text_layer and sound and page.layer_drawn and bool(page.layer_words)


def has_witness(page: Page, settings: Settings) -> bool:
    """Is the layer of a scan sound, so that it counts beside what the engine reads from the pixels?"""
    return settings.source.use_text_layer and page.layer is TextLayer.SOUND and not page.layer_drawn


def build_document(readings: Sequence[PageReading], settings: Settings) -> DocumentParts:
    """What a file's documents are made of, from its pages in order, without what is struck out and watermarks."""
    readings = [replace(r, words=tuple(w for w in r.words if w.is_text)) for r in readings]
    starts = document_starts([replace(r, words=r.words[:_HEADER_WORDS]) for r in readings])
    first, *rest = (
        _one_document(readings[start:end], settings)
        for start, end in zip_longest(starts or (0,), starts[1:], fillvalue=None)
    )
    for k, other in zip(starts[1:], rest, strict=True):
        first = first.followed_by(other, readings[k].number)
    return first


def _one_document(readings: Sequence[PageReading], settings: Settings) -> DocumentParts:
    header, evidence, problems = read_header([replace(r, words=r.words[:_HEADER_WORDS]) for r in readings])
    tables = build_tables(readings, settings.tables) if settings.tables.enabled else ()
    problems = (*problems, *doubtful_tables(tables))
    if not (tables and settings.records.enabled):
        return DocumentParts(header, evidence, tables, problems=problems)
    from sohoa.extract.records.footnotes import read_notes  # a room that pages without tables need not load: 30 ms
    from sohoa.extract.records.indicators import table_to_indicators
    from sohoa.extract.records.tasks import table_to_tasks
    from sohoa.extract.records.unread_lists import unread_list

    context = " ".join(filter(None, (header.doc_type, header.subject)))
    tasks, indicators = list[Task](), list[Indicator]()
    notes = read_notes(readings)
    for table in tables:
        some_tasks, task_problems = table_to_tasks(table, context, settings.records, notes)
        some_indicators, indicator_problems = table_to_indicators(table, context, settings.records, notes)
        tasks += some_tasks
        indicators += some_indicators
        problems = (*problems, *task_problems, *indicator_problems)
        if not (some_tasks or some_indicators):
            problems = (*problems, *unread_list(table, context, settings.records))
    return DocumentParts(header, evidence, tables, tuple(tasks), tuple(indicators), problems)


def page_text(words: Sequence[Word], ocr: bool = False) -> str:
    """Text of a page: one printed line a line, a blank line between regions; a code that a line end cuts stands whole.

    Args:
        words: in reading order, with line and region.
        ocr: give the engine's own reading.
    """
    blocks = []
    for _, block in groupby(words, key=lambda w: w.region):
        lines = []
        for _, line in groupby(block, key=lambda w: w.line):
            texts = (w.text_ocr if ocr else w.text for w in line if not w.struck)
            lines.append(" ".join(t for t in texts if t))
        blocks.append("\n".join(lines if ocr else mended_ends(lines)))
    return "\n\n".join(blocks)
