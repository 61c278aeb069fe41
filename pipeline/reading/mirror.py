"""Pages scanned through their back: print in a mirror reads as garbage, so a badly read page is tried turned over.

Letters do not tell a mirrored page by their ink alone (as much stands above them as below), so the engine is asked,
and only about pages that it read badly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Homography
from sohoa.nouns.homography import compose
from sohoa.nouns.page import Page
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from sohoa.pipeline.cleanup.orientation import ReadStrip

_BADLY_READ = 0.6
"""Mean confidence over a page's letters under which it is tried; mirrored pages were seen to have 0.4 to 0.5."""
_READ_WELL = 0.75
"""Mean confidence from which a strip of the page turned over counts as read. A guess ..."""
_BETTER_BY = 0.2
"""... and by how much it must surpass the strip as it is. A guess."""
_STRIPS_TRIED = 4
"""The widest lines of the page, each as it is and turned over both ways. A guess."""
_FEWEST_ON_PAGE = 40
"""A page with fewer letters is not tried. A guess."""
_PAPER_AROUND = 0.5
"""Paper around a line, in its own heights."""


def unmirrored(page: Page, runs: Sequence[TextRun], read_strip: ReadStrip) -> Page | None:
    """The page turned over if it is a mirror image, blank if it is pale and one, else None.

    Args:
        page: cleaned, with pixels: uint8 grey (height, width).
        runs: what was read on it.
        read_strip: how sure the engine is of a strip (uint8 grey, (height, width)), 0 to 1.

    Rule: A page scanned through its back (mirror writing) is turned over and read, if the engine reads it much better
        so.
    Test: pipeline/reading/test_odd_pages.py::test_a_mirror_image_is_turned_over

    Rule: Pale print in a mirror is that of the other side, which shines through: it is not read.
    Test: pipeline/reading/test_odd_pages.py::test_what_shines_through_is_not_read
    """
    letters = sum(len(bare_letters(r.text)) for r in runs)
    if page.pixels is None or not page.has_scan or letters < _FEWEST_ON_PAGE:
        return None
    if sum(len(bare_letters(r.text)) * r.confidence for r in runs) / letters >= _BADLY_READ:
        return None
    strips = [_strip(page.pixels, r) for r in sorted(runs, key=lambda r: -r.box.width)[:_STRIPS_TRIED]]
    as_is, across, down = (
        float(np.mean([read_strip(np.ascontiguousarray(s[::y, ::x])) for s in strips]))
        for x, y in ((1, 1), (-1, 1), (1, -1))
    )
    pale = any(p.kind is ProblemKind.PALE_PRINT for p in page.problems)
    if max(across, down) < max(0.0 if pale else _READ_WELL, as_is + _BETTER_BY):
        return None
    if pale:
        return _left_blank(page)
    return _turned_over(page, upside_down=down > across)


def _left_blank(page: Page) -> Page:
    """The page without what shines through from its other side, where that is read rightly."""
    assert page.pixels is not None
    said = Problem(Stage.CLEANUP, ProblemKind.BLANK_PAGE, (Doubt(DoubtKind.SHINES_THROUGH),), page.number)
    problems = (*(p for p in page.problems if p.stage is not Stage.CLEANUP), said)
    return replace(page, pixels=np.full_like(page.pixels, 255), problems=problems)


def _strip(grey: NDArray[uint8], run: TextRun) -> NDArray[uint8]:
    """The line with a little paper around it."""
    box = run.box.grown(_PAPER_AROUND * run.box.height)
    return grey[max(0, round(box.y0)) : round(box.y1), max(0, round(box.x0)) : round(box.x1)]


def _turned_over(page: Page, *, upside_down: bool) -> Page:
    """The page as it is read well, so that which way up it lies is sure too."""
    assert page.pixels is not None
    flip: Homography = (-1.0, 0.0, float(page.width), 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    pixels = page.pixels[:, ::-1]
    if upside_down:
        flip = (1.0, 0.0, 0.0, 0.0, -1.0, float(page.height), 0.0, 0.0, 1.0)
        pixels = page.pixels[::-1]
    said = Problem(Stage.CLEANUP, ProblemKind.MIRRORED, (Doubt(DoubtKind.MIRRORED),), page.number)
    bend = page.frame.bend.mirrored(across=not upside_down) if page.frame.bend else None
    frame = replace(
        page.frame,
        to_source=compose(page.frame.to_source, flip),
        bend=bend,
        rotation=(page.frame.rotation + 180 * upside_down) % 360,
    )
    return replace(
        page,
        frame=frame,
        pixels=np.ascontiguousarray(pixels),
        problems=(*(p for p in page.problems if p.kind is not ProblemKind.ORIENTATION_UNSURE), said),
    )
