"""A text layer compared with what is printed: a few lines of the page are read and held against its words.

A layer lies where its font has no table of letters, or a wrong one: the page looks right, and its text is garbage or
has look-alikes (O for 0) for some letters.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, TextLayer
from sohoa.nouns.printed_line import words_to_runs
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.cleanup.coloured_ink import luminance
from sohoa.pipeline.engine.checked_words import checked
from sohoa.pipeline.engine.protocol import Engine, StripKind

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_LINES = 8
"""Lines that are read. A guess: half a second."""
_FEWEST_LETTERS = 6
"""A line with fewer letters tells little."""
_ALIKE = 0.75
"""Share of letters that layer and reading have in common, in order, under which the layer lies. A guess: sound layers
have 0.97 and more, garbage 0.3."""
_ALWAYS_OTHER = 3
"""A letter of the layer that is read so often as one other letter, and never as itself, is a look-alike. A guess."""
_PAPER_AROUND = 0.3
"""Paper around a line, in its own heights."""


def believed(page: Page, engine: Engine, seconds: float) -> Page:
    """The page; if its layer is contradicted by its pixels, with a broken layer and the problem that says so.

    Args:
        page: with pixels, uint8 (height, width) or (height, width, 3), and a layer that is suspect.
        engine: what reads the lines.
        seconds: time it may take.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A text layer that does not say what is printed (a font without a table of letters, or with a wrong one) is
        found by reading a few lines of the page; the page is then read from its pixels.
    Test: pipeline/layers/test_layer_check.py::test_a_layer_that_lies_is_found
    """
    if page.pixels is None:
        return page
    runs = _telling_lines(page)
    grey = luminance(page.pixels)
    strips = [_strip(grey, run.box) for run in runs]
    read = checked(engine.read(strips, StripKind.LINE, seconds), strips)
    pairs = [
        (_folded(run.text), _folded(" ".join(w.text for w in words))) for run, words in zip(runs, read, strict=True)
    ]
    pairs = [(layer, seen) for layer, seen in pairs if seen]
    if not pairs or not _contradict(pairs):
        return page
    worst = min(pairs, key=_likeness)
    doubt = Doubt.of(DoubtKind.LAYER_CONTRADICTED, *(text.replace("|", "/")[:40] for text in worst))
    problem = Problem(Stage.SOURCE, ProblemKind.BROKEN_LAYER, (doubt,), page.number)
    return replace(page, layer=TextLayer.BROKEN, layer_decoded=False, problems=(*page.problems, problem))


def _telling_lines(page: Page) -> list[TextRun]:
    """The lines of the layer on the page with most letters and figures, from top to bottom."""
    sheet = Box(0, 0, page.width, page.height)
    runs = words_to_runs(Word(w.text, w.text, w.box, None) for w in page.layer_words)
    long = [r for r in runs if len(_folded(r.text)) >= _FEWEST_LETTERS and sheet.holds(r.box.cx, r.box.cy)]
    return sorted(sorted(long, key=lambda r: -len(r.text))[:_LINES], key=lambda r: r.box.y0)


def _strip(grey: NDArray[uint8], box: Box) -> NDArray[uint8]:
    """A line whose middle is on the page, with a little paper around it."""
    b, (height, width) = box.grown(_PAPER_AROUND * box.height), grey.shape
    rows, columns = _span(b.y0, b.y1, height), _span(b.x0, b.x1, width)
    return np.ascontiguousarray(grey[rows, columns])


def _span(start: float, stop: float, length: int) -> slice:
    """At least one of `length` pixels."""
    first = min(max(0, round(start)), length - 1)
    return slice(first, max(first + 1, round(stop)))


def _folded(text: str) -> str:
    """Without white space, whose places the two see otherwise."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _contradict(pairs: Sequence[tuple[str, str]]) -> bool:
    return sum(map(_likeness, pairs)) / len(pairs) < _ALIKE or _has_look_alike(pairs)


def _likeness(pair: tuple[str, str]) -> float:
    return SequenceMatcher(None, pair[0], pair[1], autojunk=False).ratio()


def _has_look_alike(pairs: Sequence[tuple[str, str]]) -> bool:
    """Is some letter or figure of the layer always read as the same other one?"""
    same, other = Counter[str](), Counter[tuple[str, str]]()
    for layer, seen in pairs:
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, layer, seen, autojunk=False).get_opcodes():
            if tag == "equal":
                same.update(layer[a0:a1])
            elif a1 - a0 == b1 - b0:
                other.update(zip(layer[a0:a1], seen[b0:b1], strict=True))
    return any(n >= _ALWAYS_OTHER and a.isalnum() and not same[a] for (a, _), n in other.items())
