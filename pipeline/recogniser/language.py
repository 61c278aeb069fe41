"""Chooses among what unsure words may read by what stands beside them: the syllable model over the reader's letters.

Words with figures, codes, and letters of which the network is sure, are left as they are read: a number is never
made likelier by its neighbours, and a printed misprint stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.tokens import NUMBER, UNKNOWN
from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, LanguageModel, Search
from sohoa.pipeline.recogniser.decoding import Letter

SURE = 0.985
"""A letter at least this probable is not questioned."""
WEIGHT = 0.5
"""Weight of the model's log-probabilities against the network's, which is too sure of itself."""
_LEAST = 0.004
"""Least probability of a letter that is weighed instead of the likeliest one. A guess."""
_MOST = 16
"""Readings of a word that are weighed, most likely first."""

Word = tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may read, and the natural logarithm of its probability by its letters alone."""

    text: str
    log_p: float


class Syllables(LanguageModel, Protocol):
    """A language model that knows words by their folded form, such as `diacritics.statistics.syllable_model`."""

    def id_of(self, word: str) -> int:
        """Id of a folded word, `UNKNOWN` if it is not in the vocabulary."""
        ...


def readings(word: Word) -> list[Reading]:
    """What a word may read, as read first; only that where it is a number or code or all letters are sure."""
    found = [Reading("", 0.0)]
    read = "".join(x.text for x in word)
    plain = not _is_code(read)
    for letter in word:
        choices = [(letter.text, letter.probability)]
        if plain and letter.probability < SURE:
            choices += [(o, p) for o, p in letter.others if p >= _LEAST and not o.isdigit() and o != " "]
        logs = [(text, float(np.log(max(p, 1e-9)))) for text, p in choices]
        grown = [Reading(f.text + text, f.log_p + log) for f in found for text, log in logs]
        found = sorted(grown, key=lambda r: -r.log_p)[:_MOST]
    return sorted((r for r in found if r.text), key=lambda r: (r.text != read, -r.log_p)) or [Reading(read, 0.0)]


def _is_code(text: str) -> bool:
    """Has it figures, or is it made of parts like a document's code or an address: `NĐ-CP`, `GD&ĐT`, `a@b.vn`?"""
    capitals = sum(c.isupper() for c in text)
    return any(c.isdigit() or c in "/@_&\\" for c in text) or ("-" in text.strip("-") and capitals >= 2)


def choose(lines: Sequence[Sequence[Word]], model: Syllables, weight: float = WEIGHT) -> list[list[str]]:
    """The words of each line, unsure ones by their surroundings.

    Args:
        lines: for each line the letters of its words.
        model: of syllables.
        weight: of the model against the network.
    """
    options = [[readings(w) for w in line] for line in lines]
    chosen = [[o[0].text for o in line] for line in options]
    open_lines = [k for k, line in enumerate(options) if any(len(o) > 1 for o in line)]
    if not open_lines:
        return chosen
    paths, _ = Search(model, weight=weight).best(_arcs([options[k] for k in open_lines], model))
    flat = [r for k in open_lines for o in options[k] for r in o]
    for k, path in zip(open_lines, paths, strict=True):
        chosen[k] = [flat[arc].text for arc in path]
    return chosen


def _arcs(lines: list[list[list[Reading]]], model: Syllables) -> Arcs:
    counts = [len(o) for line in lines for o in line]
    flat = [r for line in lines for o in line for r in o]
    lengths = np.array([len(line) for line in lines], np.int64)
    return Arcs(
        offset=np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64),
        lengths=lengths,
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        word1=np.array([_token(r.text, model) for r in flat], np.int64),
        word2=np.full(len(flat), NO_WORD, np.int64),
        span=np.ones(len(flat), np.int64),
        cost=np.array([r.log_p for r in flat], np.float32),
    )


def _token(text: str, model: Syllables) -> int:
    core = text.strip(".,;:!?()[]{}\"'“”‘’-–…/*+" + BULLETS)
    if any(c.isdigit() for c in core):
        return NUMBER
    return model.id_of(fold_word(core)) if core else UNKNOWN
