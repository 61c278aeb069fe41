"""Is pale print read? The pages of some scans are faded by program, and read beside the same pages as they are.

    python benchmarks/pale_pages.py PDF… -o WORK [--dpi 200] [--seed 1] [--only N]

For each way of fading: share of the page's words and cells that are missing, words that are new, pages told as pale,
and of these words (new ones and what stands in place of others) the share less sure than 0.9. `reflected` is the share
of the paper's light that solid ink reflects. Sheets whose other side shines through have no print of their own: words
that are read there are counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from bent_pages import cells, kept, pages_to_wear, words

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa import digitise
from sohoa.nouns.problem import ProblemKind

PAPER, UNSURE = 240, 0.9
Fading = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def faded(page: np.ndarray, reflected: np.ndarray | float, grain: float, rng: np.random.Generator) -> np.ndarray:
    """A page, uint8 (height, width), with ink that reflects so much, on paper with grain of so many greys."""
    soft = cv2.GaussianBlur(page.astype(np.float64), (0, 0), 0.7) / 255
    grey = PAPER * (reflected + (1 - reflected) * soft) + rng.normal(0, grain, page.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)


def _evenly(reflected: float, grain: float) -> Fading:
    return lambda page, rng: faded(page, reflected, grain, rng)


def _to_one_side(page: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return faded(page, np.linspace(0.25, 0.83, page.shape[1])[None, :], 4, rng)


def _in_part(page: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    reflected = np.where(np.arange(len(page)) < len(page) / 3, 0.82, 0.15)
    return faded(page, reflected[:, None], 4, rng)


def _shining_through(page: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    blurred = cv2.GaussianBlur(page, (0, 0), 1.5)[:, ::-1]
    return faded(np.ascontiguousarray(blurred), 0.8, 4, rng)


WAYS: dict[str, Fading] = {
    "reflected 0.5": _evenly(0.5, 4),
    "reflected 0.65": _evenly(0.65, 4),
    "reflected 0.8": _evenly(0.8, 4),
    "reflected 0.9": _evenly(0.9, 3),
    "reflected 0.8, coarse grain": _evenly(0.8, 8),
    "the upper third at 0.82": _in_part,
    "from 0.25 on the left to 0.83": _to_one_side,
    "shining through at 0.8": _shining_through,
}


def main() -> None:
    """Command line."""
    pages, work, seed = pages_to_wear(__doc__)
    sums: dict[str, Counter[str]] = {name: Counter() for name in WAYS}
    for k, (pdf, n, page) in enumerate(pages):
        path = work / f"{pdf.stem}-{n}.png"
        cv2.imwrite(str(path), page)
        plain = digitise(path)
        for name, fade in WAYS.items():
            cv2.imwrite(str(path), fade(page, np.random.default_rng(seed * 1000 + k)))
            read = digitise(path)
            new = words(read) - words(plain)
            sums[name] += Counter(
                pages=1,
                words=words(plain).total(),
                words_kept=kept(words(plain), words(read)),
                cells=cells(plain).total(),
                cells_kept=kept(cells(plain), cells(read)),
                new=new.total(),
                unsure=sum(w.text in new and (w.confidence or 0.0) < UNSURE for w in read.words),
                told=any(p.kind is ProblemKind.PALE_PRINT for p in read.problems),
            )
        print(f"{pdf.stem} {n}", file=sys.stderr, flush=True)
    print("| | pages | told as pale | words missing, % | cells missing, % | words new | of these unsure |")
    print("|---|---|---|---|---|---|---|")
    for name, of in sums.items():
        lost = [f"{100 * (1 - of[k + '_kept'] / of[k]):.1f}" if of[k] else "-" for k in ("words", "cells")]
        print(f"| {name} | {of['pages']} | {of['told']} | {' | '.join(lost)} | {of['new']} | {of['unsure']} |")


if __name__ == "__main__":
    main()
