"""A channel before anything was measured: what engines trained for Vietnamese are known to mix up.

Users' reports: acute and hook above on a circumflex, foreign letters (öïäåũ) for Vietnamese
ones, wrong vowel marks (tesseract-ocr/langdata issue 66, tessdata issue 83).
`python -m sohoa.diacritics.training.confusions` writes `data/channel_vie.tsv`; `learn_channel --start` adds
what was measured.
"""

from __future__ import annotations

from collections import Counter

from sohoa.diacritics import DATA
from sohoa.diacritics.language.alphabet import LETTERS, split_tone
from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.statistics.channel import Counts, write_counts

_RIGHT, _TONE, _MARK, _BOTH, _FOREIGN, _RARE = 970.0, 3.0, 2.0, 0.5, 1.0, 0.5
"""Counts a thousand: read rightly, with another tone, another mark, both, as a foreign letter, as one that looks
alike. Guesses from the reports above."""
_ALIKE = (("l", "1"), ("l", "I"), ("i", "l"), ("i", "1"), ("I", "l"), ("I", "1"), ("m", "rn"), ("o", "0"), ("t", "r"))
_STRANGERS = {"a": "äåā", "e": "ëē", "i": "ïî", "o": "öøō", "u": "üůûū", "y": "ÿ"}


def structural_counts() -> Counts:
    """Counts per thousand for every letter in both cases."""
    counts: Counts = Counter()
    for letter in LETTERS:
        for upper in (False, True):
            for read, n in _readings(letter):
                key = (letter.upper(), read.upper()) if upper else (letter, read)
                counts[key] += n  # type: ignore[assignment]
    for printed, read in _ALIKE:
        counts[printed, read] += _RARE  # type: ignore[assignment]
    return counts


def _readings(letter: str) -> list[tuple[str, float]]:
    found = [(letter, _RIGHT)]
    plain, tone = split_tone(letter)
    for other in LETTERS:
        if other == letter or strip_marks(other) != strip_marks(letter):
            continue
        other_plain, other_tone = split_tone(other)
        n = _TONE if other_plain == plain else _MARK if other_tone == tone else _BOTH
        found.append((other, n))
    if letter != strip_marks(letter):
        found += [(c, _FOREIGN) for c in _STRANGERS.get(strip_marks(letter), "")]
    return found


def main() -> None:
    """Write the table."""
    write_counts(structural_counts(), DATA / "channel_vie.tsv", "letter, read as, count in 1000; reasoned")


if __name__ == "__main__":
    main()
