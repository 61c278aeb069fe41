"""Judges the text layer of a page: none, sound or broken, by its language and its coverage.

What a sound page of Vietnamese looks like: four of five syllables bear a mark and nearly all are
well formed. A layer made by an English engine loses the marks, a legacy one decodes to better text,
an overlay holds nothing but a signature's stamp.

With the thresholds below 2,489 of 2,496 pages made of text, of noisy lines and of PDFs are judged rightly
(`benchmarks/judge_layers.py`); each by itself was set between the two kinds of page that it tells apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sohoa.diacritics.layers.legacy_codes import detect_legacy
from sohoa.diacritics.layers.strange_pairs import strange_share
from sohoa.diacritics.layers.traits import LayerTraits, is_overlay, read_traits
from sohoa.nouns.page import TextLayer

_FEW_WORDS = 8
"""With fewer words language tells nothing; on a drawn page neither do fewer that repeat."""
_REPEATED = 2.5
"""Words that repeat so often (units beside figures: ha, kg, con) are no text."""
_MARKED = 0.35
"""Of Vietnamese words four of five bear marks; an English engine leaves one of six."""
_TONELESS = 0.05
"""Share of words with marks under which a text has none: the few are names that somebody set by hand."""
_PLAIN = 0.45
"""Share of words that could be Vietnamese syllables without their marks: in English text one of five."""
_ENGLISH = 0.15
"""Share of common English words in an English text."""
_OVER_MARKED, _OVER_PLAIN = 2.0, 0.5
"""... of which there are so many times the words with marks, and the possible syllables."""
_UNREADABLE_SHARE = 0.08
"""Characters without a meaning, for each word."""
_ILL_FORMED, _ILL_FORMED_SCAN = 0.2, 0.015
"""Marked words that are no syllables, of all words. On a drawn page they are names of minorities; on a
scan they are an engine's errors, and for each there are three that cannot be seen."""
_ODD_SCAN = 0.04
"""The same of other words: mixed with digits or signs."""
_STRANGE_SCAN = 0.04
"""Share of syllables on a scan that do not go together (see `strange_pairs`)."""
_LAYER_COVERS, _LAYER_COVERS_SCAN = 0.45, 0.6
"""Least share of the ink under the layer's words: seals, signatures and dirt are the rest."""


class LayerReason(StrEnum):
    """What is wrong with a broken layer; nothing with any other."""

    NONE = ""
    ENGLISH_OCR = "english_ocr"
    TONELESS = "toneless"
    GARBLED = "garbled"
    OVERLAY = "overlay"
    PARTIAL = "partial"
    LEGACY = "legacy"


@dataclass(frozen=True, slots=True)
class LayerJudgement:
    """What a layer is worth, and what is wrong with it.

    `legacy` names the code of a legacy one (`tcvn3`). `score`, 0-1, is how sound the layer looks.
    """

    kind: TextLayer
    reason: LayerReason = LayerReason.NONE
    legacy: str | None = None
    score: float = 1.0


def judge_layer(text: str, coverage: float | None = None, scanned: bool = False) -> LayerJudgement:
    """Judges the text layer of one page.

    Args:
        text: the layer's text, lines parted by LF.
        coverage: share of the page's ink that lies under the layer's words, 0-1; None if not known.
        scanned: an image covers the page, so the layer is an engine's work or a stamp: stricter.
    """
    if not any(c.isalnum() for c in text):
        return LayerJudgement(TextLayer.NONE, score=0.0)
    legacy = detect_legacy(text)
    if legacy is not None:
        return LayerJudgement(TextLayer.BROKEN, LayerReason.LEGACY, legacy, 0.0)
    if scanned and is_overlay(text):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.OVERLAY, score=0.0)
    if coverage is not None and coverage < (_LAYER_COVERS_SCAN if scanned else _LAYER_COVERS):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.PARTIAL, score=coverage)
    judgement = _judge_language(read_traits(text), scanned)
    if scanned and judgement.kind is TextLayer.SOUND:
        strange = strange_share(text)
        if strange is not None and strange > _STRANGE_SCAN:
            return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=1 - strange)
    return judgement


def _judge_language(traits: LayerTraits, scanned: bool) -> LayerJudgement:
    """What the words of a layer say of it.

    Rule: A text layer whose words bear no Vietnamese marks (made by an English engine) is told as broken.
    Test: diacritics/layers/test_judge.py::test_the_same_page_without_marks_is_broken
    """
    n = traits.words
    if traits.unreadable > _UNREADABLE_SHARE * (n + _FEW_WORDS):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=0.0)
    if n < _FEW_WORDS:
        return _judge_few(traits, scanned)
    if traits.marked < _MARKED * n:
        return _judge_unmarked(traits, scanned)
    ill, odd = traits.ill_formed / n, traits.odd / n
    if ill > (_ILL_FORMED_SCAN if scanned else _ILL_FORMED) or (scanned and odd > _ODD_SCAN):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=1 - ill - odd)
    return LayerJudgement(TextLayer.SOUND, score=1 - ill - odd)


def _judge_unmarked(traits: LayerTraits, scanned: bool) -> LayerJudgement:
    """Few marks: English, or Vietnamese that has lost them, or no text but units and names."""
    n, marked, odd = traits.words, traits.marked / traits.words, traits.odd / traits.words
    least = max(_ENGLISH * n, _OVER_MARKED * traits.marked, _OVER_PLAIN * traits.plain)
    if traits.english > least and odd < _ODD_SCAN:
        return LayerJudgement(TextLayer.SOUND, score=0.8)
    if scanned or odd > _ODD_SCAN:
        return LayerJudgement(TextLayer.BROKEN, LayerReason.ENGLISH_OCR, score=marked)
    units = traits.kinds < min(_FEW_WORDS, traits.plain / _REPEATED)
    if traits.plain > _PLAIN * n and not units:
        reason = LayerReason.TONELESS if marked < _TONELESS else LayerReason.ENGLISH_OCR
        return LayerJudgement(TextLayer.BROKEN, reason, score=marked)
    return LayerJudgement(TextLayer.SOUND, score=0.6)


def _judge_few(traits: LayerTraits, scanned: bool) -> LayerJudgement:
    """A page number, a caption: sound unless a word looks wrong on a scan."""
    wrong = traits.ill_formed + traits.odd + (traits.words - traits.marked if traits.words > 2 else 0)
    if scanned and 2 * wrong > traits.words:
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=0.3)
    return LayerJudgement(TextLayer.SOUND, score=0.7)
