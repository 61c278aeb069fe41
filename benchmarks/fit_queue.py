"""Fits the weights of `sohoa/pipeline/review/queue/risks.py`: how likely a word is wrong, by what is seen of it.

    python benchmarks/queue_material.py DIR
    sohoa run DIR/scans -o OUT
    python benchmarks/fit_queue.py OUT DIR/truth [OUT TRUTH …]

Prints the weights as they stand in that module. Logistic regression by Newton's method, the weights held small (ridge).
Measure what it brings on other documents than these: `review_queue.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from review_queue import verdicts_of_words

from sohoa.pipeline.review.queue.places import DoubtfulWord
from sohoa.pipeline.review.queue.risks import KNOTS, Sign, between_knots, is_plain, signs_of

RIDGE = 1.0
_ROUNDS = 60
_SIGNS = list(Sign)


def columns(word: DoubtfulWord, unsure_near: int) -> list[float]:
    """What is weighed of a word: knots, signs, one."""
    sure = word.confidence or 0.0
    signs = signs_of(word.text, word.text_ocr, sure, word.alternatives, unsure_near)
    at = between_knots(sure) if is_plain(signs) else {}
    return [*(at.get(k, 0.0) for k in range(len(KNOTS))), *(signs.get(s, 0.0) for s in _SIGNS), 1.0]


def fitted(seen: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Weights of the columns of `seen` (words by columns) that tell `wrong` (0 or 1) best; the last column is one."""
    weights = np.zeros(seen.shape[1])
    ridge = np.diag([*[RIDGE] * (seen.shape[1] - 1), 0.01])
    for _ in range(_ROUNDS):
        p = 1.0 / (1.0 + np.exp(-seen @ weights))
        slope = seen.T @ (p - wrong) + ridge @ weights
        weights -= np.linalg.solve((seen.T * (p * (1.0 - p))) @ seen + ridge, slope)
    return weights


def told(weights: np.ndarray) -> Iterator[str]:
    """The weights as lines of Python."""
    at_knots, of_signs = weights[: len(KNOTS)], weights[len(KNOTS) : -1]
    yield f"BASE = {weights[-1]:.2f}"
    yield f"AT_KNOTS = ({', '.join(f'{w:.2f}' for w in at_knots)})"
    yield "WEIGHTS_OF_SIGNS = {"
    yield from (f"    Sign.{s.name}: {w:.2f}," for s, w in zip(_SIGNS, of_signs, strict=True))
    yield "}"


def main() -> None:
    """The command line."""
    pairs = [Path(a) for a in sys.argv[1:]]
    judged = [j for out, truth in zip(pairs[::2], pairs[1::2], strict=True) for j in verdicts_of_words(out, truth)]
    seen = np.array([columns(word, near) for word, near, _ in judged])
    wrong = np.array([float(w) for _, _, w in judged])
    print(f"# {len(wrong)} words, {int(wrong.sum())} wrong")
    print("\n".join(told(fitted(seen, wrong))))


if __name__ == "__main__":
    main()
