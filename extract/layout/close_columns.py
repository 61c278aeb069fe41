"""The close of a document: recipients on the left, signature block on the right.

Decree 30/2020/NĐ-CP, Annex I, items 7 (authority and signature) and 9 (recipients): both
stand side by side under the body; the recipients open with "Nơi nhận:".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sohoa.diacritics.language.folding import bare_letters
from sohoa.extract.wording.phrases import RECIPIENTS, opens_with
from sohoa.nouns.text_run import TextRun


@dataclass(frozen=True, slots=True)
class Footer:
    """Runs of both columns, each from top to bottom; `top` is the y where the first begins."""

    left: tuple[TextRun, ...]
    right: tuple[TextRun, ...]
    top: float


def find_footer(runs: Sequence[TextRun], width: float) -> Footer | None:
    """The footer among the runs outside tables, or None where no "Nơi nhận" is found in the left half."""
    anchors = [
        r
        for r in runs
        if r.box.cx < 0.5 * width and len(bare_letters(r.text)) <= 24 and opens_with(bare_letters(r.text), RECIPIENTS)
    ]
    if not anchors:
        return None
    anchor = anchors[-1]
    pitch = 1.5 * median(r.box.height for r in runs)
    near = [r for r in runs if r.box.cy > anchor.box.y0 - 2.2 * pitch]
    split = _split(near, anchor, width, pitch)
    end = _end(near, split, anchor, pitch)
    left = [r for r in near if r.box.y0 >= anchor.box.y0 - 0.5 * pitch and r.box.cx < split and r.box.cy < end]
    right = [r for r in near if r.box.cx >= split and r.box.x0 > split - pitch and r.box.cy < end]
    right = _drop_body(sorted(right, key=lambda r: r.box.cy), near, anchor, split)
    top = min(r.box.y0 for r in (*left, *right))
    return Footer(tuple(sorted(left, key=lambda r: (r.box.cy, r.box.x0))), tuple(right), top)


def _split(near: Sequence[TextRun], anchor: TextRun, width: float, pitch: float) -> float:
    """The x between the columns that the fewest runs below the anchor cross."""
    below = [r for r in near if r.box.cy >= anchor.box.y0 and r.box.width < 0.7 * width]
    best, at = None, 0.45 * width
    for k in range(30, 66):
        x = k / 100 * width
        crossing = sum(min(r.box.width, pitch * 4) for r in below if r.box.x0 < x - 1 and r.box.x1 > x + 1)
        cost = (crossing, abs(k - 48))
        if best is None or cost < best:
            best, at = cost, x
    return at


def _end(near: Sequence[TextRun], split: float, anchor: TextRun, pitch: float) -> float:
    """The y where full-width lines begin again (an appendix on the same page), or infinity."""
    for r in sorted(near, key=lambda r: r.box.cy):
        crosses = r.box.x0 < split - 4 * pitch and r.box.x1 > split + 4 * pitch
        if crosses and r.box.y0 > anchor.box.y1 + 2 * pitch:
            return r.box.y0
    return float("inf")


def _drop_body(right: list[TextRun], near: Sequence[TextRun], anchor: TextRun, split: float) -> list[TextRun]:
    """Leave out tails of body lines above the anchor: there the left half is printed too."""

    def is_tail(r: TextRun) -> bool:
        return r.box.y1 < anchor.box.y0 and any(
            o.box.cx < split and o is not anchor and o.box.overlap_y(r.box) > 0.5 * r.box.height for o in near
        )

    return [r for r in right if not is_tail(r)]
