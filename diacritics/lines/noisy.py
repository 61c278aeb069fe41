"""Vietnamese that an English engine mangled: letters, marks and word gaps weighed by channel and context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.language.cores import Core, line_to_cores
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import TITLE, UPPER, shape
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.lines.capitals import capital_cost
from sohoa.diacritics.lines.evidence import held_back
from sohoa.diacritics.lines.readings import Reading, Readings, is_roman
from sohoa.diacritics.lines.verdict import Verdict, bears_sure_marks, judge_lines
from sohoa.diacritics.statistics.arc_shares import SURE, arc_shares, likely
from sohoa.diacritics.statistics.batches import in_batches
from sohoa.diacritics.statistics.beam_search import NO_WORD, Arcs, Floats, Search
from sohoa.diacritics.statistics.channel import Channel
from sohoa.diacritics.statistics.syllable_model import SyllableModel
from sohoa.nouns.word import ChangeRule

_MEASURE = re.compile(r"(?:\d+(?:[.,]\d+)*)?(?:[kcdm]?m[23²³]?|kg|mg|ha|k[VW]h?|MW|[GMT]B|ml)$")
"""Units of measure, glued to their figure or with their power; `m` alone is told from these by `_is_fixed`."""
_MARKER = re.compile(r"(?:\w|\d+[a-zđ]?|[a-zđ]\.?\d)$")
_LONGEST = 90
"""Words after which a sentence is cut, ended or not. A guess."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A core of a line on its way through the search; `fixed` must stay."""

    line: int
    core: Core
    caps: bool
    fixed: bool
    joins: bool
    """Does only one space part it from the next piece of the same line?"""

    @property
    def key(self) -> tuple[object, ...]:
        """What its repair depends on, beside its neighbours."""
        return self.core.text, self.caps, self.fixed, self.joins


Repair = tuple[int, int, Change]
"""Numbers of the first and last piece of a sentence that a change takes in, and the change."""


