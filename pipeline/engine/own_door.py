"""Our own line reader (`pipeline.recogniser`) as an engine: letters become words with boxes and alternatives."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.errors import PageTimeout
from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord, with_alternatives
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.strips import inked_pixels, line_strips
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.recogniser.line_image import ink_rows
from sohoa.pipeline.recogniser.model_file import COVERED, model_facts, reader_version
from sohoa.pipeline.recogniser.reader import ReadLine, open_reader
from sohoa.pipeline.recogniser.word_gaps import with_word_gaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sohoa.pipeline.engine.protocol import Strip
    from sohoa.pipeline.recogniser.decoding import Letter

_STOPS = "…", "..."
"""The network has one letter for three stops in a row; plans print stops."""
_AT_ONCE = 64
"""Strips between two looks at the clock."""


class OwnEngine:
    """The network that comes with the package. One instance serves one thread."""

    name = "sohoa"
    scale_matters = False
    needless = frozenset({"comma_tails", "row_figures"})

    def __init__(self, looks_again: bool = True) -> None:
        self._reader, self._looks_again = open_reader(), looks_again

    def version(self) -> str:
        """See `Engine.version`."""
        return reader_version(self._reader.properties, model_facts(COVERED))

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        end = time.monotonic() + seconds
        if kind is StripKind.BLOCK:
            return [self._read_block(s, end) for s in strips]
        return self._read_lines(strips, end, covered=kind is StripKind.COVERED)

    def _read_lines(self, strips: Sequence[Strip], end: float, covered: bool = False) -> list[list[EngineWord]]:
        """Words of single lines; what is covered is read by the network that learned on such lines.

        Rule: What a seal, a stroke or a stamp lies over is read by a network of its own, which learned on such lines.
        Test: pipeline/engine/test_own_door.py::test_covered_lines_have_a_network_of_their_own
        """
        reader = open_reader(COVERED) if covered else self._reader
        found: list[list[EngineWord]] = []
        for k in range(0, len(strips), _AT_ONCE):
            if time.monotonic() >= end:
                raise PageTimeout
            some = strips[k : k + _AT_ONCE]
            found += [
                line_to_words(line, s, covered)
                for line, s in zip(reader.read(some, self._looks_again), some, strict=True)
            ]
        return found

    def _read_block(self, strip: Strip, end: float) -> list[EngineWord]:
        parts = page_to_components(strip)
        lines = components_to_lines(parts)
        read = self._read_lines([s.pixels for s in line_strips(strip, parts, lines)], end)
        return [w for words in read for w in words]


def line_to_words(line: ReadLine, strip: Strip, covered: bool = False) -> list[EngineWord]:
    """Words of a line with their boxes in pixels of the strip and what else each might read.

    Args:
        line: as it was read.
        strip: its pixels.
        covered: other ink than that of letters lies in the strip: the line ends with its letters.

    Rule: A covered line begins with its first letter and ends with its last, however far the seal goes on.
    Test: pipeline/engine/test_own_door.py::test_a_covered_line_ends_with_its_letters

    Rule: A word of our own reader is as sure as its least sure letter, less the probability that one was passed over.
    Test: pipeline/engine/test_own_door.py::test_a_word_is_less_sure_by_the_letter_that_may_have_been_missed
    """
    inked = inked_pixels(strip)
    rows, columns = ink_rows(inked.astype(np.int8)), np.asarray(inked.any(axis=0))
    words, letters = [], []
    ends = _letters_ends(line.letters, strip.shape[1]) if covered else (0.0, float(strip.shape[1]))
    for word, (left, right) in _words_between_spaces(with_word_gaps(line.letters), ends):
        spelled = [_as_printed(x) for x in word]
        box = _inked_box(columns, rows, strip.shape[0], left, right)
        words.append(EngineWord("".join(t for t, _ in spelled), box, _sureness(word)))
        letters.append(spelled)
    return with_alternatives(words, letters)


def _sureness(word: Sequence[Letter]) -> float:
    return min(x.probability for x in word) * (1 - max(x.missed for x in word))


def _letters_ends(letters: Sequence[Letter], width: int) -> tuple[float, float]:
    """Where the letters of a line begin and end in its strip, spaces left aside."""
    some = [x for x in letters if x.text != " "]
    return (max(0.0, some[0].x0), min(float(width), some[-1].x1)) if some else (0.0, float(width))


def _words_between_spaces(
    letters: Sequence[Letter], ends: tuple[float, float]
) -> Iterator[tuple[list[Letter], tuple[float, float]]]:
    """The letters of each word, and the middles of the spaces (or the line's ends) between which it stands."""
    word: list[Letter] = []
    left = ends[0]
    for letter in letters:
        if letter.text != " ":
            word.append(letter)
            continue
        if word:
            yield word, (left, letter.middle)
        left, word = letter.middle, []
    if word:
        yield word, (left, ends[1])


def _inked_box(inked: NDArray[np.bool_], rows: tuple[int, int], height: int, left: float, right: float) -> Box:
    """What is inked between two columns, as high as the whole line; all that stands between them where nothing is.

    Args:
        inked: which columns of the strip are, bool (width,).
        rows: of the line's ink, the end exclusive.
        height: of the strip.
        left: the first column.
        right: the column after the last.
    """
    first = min(max(0, round(left)), len(inked) - 1)
    end = min(len(inked), max(first + 1, round(right)))
    columns = np.flatnonzero(inked[first:end])
    if not len(columns):
        return Box(float(first), 0.0, float(end), float(height))
    return Box(float(first + columns[0]), float(rows[0]), float(first + columns[-1] + 1), float(rows[1]))


def _as_printed(letter: Letter) -> tuple[str, list[tuple[str, float]]]:
    stops, three = _STOPS
    return letter.text.replace(stops, three), [(t.replace(stops, three), p) for t, p in letter.others]
