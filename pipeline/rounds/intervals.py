"""How far a share may be from the one that was found in a sample."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959964
"""The 97.5 % quantile of the normal distribution: of 100 such intervals 95 hold the true share."""


def wilson_interval(k: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share of which `k` of `n` were found.

    E. B. Wilson: Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association 22 (158), 1927, 209–212. It holds for few and for none, where the normal approximation
    would say that nothing is wrong.

    Args:
        k: how many were found, 0 to `n`.
        n: of how many; of none, nothing is known.
        z: quantile.

    >>> [round(x, 3) for x in wilson_interval(0, 30)]
    [0.0, 0.114]
    >>> [round(x, 3) for x in wilson_interval(15, 100)]
    [0.093, 0.233]
    """
    if n == 0:
        return 0.0, 1.0
    share, square = k / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    low, high = middle - half, middle + half
    return (0.0 if k == 0 else max(0.0, low)), (1.0 if k == n else min(1.0, high))
