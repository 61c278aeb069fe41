"""How probable a text is in the frames of a line, all the places that its letters may have taken together (CTC)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.recogniser.alphabet import BLANK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Frames = NDArray[np.float32]

_AT_ONCE = 1_000_000
"""Numbers (texts times frames times states) in one go: bounds the memory to 8 MiB."""
_RESCALED = 4
"""Every so many frames the states are made to sum to 1, so that long lines do not come to nothing."""
_TINY = 1e-30
"""Stands for a probability of 0, which has no logarithm."""


def log_likelihoods(pieces: Sequence[Frames], texts: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Natural logarithm of how probable each text is in its piece of a line (the forward sum of Graves et al., 2006).

    Args:
        pieces: probabilities of the labels, (frames, labels) each, at least one frame.
        texts: the labels of each text, without blanks; may be empty.

    Returns:
        Float64 (texts,).
    """
    found = np.zeros(len(texts))
    for some in _groups([len(p) for p in pieces], [2 * len(t) + 1 for t in texts]):
        found[some] = _forward([pieces[k] for k in some], [texts[k] for k in some])
    return found


def _groups(frames: Sequence[int], states: Sequence[int]) -> Iterator[list[int]]:
    """Texts that go together, those of the shortest pieces first."""
    group: list[int] = []
    most = max(states, default=1)
    for k in sorted(range(len(frames)), key=lambda k: frames[k]):
        if group and frames[k] * most * (len(group) + 1) > _AT_ONCE:
            yield group
            group = []
        group.append(k)
    if group:
        yield group


def _forward(pieces: Sequence[Frames], texts: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    letters, frames = np.array([len(t) for t in texts]), np.array([len(p) for p in pieces])
    states = np.full((len(texts), 2 * int(letters.max()) + 1), BLANK, np.int64)
    for row, text in zip(states, texts, strict=True):
        row[1 : 2 * len(text) : 2] = text
    leaps = np.zeros(states.shape)  # from one letter to the next with no blank between
    leaps[:, 2:] = (states[:, 2:] != BLANK) & (states[:, 2:] != states[:, :-2])
    said = np.ones((int(frames.max()), *states.shape))
    for k, piece in enumerate(pieces):
        said[: len(piece), k] = piece[:, states[k]]
    now, logs = np.zeros(states.shape), np.zeros(len(texts))
    now[:, :2] = said[0, :, :2]
    for t in range(1, len(said)):
        now = np.where((t < frames)[:, None], _step(now, leaps) * said[t], now)
        if t % _RESCALED == 0:
            total = np.maximum(now.sum(axis=1), _TINY)
            now, logs = now / total[:, None], logs + np.log(total)
    rows = np.arange(len(texts))
    last = np.where(letters > 0, now[rows, 2 * letters - 1], 0.0)
    return np.asarray(logs + np.log(np.maximum(now[rows, 2 * letters] + last, _TINY)))


def _step(before: NDArray[np.float64], leaps: NDArray[np.float64]) -> NDArray[np.float64]:
    """The states of the next frame by those of the one before, what is seen in it left out."""
    after = before.copy()
    after[:, 1:] += before[:, :-1]
    after[:, 2:] += leaps[:, 2:] * before[:, :-2]
    return after
