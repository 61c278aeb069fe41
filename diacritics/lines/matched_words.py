"""Which words of a line became which of the restored line, also where a line has hundreds of thousands of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_AT_ONCE = 400
"""Words that are matched at once, about: matching costs the square of that. A guess; a printed line has 20."""
_SAME_WORDS = 4
"""A line is cut before so many words that are the same in both. A guess."""
_REACH = 60
"""How far apart the two places of a cut may lie, in words. A guess: restoration parts and joins few."""


def matched_words(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Pieces of both that belong together, in order; one of a pair may be empty.

    Args:
        old: words of the line as it was.
        new: words of the line as restored.
    """
    if old == new:
        yield from (([w], [w]) for w in old)
        return
    i = j = 0
    while i < len(old) or j < len(new):
        a, b = _next_cut(old, new, i, j)
        for _, a0, a1, b0, b1 in SequenceMatcher(None, old[i:a], new[j:b], autojunk=False).get_opcodes():
            yield list(old[i + a0 : i + a1]), list(new[j + b0 : j + b1])
        i, j = a, b


def _next_cut(old: Sequence[str], new: Sequence[str], i: int, j: int) -> tuple[int, int]:
    """Where both may be cut after `i` and `j`: before words that are the same in both, else after as many words."""
    if max(len(old) - i, len(new) - j) <= 2 * _AT_ONCE:
        return len(old), len(new)
    for k in range(_AT_ONCE, 2 * _AT_ONCE):
        same = old[i + k : i + k + _SAME_WORDS]
        for b in sorted(range(max(0, k - _REACH), k + _REACH), key=lambda b: abs(b - k)):
            if len(same) == _SAME_WORDS and new[j + b : j + b + _SAME_WORDS] == same:
                return i + k, j + b
    return min(len(old), i + _AT_ONCE), min(len(new), j + _AT_ONCE)
