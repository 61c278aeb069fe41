"""Figures as a pen writes them, as SVG: strokes through jittered points, so that no two are alike."""

from __future__ import annotations

from itertools import pairwise
from random import Random

STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 0.02), (0.15, 0.3), (0.15, 0.75), (0.5, 0.98), (0.85, 0.7), (0.85, 0.3), (0.5, 0.02)),),
    "1": (((0.3, 0.25), (0.55, 0.02), (0.5, 0.98)),),
    "2": (((0.15, 0.25), (0.5, 0.02), (0.82, 0.28), (0.45, 0.65), (0.1, 0.97), (0.9, 0.92)),),
    "3": (((0.15, 0.1), (0.7, 0.05), (0.75, 0.35), (0.4, 0.48), (0.85, 0.68), (0.55, 0.98), (0.1, 0.88)),),
    "4": (((0.6, 0.02), (0.1, 0.65), (0.95, 0.6)), ((0.65, 0.35), (0.55, 1.05))),
    "5": (((0.85, 0.04), (0.25, 0.06), (0.2, 0.45), (0.7, 0.45), (0.8, 0.8), (0.1, 0.95)),),
    "6": (((0.75, 0.02), (0.25, 0.4), (0.15, 0.85), (0.55, 0.98), (0.8, 0.7), (0.45, 0.52), (0.18, 0.75)),),
    "7": (((0.1, 0.08), (0.9, 0.05), (0.4, 1.0)), ((0.3, 0.5), (0.75, 0.48))),
    "8": (((0.75, 0.15), (0.4, 0.02), (0.25, 0.28), (0.75, 0.65), (0.5, 0.98), (0.2, 0.72), (0.78, 0.15)),),
    "9": (((0.8, 0.2), (0.4, 0.05), (0.2, 0.35), (0.6, 0.48), (0.82, 0.15), (0.7, 1.05)),),
}
"""Points of the strokes of each figure, as shares of its width and height."""
INKS = ("#1d2a8c", "#20242c")


def written(figures: str, height_pt: float, rng: Random) -> str:
    """An `<img>` of figures written by hand, a little taller than print and off its line."""
    width, step = 0.62 * height_pt, 0.74 * height_pt
    ink, pen = rng.choice(INKS), rng.uniform(0.07, 0.11) * height_pt
    paths = []
    for k, figure in enumerate(figures):
        lean, drop = rng.uniform(-0.1, 0.2), rng.uniform(-0.12, 0.12) * height_pt
        for stroke in STROKES.get(figure, ()):
            points = [
                (
                    4 + k * step + width * (x + lean * (1 - y) + rng.gauss(0, 0.035)),
                    4 + drop + height_pt * (y + rng.gauss(0, 0.025)),
                )
                for x, y in stroke
            ]
            paths.append(f'<path d="{_curve(points)}" fill="none"/>')
    size = f'width="{len(figures) * step + 8:.1f}" height="{height_pt * 1.25 + 8:.1f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g stroke="{ink}" stroke-width="{pen:.2f}" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(paths)}</g></svg>'
    )
    data = svg.replace("#", "%23").replace('"', "'")
    return f'<img class="pen" src="data:image/svg+xml,{data}" style="height: {height_pt * 1.25 + 8:.1f}pt">'


def _curve(points: list[tuple[float, float]]) -> str:
    """A smooth line: quadratic curves between the middles of neighbouring points."""
    (x0, y0), *rest = points
    parts = [f"M{x0:.1f} {y0:.1f}"]
    for (x, y), (x2, y2) in pairwise(rest):
        parts.append(f"Q{x:.1f} {y:.1f} {(x + x2) / 2:.1f} {(y + y2) / 2:.1f}")
    parts.append(f"L{rest[-1][0]:.1f} {rest[-1][1]:.1f}")
    return " ".join(parts)
