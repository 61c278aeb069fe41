"""Reads strips: grey pictures of single lines in, letters with places, probabilities and alternatives out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sohoa.pipeline.recogniser.decoding import Letter, best_path, log_probability, path_to_letters
from sohoa.pipeline.recogniser.line_image import LineInStrip, find_line, line_to_image
from sohoa.pipeline.recogniser.model_file import MODEL
from sohoa.pipeline.recogniser.session import Session
from sohoa.pipeline.recogniser.sign_looks import with_lost_signs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Strip = NDArray[np.uint8]

_FIRST = (1.0, 1.0)
"""Zoom of the first look at a line, and how much wider it is drawn."""
_AGAIN = ((1.06, 1.0, 0.0), (1.06, 1.2, 0.2), (1.0, 0.9, 0.2))
"""Zoom and width of the looks at a line in doubt, in turn, and by how much (natural logarithm) each has to be likelier
than what is held so far. Letters that are set close (condensed, squeezed into a cell) are read when they are drawn
wider, some that touch (the bars of a bold `TT`) when they are drawn narrower; some other print is read worse, hence the
margin. Chosen on the development set's lines, benchmarks/LOG.md."""
_DOUBTFUL = -0.5
"""A line whose reading is less probable than exp of this is looked at again: one in six of the development set's, and
one in eight a third and a fourth time."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What stands in a strip, from left to right; spaces are letters too."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The letters as text, without spaces at its ends."""
        return "".join(x.text for x in self.letters).strip()

    @property
    def least_sure(self) -> float:
        """Probability of the least sure letter, 0 to 1; 1 where nothing was read."""
        return min((x.probability for x in self.letters), default=1.0)

    def words(self) -> list[tuple[Letter, ...]]:
        """The letters of each word."""
        words: list[list[Letter]] = [[]]
        for letter in self.letters:
            if letter.text == " ":
                words.append([])
            else:
                words[-1].append(letter)
        return [tuple(w) for w in words if w]


class _Look(NamedTuple):
    """What was read, and the natural logarithm of how probable that is."""

    line: ReadLine
    log_probability: float

    def is_doubtful(self, narrower: bool) -> bool:
        """Is the line worth another look? Where nothing was read, not one `narrower`: an ornament reads as `8` then."""
        return self.log_probability < _DOUBTFUL and (bool(self.line.text) or not narrower)

    def beats(self, other: _Look, margin: float) -> bool:
        """Is it the better reading? What says something is better than what says nothing."""
        if bool(self.line.letters) != bool(other.line.letters):
            return bool(self.line.letters)
        return self.log_probability > other.log_probability + margin


class LineReader:
    """Reads strips, one thread; safe to share between threads, which then wait for each other."""

    def __init__(self, session: Session) -> None:
        """Reads with the network of `session`."""
        self._session = session

    @property
    def properties(self) -> dict[str, str]:
        """What the model's file says about itself."""
        return self._session.properties

    def read(self, strips: Sequence[Strip], looks_again: bool = True) -> list[ReadLine]:
        """What stands in each strip; what is in doubt is looked at again, larger, then wider, then narrower.

        Rule: Our own reader looks again at a line in doubt, at print a little larger, then wider, then narrower; the
            likelier reading counts.
        Test: pipeline/recogniser/test_reader.py::test_the_likelier_of_the_looks_counts

        Args:
            strips: uint8 grey, (height, width), one line each, dark on light; may be empty.
            looks_again: at what is in doubt.
        """
        lines = [find_line(s) for s in strips]
        looks = self._look(lines, *_FIRST)
        for zoom, stretch, margin in _AGAIN if looks_again else ():
            doubtful = [k for k, look in enumerate(looks) if look.is_doubtful(narrower=stretch < 1)]
            for k, again in zip(doubtful, self._look([lines[k] for k in doubtful], zoom, stretch), strict=True):
                if again.beats(looks[k], margin):
                    looks[k] = again
        return self._with_lost_signs(lines, looks) if looks_again else [look.line for look in looks]

    def _with_lost_signs(self, lines: Sequence[LineInStrip], looks: Sequence[_Look]) -> list[ReadLine]:
        """The lines with the signs that were passed over."""
        found = with_lost_signs(self._session, lines, [look.line.letters for look in looks])
        return [ReadLine(letters) for letters in found]

    def _look(self, lines: Sequence[LineInStrip], zoom: float, stretch: float) -> list[_Look]:
        images = [line_to_image(x, zoom, stretch) for x in lines]
        frames = self._session.probabilities([i.ink for i in images])
        return [self._line(f, i.scale) for f, i in zip(frames, images, strict=True)]

    def _line(self, frames: NDArray[np.float32], scale: float) -> _Look:
        path = best_path(frames)
        letters = path_to_letters(frames, path, self._session.labels, self._session.stride / scale)
        return _Look(ReadLine(letters), log_probability(frames, path))


@lru_cache(maxsize=2)
def open_reader(path: Path = MODEL) -> LineReader:
    """The reader with the model at `path`.

    Raises:
        EngineMissing: see `model_facts`.
    """
    return LineReader(Session(path))
