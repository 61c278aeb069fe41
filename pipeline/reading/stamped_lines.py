"""Printed lines over which a paler stamp lies: read once more from the layer of print alone.

A stamp of incoming mail over a subject makes one line of both (`CÔNG VĂNtổ chức`). The layers of ink part them; a line
of the print's layer counts where it is read more surely than what was read there before. Words of the stamp beside it
stay, as a line of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sohoa.extract.wording.formal_phrases import opens_number
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.ink_layers import InkLayers, part_layers
from sohoa.pipeline.ink.text_lines import TextLine, components_to_lines
from sohoa.pipeline.reading.covered_looks import legible_weight
from sohoa.pipeline.reading.covered_words import letters_kept, letters_of

if TYPE_CHECKING:
    from sohoa.pipeline.reading.line_reader import LineReader

_SHARED = 0.5
"""Share of the lower one's height that a line of the print's layer has in common with what was read there. A guess."""
_FEWEST = 4
"""Letters of a line of the print's layer, at least: fewer are what is left of the stamp. A guess."""
_SURE, _KEPT = 0.9, 0.75
"""Words as sure as the first outside of the stamp must be in the new reading, this share of them. Guesses."""
_KEPT_UNDER = 0.5
"""The same of letters under the stamp: where print is sure there, it is no stamp but print that is paler here (two sure
words of a worn page were lost so). Words under a stamp, its own among them, are mostly unsure. A guess."""
_LEGIBLE, _READ = 0.5, 0.6
"""Mean confidence of the letters that the new reading has under the stamp, at least; and where it has more of them than
the one before, which may be surer. Guesses."""
_MOST_SURE = 0.65
"""Most confidence of a word that only the new reading has: it is there to be looked at. A guess."""


def read_stamped(
    reader: LineReader, lines: Sequence[TextLine], runs: Sequence[TextRun]
) -> tuple[list[TextRun], list[TextRun]]:
    """The runs, those under a pale stamp as the layer of print has them; and what the stamp says beside these.

    Args:
        reader: of lines, with the page.
        lines: of the page.
        runs: what was read on each; without words where nothing was.

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A printed line under a stamp that is paler than print is read without the stamp; what only that reading has is
        flagged. The line of number and symbol stays as it is: figures are written there by hand.
    Test: pipeline/reading/test_stamped_lines.py::test_a_subject_under_a_pale_stamp_is_read_without_it
    """
    done, beside = list(runs), list[TextRun]()
    layers = part_layers(reader.page.pixels, reader.page.parts) if reader.page.reads_covered else None
    if layers is None:
        return done, beside
    free = [k for k, line in enumerate(lines) if not line.in_table and runs[k].words]
    taken = list[Box]()
    for box, words in _read_layers(reader, layers):
        stood = [k for k in free if _on_one_line(lines[k].box, box)]
        old = [w for k in stood for w in runs[k].words]
        again = any(_on_one_line(box, other) for other in taken)
        if stood and not again and is_better(words, old, layers.zones):
            free, taken = [k for k in free if k not in stood], [*taken, box]
            for k in stood:
                done[k] = TextRun((), runs[k].box, runs[k].size)
            done[stood[0]] = words_to_run([_as_sure(w, old) for w in words]) or done[stood[0]]
            beside += [run for run in [words_to_run([w for w in old if not _stands_in(w, words)])] if run]
    return done, beside


def _read_layers(reader: LineReader, layers: InkLayers) -> list[tuple[Box, list[Word]]]:
    """The lines of print where stamps lie, of each picture, with their boxes; what is read best comes first."""
    found = list[tuple[Box, list[Word]]]()
    for grey in layers.printed:
        parts = page_to_components(grey)
        lines = [x for x in components_to_lines(parts) if any(z.meets(x.box) for z in layers.zones)]
        read = replace(reader, page=replace(reader.page, pixels=grey, parts=parts)).read(lines)
        found += [(x.box, words) for x, words in zip(lines, read, strict=True)]
    return sorted(found, key=lambda pair: -legible_weight(pair[1]))


def _on_one_line(a: Box, b: Box) -> bool:
    return a.overlap_x(b) > 0 and a.overlap_y(b) >= _SHARED * min(a.height, b.height)


def _stands_in(word: Word, others: Sequence[Word]) -> bool:
    """Does it stand where one of the others does?"""
    box = word.box
    return box is not None and any(o.box is not None and o.box.overlap_x(box) > 0 for o in others)


def is_better(new: Sequence[Word], old: Sequence[Word], zones: Sequence[Box]) -> bool:
    """Is a reading surer under the stamp, without losing what was surely read beside it and under it?

    Args:
        new: words of the line in the layer of print.
        old: words that were read there before.
        zones: where stamps lie.
    """
    if letters_of(new) < _FEWEST or opens_number(" ".join(w.text for w in old)):
        return False
    texts = {w.text for w in new}
    sure = [w for w in old if (w.confidence or 0.0) >= _SURE]
    beside = [w for w in sure if not _is_in(w, zones)]
    if sum(w.text in texts for w in beside) < _KEPT * len(beside):
        return False
    if letters_kept(new, [w for w in sure if _is_in(w, zones)]) < _KEPT_UNDER:
        return False
    here, there = ([w for w in some if _is_in(w, zones)] for some in (new, [w for w in old if _stands_in(w, new)]))
    more = letters_of(here) > letters_of(there) and _mean(here) >= _READ
    return letters_of(here) > 0 and (more or _mean(here) >= max(_LEGIBLE, _mean(there)))


def _is_in(word: Word, zones: Sequence[Box]) -> bool:
    return word.box is not None and any(z.meets(word.box) for z in zones)


def _mean(words: Sequence[Word]) -> float:
    """Mean confidence of the letters, 0 where there are none."""
    letters = letters_of(words)
    return sum((w.confidence or 0.0) * letters_of([w]) for w in words) / letters if letters else 0.0


def _as_sure(word: Word, old: Sequence[Word]) -> Word:
    """The word; one that was not read before no surer than what is to be looked at."""
    known = any(w.text == word.text and _stands_in(w, [word]) for w in old)
    return word if known else replace(word, confidence=min(_MOST_SURE, word.confidence or 0.0))
