"""What comes out of the engine: words from its TSV, and what else each might read."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative

MOST_ALTERNATIVES = 8
"""Readings that are kept of a word besides the best; the restorer looks at no more. A guess."""

Letters = list[tuple[str, list[tuple[str, float]]]]
"""The letters of a word, each with what else it might be and how likely, 0 to 1."""


@dataclass(frozen=True, slots=True)
class EngineWord:
    """A word as the engine read it; `box` is in pixels of the strip, `line` counts from 0 in the strip."""

    text: str
    box: Box
    confidence: float
    line: int = 0
    alternatives: tuple[Alternative, ...] = ()


def with_alternatives(words: list[EngineWord], letters: list[Letters]) -> list[EngineWord]:
    """Words with the readings that change one letter, most likely first; the score is that of the letter."""
    spelled: dict[str, list[Letters]] = {}
    for word in letters:
        spelled.setdefault("".join(letter for letter, _ in word), []).append(word)
    found = []
    for w in words:
        same = spelled.get(w.text)
        # The same word twice on a line: the first that was spelled is the first that was read.
        of_word = same.pop(0) if same else None
        others = _one_letter_off(w.text, of_word) if of_word else w.alternatives
        found.append(replace(w, alternatives=others) if others != w.alternatives else w)
    return found


def _one_letter_off(text: str, letters: Letters) -> tuple[Alternative, ...]:
    best: dict[str, float] = {}
    at = 0
    for letter, choices in letters:
        for other, score in choices:
            if other and other != letter:
                reading = _vietnamese_letters(text[:at] + other + text[at + len(letter) :])
                best[reading] = max(score, best.get(reading, 0.0))
        at += len(letter)
    best.pop(text, None)
    ranked = sorted(best.items(), key=lambda item: -item[1])[:MOST_ALTERNATIVES]
    return tuple(Alternative(reading, min(1.0, max(0.0, score))) for reading, score in ranked)


def parse_tsv(text: str, header: bool) -> dict[int, list[EngineWord]]:
    """Words by page of Tesseract's TSV. Read by hand: a data frame would turn the word `nan` into a gap.

    Raises:
        ValueError, csv.Error: it is none.

    Rule: Tesseract's own confidence of a word (0 to 100) is kept with its fractions, as a number from 0 to 1.
    Test: pipeline/engine/test_engine.py::test_confidence_keeps_its_fractions
    """
    pages: dict[int, list[EngineWord]] = {}
    lines: dict[int, dict[tuple[str, ...], int]] = {}
    rows = csv.reader(text.splitlines()[1 if header else 0 :], delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        page, line = int(row[1]), tuple(row[2:5])
        seen = lines.setdefault(page, {})
        x, y, w, h = map(float, row[6:10])
        confidence = min(1.0, max(0.0, float(row[10]) / 100))
        word = _vietnamese_letters(row[11].strip())
        pages.setdefault(page, []).append(
            EngineWord(word, Box(x, y, x + w, y + h), confidence, seen.setdefault(line, len(seen)))
        )
    return pages


def _vietnamese_letters(text: str) -> str:
    """NFC, with slashes and đ as they are written.

    The model gives the fraction slash for the slash, and at times the Icelandic ð for đ or beside it.
    """
    text = unicodedata.normalize("NFC", text).replace("⁄/", "/").replace("⁄", "/")
    if "Ð" in text or "ð" in text:
        text = text.replace("Ð", "Đ").replace("ð", "đ").replace("ĐĐ", "Đ").replace("đđ", "đ")
    return text
