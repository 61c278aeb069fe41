"""Reads strips: grey pictures of single lines in, letters with places, probabilities and alternatives out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sohoa.errors import EngineMissing
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.recogniser import MODELS
from sohoa.pipeline.recogniser.decoding import Letter, best_path, log_probability, path_to_letters
from sohoa.pipeline.recogniser.line_image import strip_to_line_image
from sohoa.pipeline.recogniser.model_card import told_digest
from sohoa.pipeline.recogniser.session import Session

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Strip = NDArray[np.uint8]

_FIRST, _SECOND = 1.0, 1.06
"""Zooms of the two looks at a line."""
_DOUBTFUL = -0.5
"""A line whose reading is less probable than exp of this is looked at again: one in six of the development set's."""
MODEL = MODELS / "lines.onnx"
"""The model that comes with the package; its card lies beside it."""


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


class LineReader:
    """Reads strips, one thread; safe to share between threads, which then wait for each other."""

    def __init__(self, session: Session) -> None:
        """Reads with the network of `session`."""
        self._session = session

    @property
    def properties(self) -> dict[str, str]:
        """What the model's file says about itself."""
        return self._session.properties

    def read(self, strips: Sequence[Strip]) -> list[ReadLine]:
        """What stands in each strip; what is in doubt is looked at again, larger, and the likelier reading counts.

        Rule: Our own reader looks twice at a line in doubt, the second time at print a little larger; the likelier
            reading counts.
        Test: pipeline/recogniser/test_reader.py::test_the_likelier_of_two_looks_counts

        Args:
            strips: uint8 grey, (height, width), one line each, dark on light; may be empty.
        """
        looks = self._look(strips, _FIRST)
        doubtful = [k for k, (_, log_p) in enumerate(looks) if log_p < _DOUBTFUL]
        for k, again in zip(doubtful, self._look([strips[k] for k in doubtful], _SECOND), strict=True):
            looks[k] = max(looks[k], again, key=lambda look: (bool(look[0].letters), look[1]))
        return [line for line, _ in looks]

    def _look(self, strips: Sequence[Strip], zoom: float) -> list[tuple[ReadLine, float]]:
        """What stands in each strip, and the natural logarithm of how probable that is."""
        images = [strip_to_line_image(s, zoom) for s in strips]
        frames = self._session.probabilities([i.ink for i in images])
        return [self._line(f, i.scale) for f, i in zip(frames, images, strict=True)]

    def _line(self, frames: NDArray[np.float32], scale: float) -> tuple[ReadLine, float]:
        path = best_path(frames)
        letters = path_to_letters(frames, path, self._session.labels, self._session.stride / scale)
        return ReadLine(letters), log_probability(frames, path)


@lru_cache(maxsize=2)
def open_reader(path: Path = MODEL) -> LineReader:
    """The reader with the model at `path`.

    Raises:
        EngineMissing: the model is not there or damaged; of the one that comes with the package no bit may be another.

    Rule: A damaged model ends the run with exit code 4, be it the reader's or that of the syllables: nothing is read
        with it, and what was read before is kept.
    Test: pipeline/recogniser/test_model.py::test_a_model_of_which_one_bit_is_another_reads_nothing
    """
    session = Session(path)
    if path == MODEL and session.digest != told_digest(MODELS)[1]:
        raise EngineMissing(path, "SHA-256", kind=DoubtKind.READER_MODEL_DAMAGED)
    return LineReader(session)
