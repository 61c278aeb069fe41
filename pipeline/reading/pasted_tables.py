"""Tables that a born-digital page shows as pictures: a scan or a screenshot pasted between its own lines of text.

The page's own layer is read as ever; the engine reads only pictures in which rules of a table are seen, so that
photographs, seals and signatures cost a look and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.extract.grids.recipe import GridSteps, page_to_steps
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.cleanup.coloured_ink import luminance
from sohoa.pipeline.reading.recipe import PrintReader, read_layer

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_WHITE = 255
"""Grey level of white in uint8."""


def read_layer_and_pictures(
    page: Page, steps: GridSteps | None, read: PrintReader
) -> tuple[Page, GridSteps | None, tuple[TextRun, ...]]:
    """The page's own words, and what stands in tables drawn as pictures.

    Args:
        page: read from its layer; with pixels if it has `pictures`.
        steps: its ruled tables, None if tables are switched off.
        read: reads a page's print; called only if a picture shows a table.

    Returns:
        The page without pixels, with a problem if print in a picture was not read; its tables and those in its
        pictures; all words.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: of `read`.

    Rule: A table that a born-digital page shows as a picture is read by the engine, beside the page's own text.
    Test: pipeline/reading/test_pasted_tables.py::test_a_table_in_a_picture_is_read
    """
    runs, pixels = read_layer(page), page.pixels
    page = replace(page, pixels=None)
    if steps is None or pixels is None or not page.pictures:
        return page, steps, runs
    grey = luminance(pixels)
    grids = _grids_in(page, grey)
    if not grids:
        return page, steps, runs
    shown = [p for p in page.pictures if any(p.holds(g.box.cx, g.box.cy) for g in grids)]
    seen = replace(page, pixels=_only(grey, shown), rules=(), has_scan=True)
    more, lost = read(seen, grids)
    page = replace(page, problems=(*page.problems, *lost.problems(page.number)))
    return page, replace(steps, grids=(*steps.grids, *grids)), (*runs, *more)


def _grids_in(page: Page, grey: NDArray[uint8]) -> tuple[Grid, ...]:
    """Tables whose rules are seen in the pictures of the page."""
    seen = replace(page, pixels=_only(grey, page.pictures), rules=(), has_scan=True)
    return tuple(g for g in page_to_steps(seen).grids if any(p.holds(g.box.cx, g.box.cy) for p in page.pictures))


def _only(grey: NDArray[uint8], boxes: Sequence[Box]) -> NDArray[uint8]:
    """The page with nothing but these parts, the rest white."""
    result = np.full_like(grey, _WHITE)
    for b in boxes:
        part = slice(max(0, round(b.y0)), max(0, round(b.y1))), slice(max(0, round(b.x0)), max(0, round(b.x1)))
        result[part] = grey[part]
    return result
