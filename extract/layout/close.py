"""The close of a document: recipients on the left, signature block on the right.

Decree 30/2020/NĐ-CP, Annex I, items 7 (authority and signature) and 9 (recipients): both
stand side by side under the body; the recipients open with "Nơi nhận:".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.extract.wording.formal_phrases import is_recipients_head, opens_with
from sohoa.nouns.text_run import TextRun

BULLET = regex.compile(rf"^\W*?[-–—_~=*+.«»{BULLETS}]+\s*(?=[\p{{L}}\d(])")
"""What opens an item of a list of recipients, at the beginning of its line; engines read dashes in many ways."""
_NEXT_BULLET = 4.0
"""Bullets of one list stand no farther apart, in line heights: an item of two lines fits between. A guess."""


@dataclass(frozen=True, slots=True)
class Close:
    """The close of a document: runs of both columns, each from top to bottom; `top` is the y where it begins."""

    left: tuple[TextRun, ...]
    right: tuple[TextRun, ...]
    top: float


def find_close(runs: Sequence[TextRun], width: float) -> Close | None:
    """The close among the runs outside tables, or None where no recipients are found in the left half.

    Rule: Recipients (Nơi nhận) at the left and the signature block (chữ ký) at the right under a document are two
        columns, read one after the other.
    Test: extract/layout/test_reading_order.py::test_invented_pages
    """
    anchor = _first_of_recipients([r for r in runs if r.box.cx < 0.5 * width])
    if anchor is None:
        return None
    pitch = 1.5 * median(r.box.height for r in runs)
    near = [r for r in runs if r.box.cy > anchor.box.y0 - 2.2 * pitch]
    split = _split(near, anchor, width, pitch)
    end = _end(near, split, anchor, pitch)
    left = [r for r in near if r.box.y0 >= anchor.box.y0 - 0.5 * pitch and r.box.cx < split and r.box.cy < end]
    right = [r for r in near if r.box.cx >= split and r.box.x0 > split - pitch and r.box.cy < end]
    right = _drop_body(sorted(right, key=lambda r: r.box.cy), near, anchor, split)
    top = min(r.box.y0 for r in (*left, *right))
    return Close(tuple(sorted(left, key=lambda r: (r.box.cy, r.box.x0))), tuple(right), top)


def _first_of_recipients(runs: Sequence[TextRun]) -> TextRun | None:
    """The line `Nơi nhận:`; where that was not read, the first of the bullets that end with `- Lưu: VT`."""
    heads = [r for r in runs if is_recipients_head(r.text)]
    if heads:
        return heads[-1]
    bullets = sorted((r for r in runs if BULLET.match(r.text)), key=lambda r: -r.box.cy)
    filed = next((k for k, r in enumerate(bullets) if opens_with(BULLET.sub("", r.text), "filed")), None)
    if filed is None:
        return None
    first = bullets[filed]
    for r in bullets[filed + 1 :]:
        height = max(r.box.height, first.box.height)
        if abs(r.box.x0 - first.box.x0) < height and first.box.cy - r.box.cy < _NEXT_BULLET * height:
            first = r
    return first


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
