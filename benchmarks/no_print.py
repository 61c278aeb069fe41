"""How often does a reader make letters up where there is no print?

`python benchmarks/no_print.py --read MODEL.onnx --read tesserocr --count 2000` draws strips of empty paper, of grain
and specks, of seals, of strokes of a pen, of rules and of pictures, from a fixed seed, and gives for each kind the
share, in per cent, of strips of which nothing is read, and the same where letters less than 90 % sure do not count.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

Rng = np.random.Generator
Draw = Callable[[np.ndarray, Rng], np.ndarray]
SURE = 0.9


def empty(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Paper with a shadow."""
    return paper - np.linspace(0, rng.uniform(0, 50), paper.shape[1])


def grain(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Grain of any size, at times on two levels only, as of a fax."""
    field = cv2.GaussianBlur(rng.standard_normal(paper.shape), (0, 0), rng.uniform(0.3, 3))
    field *= rng.uniform(3, 40) / field.std()
    worn = paper + field
    return np.where(worn < paper - 2.2 * field.std(), 0, 255) if rng.random() < 0.4 else worn


def seal(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Rings, a star, and letters of the ring as short strokes."""
    height, width = paper.shape
    radius = rng.uniform(1.2, 4) * height
    centre = np.array([rng.uniform(0, width), height / 2 + rng.uniform(-1, 1) * radius])
    ink = np.zeros(paper.shape)
    for share in (1.0, 0.94, 0.62):
        cv2.circle(ink, centre.astype(int).tolist(), int(share * radius), 1.0, int(rng.integers(1, 4)), cv2.LINE_AA)
    for angle in np.arange(0, 2 * np.pi, 0.09):
        way = np.array([np.cos(angle), np.sin(angle)])
        ends = [centre + way * radius * s + rng.normal(0, 0.02 * radius, 2) for s in rng.uniform(0.68, 0.9, 2)]
        cv2.line(ink, *(e.astype(int).tolist() for e in ends), 1.0, int(rng.integers(1, 4)), cv2.LINE_AA)
    return paper - 150 * rng.uniform(0.3, 1) * ink


def pen(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Smooth strokes of a signature that run through the strip."""
    height, width = paper.shape
    steps = cv2.GaussianBlur(rng.standard_normal((60, 2)), (0, 0), 1.5)[:, :2] * (0.8 * height)
    path = np.cumsum(steps, axis=0) + np.array([width / 2, height / 2])
    ink = np.zeros(paper.shape)
    cv2.polylines(ink, [path.astype(np.int32)], False, 1.0, int(rng.integers(1, 4)), cv2.LINE_AA)
    return paper - 180 * ink


def rules(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Rules of a table, dashed or whole, and their crossings."""
    ink = np.zeros(paper.shape)
    for _ in range(int(rng.integers(1, 3))):
        y = int(rng.integers(0, paper.shape[0]))
        ink[y : y + int(rng.integers(1, 4))] = 1
    for _ in range(int(rng.integers(0, 3))):
        x = int(rng.integers(0, paper.shape[1]))
        ink[:, x : x + int(rng.integers(1, 4))] = 1
    return paper - 200 * ink


def picture(paper: np.ndarray, rng: Rng) -> np.ndarray:
    """Clouds of all sizes, as in a photograph, at times screened with dots."""
    scene = np.zeros(paper.shape)
    for sigma in (1.0, 3.0, 9.0, 25.0):
        layer = cv2.GaussianBlur(rng.standard_normal(paper.shape), (0, 0), sigma)
        scene += layer / layer.std() * sigma**0.7
    scene = 128 + 60 * scene / scene.std()
    if rng.random() < 0.4:
        ys, xs = np.mgrid[: paper.shape[0], : paper.shape[1]]
        step = rng.uniform(3, 6)
        scene = np.where(scene + 70 * np.sin(xs / step * 2 * np.pi) * np.sin(ys / step * 2 * np.pi) < 128, 0, 255)
    return scene


KINDS: tuple[Draw, ...] = (empty, grain, seal, pen, rules, picture)


def strips(draw: Draw, count: int, seed: int) -> list[np.ndarray]:
    """`count` strips of a kind, uint8, 24 to 90 pixels high."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        height = int(rng.integers(24, 90))
        paper = rng.uniform(190, 255) + rng.normal(0, rng.uniform(0, 6), (height, int(height * rng.uniform(0.7, 22))))
        made.append(np.clip(draw(paper, rng), 0, 255).astype(np.uint8))
    return made


def reader(name: str) -> Callable[[list[np.ndarray]], list[list[tuple[str, float]]]]:
    """Letters or words with their probabilities of each strip."""
    if name == "tesserocr":
        from sohoa.pipeline.engine.protocol import StripKind
        from sohoa.pipeline.engine.tesserocr_door import InProcessEngine

        engine = InProcessEngine("vie")
        return lambda of: [[(w.text, w.confidence) for w in words] for words in engine.read(of, StripKind.LINE, 1e6)]
    from sohoa.pipeline.recogniser.reader import open_reader

    lines = open_reader(Path(name))
    return lambda of: [[(x.text, x.probability) for x in r.letters if x.text != " "] for r in lines.read(of)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", action="append", required=True, help="tesserocr, or a model's file")
    parser.add_argument("--count", type=int, default=500, help="strips of each kind")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    print("| kind | reader | strips | nothing read | nothing sure read |\n|---|---|---|---|---|")
    for name in options.read:
        read = reader(name)
        for draw in KINDS:
            found = read(strips(draw, options.count, options.seed))
            silent = sum(not f for f in found) / len(found)
            unsure = sum(all(p < SURE for _, p in f) for f in found) / len(found)
            kind = draw.__name__
            print(
                f"| {kind} | {Path(name).name} | {len(found)} | {100 * silent:.1f} | {100 * unsure:.1f} |", flush=True
            )


if __name__ == "__main__":
    main()
