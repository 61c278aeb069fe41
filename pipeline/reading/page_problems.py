"""What a person should know of a page once it is read: nothing on it, poorly read, too small a print.

A page is called poorly read by a threshold of its mean confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from sohoa.diacritics.language.folding import bare_letters
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import Page
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.reading.struck_lines import struck_problems

POORLY_READ = 0.75
"""Mean confidence of a page's words under which it is called poorly read. A guess."""
SMALLEST_PRINT = 9.0
"""Median letter height in pixels under which marks run together: 13-point type at 100 dpi has 9."""
SURE_ALONE = 0.9
"""On a page without lines of text, words are believed from this mean confidence of their run on. A guess."""
LETTERS_ALONE = 3
"""... and if they are so long: pieces of a seal or a picture are read as one letter or two."""


def reading_problems(
    page: Page, runs: Sequence[TextRun], words: Sequence[Word], *, from_pixels: bool
) -> tuple[Problem, ...]:
    """Problems of a page that was read, those of earlier stages included.

    Args:
        page: as cleaned.
        runs: what was read on it.
        words: the same in reading order.
        from_pixels: they were read by the engine.

    Rule: A page without print, one read poorly and one in too small a print are told: `blank_page`, `low_confidence`,
        `low_resolution`.
    Test: pipeline/reading/test_odd_pages.py::test_what_is_said_of_a_page
    """
    said = page.problems
    blank = [p for p in said if p.kind is ProblemKind.BLANK_PAGE]
    if not words:
        nothing = Doubt(DoubtKind.NO_TEXT)
        return said if blank else (*said, Problem(Stage.OCR, ProblemKind.BLANK_PAGE, (nothing,), page.number))
    said = tuple(p for p in said if p not in blank)
    seen = (*_small_letters(page, runs), *struck_problems(words, page.number)) if from_pixels else ()
    return (*said, *_poorly_read(page, words), *seen)


def without_strays(page: Page, runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """The runs; on a page on which no lines of text were found only what is surely words.

    Such a page is blank, or holds a seal, a picture or a few words; the engine reads letters into strokes.

    Rule: What the engine makes of a seal, a signature or a photograph alone on a page is dropped.
    Test: pipeline/reading/test_odd_pages.py::test_strokes_of_a_seal_are_no_words
    """
    if not any(p.kind is ProblemKind.BLANK_PAGE for p in page.problems):
        return tuple(runs)
    return tuple(r for r in runs if r.confidence >= SURE_ALONE and len(bare_letters(r.text)) >= LETTERS_ALONE)


def _poorly_read(page: Page, words: Sequence[Word]) -> tuple[Problem, ...]:
    """A page whose words are so unsure on average that a person should look at it, or scan it again."""
    sure = [w.confidence for w in words if w.confidence is not None]
    mean = sum(sure) / len(sure) if sure else 1.0
    if mean >= POORLY_READ:
        return ()
    poor = Doubt(DoubtKind.POORLY_READ, f"{mean:.2f}")
    return (Problem(Stage.OCR, ProblemKind.LOW_CONFIDENCE, (poor,), page.number),)


def _small_letters(page: Page, runs: Sequence[TextRun]) -> tuple[Problem, ...]:
    size = median(r.size for r in runs)
    if size >= SMALLEST_PRINT:
        return ()
    small = Doubt(DoubtKind.SMALL_LETTERS, f"{size:.0f}")
    return (Problem(Stage.OCR, ProblemKind.LOW_RESOLUTION, (small,), page.number),)
