"""The sound text layer of a scan as one more witness of what the engine read from the pixels.

Whoever made the scan searchable read it too. The page's tables, joins and words come from its pixels; where its layer
has the same word at the same place the word is surer, where it has another one it is in dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import LayerWord, Word
from sohoa.pipeline.engine.agreement import confirmed
from sohoa.pipeline.engine.words import EngineWord

_SAME_LINE = 0.5
"""A word of the layer belongs to the line that holds this share of its height. A guess: layers are placed roughly."""
_LAYER_SURE = 0.7
"""What a word of a layer counts for, from 0 to 1: nobody knows how sure its engine was. A guess."""
_INSIDE = 0.5
"""... and this share of its width."""


def with_layer_witness(runs: Sequence[TextRun], layer: Sequence[LayerWord]) -> tuple[TextRun, ...]:
    """The runs with the confidence that the layer leaves their words; see `engine.agreement` for what becomes of each.

    A line of which the layer holds nothing stays as it is, and one that stands turned: the layer's words are sorted
    from left to right.

    Args:
        runs: what the engine read, a printed line each.
        layer: the layer's words, in pixels of the same page.

    Rule: A scan with a sound text layer is read from its pixels, tables too; the layer is a second witness of the
        words.
    Test: pipeline/layers/test_layer_witness.py::test_what_both_say_is_surer_and_a_dispute_is_shown
    """
    taken = _by_line(runs, layer)
    return tuple(
        _witnessed(run, words) if words and not any(w.turn for w in run.words) else run
        for run, words in zip(runs, taken, strict=True)
    )


def _by_line(runs: Sequence[TextRun], layer: Sequence[LayerWord]) -> list[list[LayerWord]]:
    """The layer's words on each line, from left to right."""
    held: list[list[LayerWord]] = [[] for _ in runs]
    for word in layer:
        shares = [_share(word.box, run.box) for run in runs]
        best = max(range(len(runs)), key=lambda k: shares[k], default=0)
        if shares and shares[best] > 0:
            held[best].append(word)
    return [sorted(words, key=lambda w: w.box.x0) for words in held]


def _share(word: Box, line: Box) -> float:
    """Of the word's area on the line; 0 where it is too little to belong there."""
    down, across = word.overlap_y(line), word.overlap_x(line)
    height = min(word.height, line.height)
    if not height or not word.width or down < _SAME_LINE * height or across < _INSIDE * word.width:
        return 0.0
    return down * across


def _witnessed(run: TextRun, layer: Sequence[LayerWord]) -> TextRun:
    # `line` numbers our words, so that each is known again; those of the layer have -1.
    ours = [EngineWord(w.text, w.box or run.box, _sureness(w), k, w.alternatives) for k, w in enumerate(run.words)]
    other = [EngineWord(w.text, w.box, _LAYER_SURE, -1) for w in layer]
    return replace(run, words=tuple(_as_read(run, w) for w in confirmed(ours, other)))


def _as_read(run: TextRun, word: EngineWord) -> Word:
    """A word as both leave it; `text_ocr` is what the engine gave, or the layer where its reading was taken."""
    if word.line < 0:
        return Word(word.text, word.text, word.box, word.confidence, alternatives=word.alternatives)
    own = run.words[word.line]
    text_ocr = own.text_ocr if word.text == own.text else word.text
    return replace(own, text=word.text, text_ocr=text_ocr, confidence=word.confidence, alternatives=word.alternatives)


def _sureness(word: Word) -> float:
    return 1.0 if word.confidence is None else word.confidence