class Noisy:
    """Restores garbled lines with one model and one channel."""

    def __init__(self, model: SyllableModel, channel: Channel, beam: int = 14, weight: float = 1.1) -> None:
        self.model = model
        self.readings = Readings(model, channel)
        self.search = Search(model, beam, margin=14.0, weight=weight)

    def changes(self, lines: Sequence[str]) -> list[list[Change]]:
        """The repairs of each line, in order; lines judged sound or foreign have none."""
        wanted = [v is not Verdict.SOUND for v in judge_lines(lines)]
        sentences = list(lines_to_pieces(lines, wanted))
        number: dict[tuple[object, ...], int] = {}
        alike = [number.setdefault(tuple(p.key for p in s), len(number)) for s in sentences]
        one_of_each = sorted(dict(zip(alike, sentences, strict=True)).items(), key=lambda x: -len(x[1]))
        repairs: dict[int, list[Repair]] = {}
        in_batches(one_of_each, lambda some: repairs.update(self._decode(some)))
        found: list[list[Change]] = [[] for _ in lines]
        for pieces, same in zip(sentences, alike, strict=True):
            for at, last, change in repairs[same]:
                start, end = pieces[at].core.start, pieces[last].core.end
                found[pieces[at].line].append(replace(change, start=start, end=end))
        return found

    def _decode(self, some: Sequence[tuple[int, list[Piece]]]) -> dict[int, list[Repair]]:
        """The repairs of each sentence, by its number."""
        sentences = [pieces for _, pieces in some]
        offset: list[int] = []
        first: list[int] = [0]
        readings: list[Reading] = []
        spans: list[int] = []
        for pieces in sentences:
            offset.append(len(first) - 1)
            for at, piece in enumerate(pieces):
                one, two = self._arcs(piece, pieces[at + 1] if piece.joins and at + 1 < len(pieces) else None)
                readings += [*one, *two]
                spans += [1] * len(one) + [2] * len(two)
                first.append(len(readings))
        arcs = Arcs(
            np.array(offset),
            np.array([len(p) for p in sentences]),
            np.array(first),
            np.array([r.word1 for r in readings]),
            np.array([r.word2 for r in readings]),
            np.array(spans),
            np.array([r.cost for r in readings], np.float32) + self._case_cost(sentences, first, readings),
        )
        paths, _ = self.search.best(arcs)
        share = arc_shares(self.model, arcs, paths)
        found: dict[int, list[Repair]] = {}
        for start, (number, pieces), path in zip(offset, some, paths, strict=True):
            found[number] = repairs = []
            at = 0
            for arc in path:
                end = at + spans[arc] - 1
                places = slice(first[start + at], first[start + at + 1])
                others = [] if share[arc] >= SURE else likely(np.arange(places.start, places.stop), share[places])
                change = self._change(pieces[at], pieces[end], readings[arc], [readings[i] for i in others if i != arc])
                if change:
                    name = at > 0 and shape(pieces[at].core.text) == TITLE
                    repairs.append((at, end, held_back(change, float(share[arc]), name)))
                at = end + 1
        return found

    def _case_cost(self, sentences: list[list[Piece]], first: list[int], readings: list[Reading]) -> Floats:
        """How much the capital (or its absence) inside a sentence speaks for each reading."""
        inside = [at > 0 and not p.caps and not p.fixed for s in sentences for at, p in enumerate(s)]
        many = np.diff(np.array(first))
        own = np.array([shape(p.core.text) for s in sentences for p in s])
        form = np.array([r.shape for r in readings])
        form = np.where(form < 0, np.repeat(own, many), form)
        form[~np.repeat(np.array(inside, bool), many)] = UPPER
        word = np.array([r.word1 for r in readings])
        form[word < FIRST_WORD] = UPPER
        return capital_cost(self.model, word, form)

    def _arcs(self, piece: Piece, after: Piece | None) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        text = piece.core.text
        if piece.fixed:
            return (Reading(self.model.id_of(fold_word(text)), NO_WORD, -1, 0.0),), ()
        two = self.readings.glued(text, after.core.text, piece.caps) if after and not after.fixed else ()
        return self.readings.of(text, piece.caps), two

    def _change(self, piece: Piece, last: Piece, reading: Reading, others: Sequence[Reading]) -> Change | None:
        before = piece.core.text
        if last is not piece:
            before += " " + last.core.text
        after = self._spelt(reading, before)
        rule = ChangeRule.NOISY
        if reading.word2 != NO_WORD:
            after += " " + _cased(self.model.words[reading.word2], UPPER if reading.shape == UPPER else 0)
            rule = ChangeRule.SPLIT
        elif last is not piece:
            rule = ChangeRule.GLUE
        elif before.isdigit():
            rule = ChangeRule.NUMBER
        if fold_word(before) == fold_word(after) and before[0].isupper() == after[0].isupper():
            after = before
        some = tuple(dict.fromkeys(t for t in (self._spelt(r, before) for r in others) if t != after))
        if after == before and not some:
            return None
        score = round(float(np.exp(reading.cost / 8)), 3)
        return Change(piece.core.start, last.core.end, before, after, rule, score, some)

    def _spelt(self, reading: Reading, before: str) -> str:
        """The first word of a reading as it is written; `before` where the piece stays."""
        if reading.word1 < FIRST_WORD or reading.shape < 0:
            return before
        return _cased(self.model.words[reading.word1], reading.shape)


def _cased(word: str, shape: int) -> str:
    if shape == UPPER:
        return word.upper()
    return word[0].upper() + word[1:] if shape == TITLE else word


def lines_to_pieces(lines: Sequence[str], wanted: Sequence[bool]) -> Iterator[list[Piece]]:
    """Pieces read together: over line ends, up to the end of a sentence or a line that is not wanted."""
    sentence: list[Piece] = []
    for number, line in enumerate(lines):
        if not wanted[number]:
            if sentence:
                yield sentence
            sentence = []
            continue
        cores = line_to_cores(line)
        caps = _all_capitals(line)
        if sentence and cores and (sentence[-1].caps != caps):
            yield sentence
            sentence = []
        for at, core in enumerate(cores):
            joins = at + 1 < len(cores) and line[core.end : cores[at + 1].start] == " "
            sentence.append(Piece(number, core, caps, _is_fixed(line, core, at == 0), joins))
            if core.ends or len(sentence) >= _LONGEST:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def _all_capitals(line: str) -> bool:
    upper, lower = sum(c.isupper() for c in line), sum(c.islower() for c in line)
    return upper > 2 * lower


def _is_fixed(line: str, core: Core, first: bool) -> bool:
    """List markers, measures, Roman numerals, addresses and words with marks that no English engine prints stay."""
    text, after = core.text, line[core.end : core.end + 1]
    if bears_sure_marks(text) or (_MEASURE.match(text) and not text.isalpha()):
        return True
    if "@" in text or "www." in text or "://" in text:
        return True
    if is_roman(text) and (first or after in (".", ")", "-", "/", "")):
        return True
    return first and after in (".", ")") and _MARKER.match(text) is not None


__all__ = ["NUMBER", "Noisy", "Piece", "lines_to_pieces"]
