"""What the training lines say: stretches of a corpus, with figures spliced in, capitals, quotes and rare syllables."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sohoa.pipeline.recogniser.alphabet import in_alphabet, text_to_labels
from sohoa.pipeline.recogniser.training.figures import Rng, make_figure

HELD_BACK = "00"
"""Lines whose SHA-256 begins so are never trained on, here and in the models of `diacritics`."""
_LESS = {"wiki": 0.16, "dvhcvn": 0.3, "phapdien": 0.5}
"""Weight of a file by a part of its name, against the 1 of other official text: by its likeness to plans (a guess)."""
_MORE = {"official": 4.0, "nq57": 8.0, "luongminh": 4.0, "2026": 2.0}
_BEGINS = ("- ", "– ", "+ ", "* ", "• ", "a) ", "b) ", "đ) ", "1. ", "2. ", "(1) ", "I. ", "II. ", "1.1. ", "☐ ", "✓ ")
_BULLETS = ("■ ", "★ ", "❖ ", "➢ ", "► ", "◆ ", "-", "- ", "- ")
"""Begins that are rarer, but for the last: a dash is small, and is lost sooner than a letter."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Wording:
    """Draws wording for training lines from the files of a folder (`*.txt`, `*.txt.zst`, one paragraph a line)."""

    def __init__(self, folder: Path) -> None:
        """Reads all files.

        Raises:
            FileNotFoundError: the folder has none.
        """
        files = corpus_files(folder)
        self._texts = [_read(f) for f in files]
        self._starts = [_line_starts(t) for t in self._texts]
        weights = np.array([_weight(f.name) * len(t) for f, t in zip(files, self._texts, strict=True)])
        self._shares = np.cumsum(weights / weights.sum())

    def paragraph(self, rng: Rng) -> str:
        """A paragraph, each file by its weight; folded; never one that is held back."""
        while True:
            at = int(np.searchsorted(self._shares, rng.random()))
            starts = self._starts[at]
            n = int(rng.integers(len(starts) - 1))
            line = self._texts[at][starts[n] : starts[n + 1]].rstrip(b"\n")
            if hashlib.sha256(line).hexdigest()[:2] != HELD_BACK:
                return in_alphabet(line.decode("utf-8"))

    def line(self, rng: Rng, letters: int) -> str:
        """One line of about `letters` characters, all of which have labels."""
        while True:
            text = in_alphabet(self._draw(rng, letters))
            if text and text_to_labels(text) is not None:
                return text

    def _draw(self, rng: Rng, letters: int) -> str:
        kind = rng.random()
        if kind < 0.14:
            words = [make_figure(rng)]
            while sum(map(len, words)) + len(words) < letters * 0.7:
                words.append(make_figure(rng))
            return " ".join(words)
        words = _stretch(self.paragraph(rng).split(), rng, letters)
        if kind < 0.32:
            words.insert(int(rng.integers(len(words) + 1)), make_figure(rng))
        if kind > 0.93:
            words = [_other_tone(w, rng) for w in words]
        return _dress(" ".join(words), rng)


def corpus_files(folder: Path) -> list[Path]:
    """The text files of a folder.

    Raises:
        FileNotFoundError: there are none.
    """
    files = sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".txt.zst")))
    if not files:
        raise FileNotFoundError(f"no *.txt or *.txt.zst in {folder}")
    return files


def _read(path: Path) -> bytes:
    if path.suffix != ".zst":
        return path.read_bytes()
    import zstandard

    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        return bytes(stream.read())


def _line_starts(text: bytes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == 10) + 1
    return np.concatenate(([0], ends)).astype(np.int64)


def _weight(name: str) -> float:
    for part, weight in (*_LESS.items(), *_MORE.items()):
        if part in name:
            return weight
    return 1.0


def _stretch(words: list[str], rng: Rng, letters: int) -> list[str]:
    """Some words in a row that together have about `letters` characters."""
    if not words:
        return []
    first = int(rng.integers(len(words))) if rng.random() < 0.7 else 0
    taken: list[str] = []
    room = letters
    for w in words[first:]:
        if taken and room < len(w):
            break
        taken.append(w[: letters + 8])
        room -= len(w) + 1
    return taken


def _other_tone(word: str, rng: Rng) -> str:
    """The word with its tone exchanged, so that the network looks at the marks instead of guessing the word."""
    parts = unicodedata.normalize("NFD", word)
    if rng.random() < 0.5 or not any(t in parts for t in _TONES):
        return word
    new = _TONES[int(rng.integers(len(_TONES)))]
    return unicodedata.normalize("NFC", "".join(new if c in _TONES else c for c in parts))


def _dress(text: str, rng: Rng) -> str:
    style = rng.random()
    if style < 0.14:
        text = text.upper()
    elif style < 0.18:
        text = text.title()
    elif style < 0.26:
        text = _BEGINS[int(rng.integers(len(_BEGINS)))] + text
    elif style < 0.31:
        text = _BULLETS[int(rng.integers(len(_BULLETS)))] + text
    if '"' in text and rng.random() < 0.6:
        text = _curly(text)
    if " - " in text and rng.random() < 0.4:
        text = text.replace(" - ", " – ")
    end = rng.random()
    if end < 0.03:
        text += rng.choice(["…", "…)", ";…", " (1)", "(*)", ";", ":", "./."])
    elif end < 0.06:
        text = _with_note(text, rng)
    return text


def _with_note(text: str, rng: Rng) -> str:
    """A footnote's raised number before the line, or after one of its words."""
    number = "".join(_RAISED[int(k)] for k in rng.integers(1, 10, 1 if rng.random() < 0.8 else 2))
    if rng.random() < 0.35:
        return f"{number}{' ' if rng.random() < 0.8 else ''}{text}"
    words = text.split(" ")
    at = int(rng.integers(len(words)))
    core = words[at].rstrip(".,;:)")
    words[at] = f"{core}{number}{words[at][len(core) :]}"
    return " ".join(words)


def _curly(text: str) -> str:
    return "".join(_pairs(text))


def _pairs(text: str) -> Iterator[str]:
    opening = True
    for c in text:
        if c == '"':
            yield "“" if opening else "”"
            opening = not opening
        else:
            yield c
