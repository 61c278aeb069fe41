"""The cleanup of one page: black print alone, even, upright, straight, without edges.

Everything is measured on a picture of about a million pixels; the page itself is touched once by each
step and resampled once. Workers should call `use_one_thread` when they start.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.nouns import homography
from sohoa.nouns.bend import Bend
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import IDENTITY, Homography, Rule
from sohoa.nouns.page import Page
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.word import LayerWord
from sohoa.pipeline.cleanup import coloured_ink, orientation, scanner_edges
from sohoa.pipeline.cleanup.dewarping import flattened
from sohoa.pipeline.cleanup.lettering import Lettering, find_lettering
from sohoa.pipeline.cleanup.pale_print import Print, darkened, find_print
from sohoa.pipeline.cleanup.paper import Paper, estimate_paper, evened, ink_map, thumbnail
from sohoa.pipeline.cleanup.pixels import as_grey, turned
from sohoa.pipeline.cleanup.shaded_panels import without_shades
from sohoa.pipeline.cleanup.skew import NO_SKEW, Skew
from sohoa.pipeline.cleanup.squared_paper import without_squares

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from sohoa.pipeline.cleanup.orientation import Orientation, ReadStrip
    from sohoa.settings import CleanupSettings

log = logging.getLogger(__name__)

_WHITE = 255
"""Grey level of white in uint8."""
_SKEW_LEFT = 0.06
"""Degrees of skew (clockwise angle of the lines) that are left alone: resampling costs more sharpness than deskewing
gains. A guess: over a line of 2000 pixels it is 2 pixels."""
_EVEN_ENOUGH = 12.0
"""Departure of the paper from white, 0–255, up to which a page is left as it is. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What is known of a page from its small picture; `ink` and `edges` are uint8 (height, width), 1 where they are.

    `pale`: its print, where that is to be darkened.
    """

    paper: Paper
    ink: NDArray[uint8]
    edges: NDArray[uint8]
    lettering: Lettering
    scale: float
    pale: Print | None = None

    @property
    def letter(self) -> float:
        """Letter size in pixels of the full page."""
        return self.lettering.size / self.scale


def use_one_thread() -> None:
    """Keeps OpenCV of this process to one thread: pages are spread over processes."""
    cv2.setNumThreads(1)


def clean_page(
    page: Page, settings: CleanupSettings, read_strip: ReadStrip | None = None, rotation: int | None = None
) -> Page:
    """The page as the engine should see it: uint8 grey (height, width), paper near white, upright, deskewed.

    Args:
        page: as scanned, uint8 (height, width) grey or (height, width, 3) RGB; one without pixels comes back as it is.
        settings: which steps to do.
        read_strip: how sure the engine is of a grey strip, 0 to 1; asked only if the letters do not
            tell which way lines run or which way is up.
        rotation: by how many degrees clockwise the page of the source is to be turned; None: found out.

    Returns:
        A new page: `frame`, `rules`, `layer_words` and `problems` fit its pixels.
    """
    if page.pixels is None:
        return page
    light = coloured_ink.luminance(page.pixels)
    grey = coloured_ink.black_print(page.pixels, light) if settings.separate_colour else light
    if settings.flatten:
        grey = without_shades(grey, light, page.dpi)
    look = _look(grey, settings)
    grey = _even(grey, look, settings)
    way = _way(look, settings)
    if rotation is not None:
        way, settings = _said_way(way, (rotation - page.frame.rotation) % 360), replace(settings, orient=False)
    if settings.orient and read_strip is not None:
        way = orientation.along_the_better_axis(grey, look.lettering.ink, look.lettering.size, way, read_strip)
    grey, move = _upright(grey, way, settings)
    upside_down = _asked(grey, look, way, read_strip) if settings.orient else False
    if upside_down:
        half = homography.quarter_turn(180, grey.shape[1], grey.shape[0])
        grey, move = turned(grey, 180), homography.compose(half, move)
        way = replace(way, turn=(way.turn + 180) % 360)
    if settings.remove_squares:
        grey = without_squares(grey)
    bend: Bend | None = None
    if settings.dewarp and way.lines:
        grey, bend = flattened(grey, _straight_lettering(look, way, settings), look.lettering.size)
    return _finished(page, grey, move, way, _problems(page, look, way, unsure=upside_down is None), bend)


def _look(grey: NDArray[uint8], settings: CleanupSettings) -> _Look:
    small, scale = thumbnail(grey)
    paper = estimate_paper(small)
    ink = ink_map(small, paper)
    edges = scanner_edges.find_borders(ink) if settings.remove_borders else np.zeros_like(ink)
    if not settings.flatten:
        return _Look(paper, ink, edges, find_lettering(ink & (1 - edges)), scale)
    found = find_print(grey, small, paper, ink, edges)
    return _Look(paper, ink, edges, found.lettering, scale, found if found.is_pale else None)


def _even(grey: NDArray[uint8], look: _Look, settings: CleanupSettings) -> NDArray[uint8]:
    """Even paper, pale print darkened, edges painted over with paper."""
    light = look.paper.light
    if look.pale:
        grey, light = darkened(grey, look.paper, look.pale.reflected), np.full_like(light, _WHITE)
    elif settings.flatten and look.paper.uneven > _EVEN_ENOUGH:
        grey, light = evened(grey, look.paper), np.full_like(light, _WHITE)
    return scanner_edges.painted_over(grey, look.edges, light)


def _way(look: _Look, settings: CleanupSettings) -> Orientation:
    """How the page is to be turned and straightened."""
    found = orientation.find_orientation(look.lettering.ink, look.lettering.size, look.lettering.count)
    if settings.orient:
        return found
    across = NO_SKEW if found.turn % 180 else found.skew
    return replace(found, turn=0, skew=across, clear=True)


def _said_way(found: Orientation, turn: int) -> Orientation:
    """How a page is straightened that is turned as a person says.

    Rule: A page that a person turns is read as it is turned, whatever its letters seem to say.
    Test: pipeline/cleanup/test_said_rotation.py::test_a_person_decides
    """
    skew = NO_SKEW if (found.turn - turn) % 180 else found.skew
    return replace(found, turn=turn, skew=skew, clear=True)


def _upright(grey: NDArray[uint8], way: Orientation, settings: CleanupSettings) -> tuple[NDArray[uint8], Homography]:
    """The page turned and straightened, and the transform from old pixels to new."""
    move = homography.quarter_turn(way.turn, grey.shape[1], grey.shape[0])
    if way.turn:
        grey = turned(grey, way.turn)
    if not settings.deskew or abs(way.skew.degrees) < _SKEW_LEFT:
        return grey, move
    straight, width, height = homography.straightening(way.skew.degrees, grey.shape[1], grey.shape[0])
    level = int(np.percentile(grey[::16, ::16], 90))
    matrix, size = homography.sampling_matrix(straight), (width, height)
    grey = as_grey(cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=level))
    return grey, homography.compose(straight, move)


def _straight_lettering(look: _Look, way: Orientation, settings: CleanupSettings) -> NDArray[uint8]:
    """The lettering of the small picture, turned and straightened as the page was."""
    ink = turned(look.lettering.ink, way.turn)
    if not settings.deskew or abs(way.skew.degrees) < _SKEW_LEFT:
        return ink
    straight, *size = homography.straightening(way.skew.degrees, ink.shape[1], ink.shape[0])
    return as_grey(cv2.warpAffine(ink, homography.sampling_matrix(straight), size, flags=cv2.INTER_NEAREST))


def _asked(grey: NDArray[uint8], look: _Look, way: Orientation, read_strip: ReadStrip | None) -> bool | None:
    """Is the page still upside down? Asks the engine where the letters did not tell; None: nobody can say."""
    if way.clear or not way.lines:
        return False
    if read_strip is None:
        return None
    ink = turned(look.lettering.ink, way.turn)
    return orientation.is_upside_down(orientation.densest_strip(grey, ink, look.lettering.size), read_strip)


def _problems(page: Page, look: _Look, way: Orientation, *, unsure: bool) -> tuple[Problem, ...]:
    pale = Problem(Stage.CLEANUP, ProblemKind.PALE_PRINT, (Doubt(DoubtKind.PALE_PRINT),), page.number)
    return (*_way_problems(page, way, unsure=unsure), *([pale] if look.pale and way.lines else []))


def _way_problems(page: Page, way: Orientation, *, unsure: bool) -> tuple[Problem, ...]:
    if not way.lines:
        return (Problem(Stage.CLEANUP, ProblemKind.BLANK_PAGE, (Doubt(DoubtKind.NO_LINES),), page.number),)
    if unsure:
        unclear = Doubt(DoubtKind.UP_OR_DOWN)
        return (Problem(Stage.CLEANUP, ProblemKind.ORIENTATION_UNSURE, (unclear,), page.number),)
    return ()


def _finished(
    page: Page,
    grey: NDArray[uint8],
    move: Homography,
    way: Orientation,
    problems: tuple[Problem, ...],
    bend: Bend | None,
) -> Page:
    """`page` with new pixels, and everything measured in the old ones moved along; `bend` comes after `move`."""
    back = homography.invert(move)
    skew: Skew = way.skew
    moved = move != IDENTITY
    frame = replace(
        page.frame,
        width=grey.shape[1],
        height=grey.shape[0],
        to_source=homography.compose(page.frame.to_source, back),
        rotation=(page.frame.rotation + way.turn) % 360,
        skew_deg=skew.degrees,
        bend=bend,
    )
    return replace(
        page,
        frame=frame,
        pixels=grey,
        rules=tuple(_moved_rule(move, bend, r) for r in page.rules) if moved or bend else page.rules,
        layer_words=tuple(_moved_word(move, bend, w) for w in page.layer_words) if moved or bend else page.layer_words,
        problems=page.problems + problems,
    )


def _moved_rule(move: Homography, bend: Bend | None, rule: Rule) -> Rule:
    ends = [homography.apply(move, *end) for end in ((rule.x0, rule.y0), (rule.x1, rule.y1))]
    (x0, y0), (x1, y1) = [bend.to_flat(*end) for end in ends] if bend else ends
    return Rule(x0, y0, x1, y1)


def _moved_word(move: Homography, bend: Bend | None, word: LayerWord) -> LayerWord:
    box = homography.apply_to_box(move, word.box)
    return replace(word, box=bend.box_to_flat(box) if bend else box)
