"""Where a line may have a sign that was passed over, or another than was read: what any of several looks saw there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sohoa.pipeline.recogniser.decoding import Letter

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNS = ".,:;'-/"
"""Signs that are so small or so slender that the network passes over them where print is worn or set tight."""
STOPS = frozenset(".,;:")
"""None of these is put in beside another."""
_SEEN = 0.05
"""A sign that one look sees with less is not thought of. A guess: a quarter of those lost have 0.05 to 0.2 at most."""
_REACH = 3.0
"""What is seen within so many frames of a space or of a sign may stand in its place. A guess."""
_MOST = 16
"""Edits of a line that are weighed, those first that a look saw best. A guess."""


class Edit(NamedTuple):
    """`text` in place of the letters `start` up to `end` of a line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class LookedAt:
    """A line in one look: the labels' probabilities, float32 (frames, labels).

    Frame f stands at (f + 1/2) * `pixels_a_frame` - `shift` of the strip.
    """

    frames: NDArray[np.float32]
    pixels_a_frame: float
    shift: float

    def place(self, frame: NDArray[np.int64]) -> NDArray[np.float64]:
        """Where frames stand, in pixels of the strip."""
        return np.asarray((frame + 0.5) * self.pixels_a_frame - self.shift)

    def frame(self, x: float) -> int:
        """The frame at a place of the strip; it may lie outside of the line."""
        return int((x + self.shift) // self.pixels_a_frame)


def sign_edits(letters: Sequence[Letter], looks: Sequence[LookedAt], labels: str) -> list[Edit]:
    """Signs and spaces that a look saw where none was read, or another: at most `_MOST`, those seen best first.

    Letters and figures are left as they are, and no sign is left out.

    Args:
        letters: of the line as it was read, at least one.
        looks: at the line.
        labels: characters by label.
    """
    middles = np.array([x.middle for x in letters])
    seen: dict[Edit, float] = {}
    asked = {labels.index(s): s for s in (*SIGNS, " ") if s in labels}
    for look in looks:
        columns = look.frames[:, list(asked)]
        frames, signs = np.nonzero(columns > _SEEN)
        for x, sign, p in zip(look.place(frames), signs.tolist(), columns[frames, signs].tolist(), strict=True):
            gap = int(np.searchsorted(middles, x))
            near = [k for k in (gap - 1, gap) if 0 <= k < len(letters)]
            near = [k for k in near if abs(middles[k] - x) <= _REACH * look.pixels_a_frame]
            for edit in _edits(letters, gap, near, list(asked.values())[sign]):
                seen[edit] = max(seen.get(edit, 0.0), p)
    seen = _with_both(seen)
    return sorted(seen, key=lambda e: -seen[e])[:_MOST]


def _edits(letters: Sequence[Letter], gap: int, near: Sequence[int], sign: str) -> Iterator[Edit]:
    """What a sign may be that was seen in a gap; `near`: the letters so close that it may stand for them."""
    beside = [letters[k].text for k in (gap - 1, gap) if 0 <= k < len(letters)]
    if sign == " ":
        if len(beside) == 2 and " " not in beside and not all(c.isdigit() for c in beside):
            yield Edit(gap, gap, sign)
        return
    if sign not in beside and "…" not in beside and not (sign in STOPS and STOPS.intersection(beside)):
        yield Edit(gap, gap, sign)
    for k in near:
        if letters[k].text == " ":
            yield from (Edit(k, k, sign), Edit(k + 1, k + 1, sign))
            if sign != "-" or _is_code(letters, k):
                yield Edit(k, k + 1, sign)
        elif letters[k].text in SIGNS and letters[k].text != sign:
            yield Edit(k, k + 1, sign)
    if gap == 0 and sign == "-" and beside[0].isalpha():
        yield Edit(0, 0, "- ")


def _is_code(letters: Sequence[Letter], k: int) -> bool:
    """Are there figures in the word before a space? Two words of capitals (`ỦY BAN`) are not joined by a hyphen."""
    before = "".join(x.text for x in letters[:k]).rpartition(" ")[2]
    return any(c.isdigit() for c in before)


def _with_both(seen: Mapping[Edit, float]) -> dict[Edit, float]:
    """A sign with the space behind it too, where a look saw a space in its gap."""
    both = {
        Edit(e.start, e.end, e.text + " "): min(p, seen[space])
        for e, p in seen.items()
        if e.start == e.end and e.text in SIGNS and (space := Edit(e.start, e.end, " ")) in seen
    }
    return {**both, **seen}
