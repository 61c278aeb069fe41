"""Training pieces: a worn line as the network sees it, its labels, and the frame in which each character stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.recogniser.alphabet import BLANK, text_to_labels
from sohoa.pipeline.recogniser.line_image import HEIGHT, strip_to_line_image
from sohoa.pipeline.recogniser.training.faces import Faces
from sohoa.pipeline.recogniser.training.scans import ScanLine, cut, middles, worn
from sohoa.pipeline.recogniser.training.setting import SetLine, Setter
from sohoa.pipeline.recogniser.training.surroundings import Surroundings
from sohoa.pipeline.recogniser.training.wear import Wear
from sohoa.pipeline.recogniser.training.wording import Wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Rng = np.random.Generator

STRIDE = 4
"""Pixels of the picture a frame of the network."""
WIDTHS = (96, 192, 320, 512, 704)
"""Widths of batches in pixels; a piece goes to the narrowest that holds it."""
EMPTY = 0.05
"""Share of pieces without print: paper, rules, seals, strokes, scraps of other lines; they are read as nothing."""
BATCH_PIXELS = 48 * 512
"""Sum of the widths of a batch, pixels: 48 pieces of 512. A guess."""
SCANNED = 0.2
"""Share of pieces that are cut from real scans, where there are any. A guess."""
INK_STEPS = 200
"""Ink 0 to 1.25 is passed on in whole steps of 1/200."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Strip of a line as grey pixels; middle of each character in pixels of the strip; its labels."""

    strip: Grey
    middles: NDArray[np.float32]
    labels: list[int]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Pieces of one width.

    `ink` uint8 steps of 1/`INK_STEPS`, (n, `HEIGHT`, width); `frames` uint16 label a frame, (n, width / `STRIDE`);
    `labels` uint16, all labels one after the other; `lengths` labels a piece.
    """

    ink: NDArray[np.uint8]
    frames: NDArray[np.uint16]
    labels: NDArray[np.uint16]
    lengths: NDArray[np.int64]


class PieceMaker:
    """Makes pieces and batches from a seed: the same seed gives the same pieces."""

    def __init__(
        self,
        corpus: Path,
        faces: Faces,
        seed: int,
        covered: bool = False,
        worn: bool = True,
        scans: Sequence[ScanLine] = (),
    ) -> None:
        """Reads the corpus; see `Wording`.

        Args:
            corpus: folder of text.
            faces: that lines are set in.
            seed: of all that is drawn.
            covered: lines under seals and strokes, often titles or names.
            worn: as by printers, paper and scanners; else black on white.
            scans: lines of real scans, from which some of the pieces are cut.
        """
        self._scans = scans
        self._covered, self._worn = covered, worn
        self._rng = np.random.default_rng(seed)
        self._wording = Wording(corpus)
        self._setter = Setter(faces, seed)
        self._around = Surroundings(covered)
        self._wear = Wear(self._rng)

    def piece(self) -> Piece:
        """The next piece."""
        rng = self._rng
        letters = int(rng.integers(1, 12)) if rng.random() < 0.27 else int(rng.integers(8, 46))
        if self._scans and rng.random() < SCANNED:
            return _scanned(self._scans[int(rng.integers(len(self._scans)))], letters, rng)
        if rng.random() < EMPTY:
            text, line = "", self._setter.empty_line(rng)
        else:
            text = self._text(letters)
            line = self._setter.set_line(text, rng)
        labels = text_to_labels(text)
        assert labels is not None
        ink = self._around.around(line, rng)
        strip, shift, scale = _bent(ink, line, rng)
        size = max(10, round(line.size * scale))
        grey = self._wear.wear(strip, size, rng) if self._worn else np.asarray(255 - 255 * strip, np.uint8)
        return Piece(grey, np.asarray((line.middles + shift) * scale, np.float32), labels, text)

    def _text(self, letters: int) -> str:
        """The wording of a line; a covered one is often a title in capitals or a name."""
        text = self._wording.line(self._rng, letters)
        if not self._covered:
            return text
        style = self._rng.random()
        dressed = text.upper() if style < 0.3 else text.title() if style < 0.6 else text
        return dressed if text_to_labels(dressed) is not None else text

    def batches(self) -> Iterator[Batch]:
        """Batches without end."""
        waiting: dict[int, list[tuple[NDArray[np.float32], Piece, float]]] = {w: [] for w in WIDTHS}
        while True:
            piece = self.piece()
            image = strip_to_line_image(piece.strip)
            width = next((w for w in WIDTHS if w >= image.ink.shape[1]), None)
            if width is None or not _frames_suffice(piece, image.scale):
                continue
            waiting[width].append((image.ink, piece, image.scale))
            if len(waiting[width]) * width >= BATCH_PIXELS:
                yield _batch(waiting[width], width)
                waiting[width] = []


def _scanned(line: ScanLine, letters: int, rng: Rng) -> Piece:
    """A piece of a line of a real scan, worn a little more than it is."""
    some = cut(line, letters, rng)
    strip = worn(some.strip, rng)
    text = " ".join(w.text for w in some.words)
    labels = text_to_labels(text)
    assert labels is not None
    return Piece(strip, middles(some.words) * np.float32(strip.shape[1] / some.strip.shape[1]), labels, text)


def _frames_suffice(piece: Piece, scale: float) -> bool:
    """Is there a frame for each label, and one more between two that are the same (CTC)?"""
    twins = sum(a == b for a, b in zip(piece.labels, piece.labels[1:], strict=False))
    return len(piece.labels) + twins < piece.strip.shape[1] * scale / STRIDE


def _bent(ink: NDArray[np.float32], line: SetLine, rng: Rng) -> tuple[NDArray[np.float32], float, float]:
    """The line cut out as a strip, at times askew and coarser: (strip, shift and then scale of its x)."""
    if rng.random() < 0.35:
        slope = rng.normal(0, 0.006)
        matrix = np.array([[1, 0.0, 0], [slope, 1, -slope * ink.shape[1] / 2]], np.float32)
        ink = np.asarray(cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0])), np.float32)
    top, bottom = _cut_rows(line, rng)
    left, right = (rng.uniform(0, 0.7, 2) * line.size).astype(int).tolist()
    strip = np.pad(ink[top:bottom], ((0, 0), (left, right)))
    scale = 1.0
    if rng.random() < 0.3:
        scale = max(rng.uniform(0.55, 0.95), 15 / line.size)
        size = (max(4, round(strip.shape[1] * scale)), max(6, round(strip.shape[0] * scale)))
        strip = np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_AREA), np.float32)
        scale = strip.shape[1] / (ink.shape[1] + left + right)
    return strip, float(left), scale


def _cut_rows(line: SetLine, rng: Rng) -> tuple[int, int]:
    """Rows of the strip: close to the ink, or the height of the face; now and then a little is cut off."""
    rows = np.flatnonzero((line.coverage > 100).any(axis=1))
    kind = rng.random()
    if len(rows) == 0 or kind < 0.25:
        top, bottom = line.base - rng.uniform(0.85, 1.15) * line.size, line.base + rng.uniform(0.2, 0.45) * line.size
    else:
        most = 0.3 if kind < 0.72 else 0.85
        least = -0.08 if kind > 0.95 else 0.0
        top = rows[0] - rng.uniform(least, most) * line.size
        bottom = rows[-1] + 1 + rng.uniform(least, most) * line.size
    y0 = max(0, min(round(top), line.base - 4))
    return y0, max(y0 + 6, min(line.coverage.shape[0], round(bottom)))


def _batch(pieces: list[tuple[NDArray[np.float32], Piece, float]], width: int) -> Batch:
    ink = np.zeros((len(pieces), HEIGHT, width), np.uint8)
    frames = np.full((len(pieces), width // STRIDE), BLANK, np.uint16)
    for k, (picture, piece, scale) in enumerate(pieces):
        ink[k, :, : picture.shape[1]] = np.clip(picture * INK_STEPS, 0, 250)
        at = np.clip(piece.middles * scale / STRIDE, 0, frames.shape[1] - 1).astype(np.int64)
        frames[k, at] = piece.labels
    lengths = np.array([len(p.labels) for _, p, _ in pieces], np.int64)
    labels = np.concatenate([np.array(p.labels, np.uint16) for _, p, _ in pieces])
    return Batch(ink, frames, labels, lengths)
