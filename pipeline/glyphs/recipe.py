"""The glyph passes in their order: each can be switched off, tells its time, and shows what it changed.

First the lines one by one: what is a Roman numeral in the first column, which ends are pieces of rules, what is no
print at all; then the signs inside what is left. Last what only the whole page can tell. `-vv` logs every change.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.glyphs.apostrophes import with_apostrophes
from sohoa.pipeline.glyphs.check_marks import with_check_mark
from sohoa.pipeline.glyphs.comma_tails import with_tails
from sohoa.pipeline.glyphs.comparison_signs import with_bars
from sohoa.pipeline.glyphs.doubled_letters import with_doubled_letter
from sohoa.pipeline.glyphs.letter_case import with_letter_case
from sohoa.pipeline.glyphs.noise import without_noise
from sohoa.pipeline.glyphs.passes import LinePass, PagePass
from sohoa.pipeline.glyphs.quarter_numerals import with_quarters
from sohoa.pipeline.glyphs.river_names import with_river_names
from sohoa.pipeline.glyphs.roman_numerals import with_numerals
from sohoa.pipeline.glyphs.row_numerals import with_row_figure, with_row_numeral
from sohoa.pipeline.glyphs.rule_ends import without_rule_ends
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.settings import GlyphSettings

logger = logging.getLogger(__name__)

LINE_PASSES: tuple[tuple[str, LinePass], ...] = (
    ("row_numerals", with_row_numeral),
    ("row_figures", with_row_figure),
    ("rule_ends", without_rule_ends),
    ("noise", without_noise),
    ("apostrophes", with_apostrophes),
    ("river_names", with_river_names),
    ("check_marks", with_check_mark),
    ("doubled_letters", with_doubled_letter),
    ("comparison_signs", with_bars),
    ("comma_tails", with_tails),
    ("quarter_numerals", with_quarters),
    ("roman_numerals", with_numerals),
)
"""Each with the key of `GlyphSettings` that switches it."""
PAGE_PASSES: tuple[tuple[str, PagePass], ...] = (("letter_case", with_letter_case),)
"""They come after those of the lines."""


@dataclass(frozen=True, slots=True)
class GlyphChange:
    """What one pass changed on one line; `box` is that of the line, in pixels of the page."""

    name: str
    before: str
    after: str
    box: Box


@dataclass(frozen=True, slots=True)
class GlyphReading:
    """Runs as printed, one a line (without words where nothing is), what was changed, and seconds by pass."""

    runs: tuple[TextRun, ...]
    changes: tuple[GlyphChange, ...]
    seconds: dict[str, float]


def read_glyphs(runs: Sequence[TextRun], inks: Sequence[LineInk], settings: GlyphSettings) -> GlyphReading:
    """What is printed on the lines of a page, by what was read of them and by their ink.

    Args:
        runs: as read, one a line; without words where nothing was.
        inks: the lines, in the same order.
        settings: which passes to make.
    """
    done, changes, seconds = tuple(runs), list[GlyphChange](), dict[str, float]()
    for name, one_pass in _passes():
        if not getattr(settings, name):
            continue
        start = perf_counter()
        after = one_pass(done, inks)
        seconds[name] = perf_counter() - start
        changes += _changes(name, done, after, inks)
        done = after
    _log(changes, seconds)
    return GlyphReading(done, tuple(changes), seconds)


def _passes() -> Iterator[tuple[str, PagePass]]:
    for name, line_pass in LINE_PASSES:
        yield name, _over_lines(line_pass)
    yield from PAGE_PASSES


def _over_lines(line_pass: LinePass) -> PagePass:
    def over_lines(runs: Sequence[TextRun], inks: Sequence[LineInk], /) -> tuple[TextRun, ...]:
        return tuple(line_pass(run, ink) for run, ink in zip(runs, inks, strict=True))

    return over_lines


def _changes(
    name: str, before: Sequence[TextRun], after: Sequence[TextRun], inks: Sequence[LineInk]
) -> Iterator[GlyphChange]:
    for old, new, ink in zip(before, after, inks, strict=True):
        if new is not old and new.text != old.text:
            yield GlyphChange(name, old.text, new.text, ink.line.box)


def _log(changes: Sequence[GlyphChange], seconds: dict[str, float]) -> None:
    if not logger.isEnabledFor(logging.DEBUG):
        return
    for c in changes:
        logger.debug("%s: %r is printed %r (at %.0f, %.0f)", c.name, c.before, c.after, c.box.x0, c.box.y0)
    logger.debug("glyph passes: %s", ", ".join(f"{name} {1000 * s:.1f} ms" for name, s in seconds.items()))
