"""Judges the text layer of a page: none, sound or broken, by its language and its coverage.

What a sound page of Vietnamese looks like: four of five syllables bear a mark and nearly all are
well formed. A layer made by an English engine loses the marks, a legacy one decodes to better text,
an overlay holds nothing but a signature's stamp.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from sohoa.diacritics import DATA
from sohoa.diacritics.language.folding import bears_marks, strip_marks
from sohoa.diacritics.language.syllable import ONSETS, RIMES, is_well_formed
from sohoa.diacritics.layers.legacy_codes import detect_legacy
from sohoa.diacritics.layers.strange_pairs import strange_share
from sohoa.nouns.page import TextLayer

_TOKEN = re.compile(r"\S+")
_EDGES = "".join(chr(c) for c in range(33, 127) if not chr(c).isalnum()) + "“”‘’–—…«»•·"
_CODE = re.compile(r"[\dIVXLC]+[\w./-]*|[A-ZĐ][A-ZĐ&]{0,7}")
"""Numbers, codes, Roman numerals, capitals: they tell nothing of the engine."""
_MIXED = re.compile(r"(?=.*\d)(?![a-z]{0,3}\d{1,3}$)[^\W_]+")
"""Letters and digits in one token (`d6i`), units and references (`km2`, `12a`) apart."""
_K = re.compile(r"^k(?!h)|k$", re.IGNORECASE)
"""Where names of the highlands have it for c: Đắk Lắk, Bắc Kạn."""
_INSIDE = re.compile(r"[^\w./@:&'’(),–-]")
"""Signs that do not stand inside words."""
_UNREADABLE = re.compile(r"\(cid:\d+\)|\ufffd|(?<=[^\W\d_])[\ue000-\uf8ff]|[\ue000-\uf8ff](?=[^\W\d_])")
"""Characters without a meaning. Those for private use count beside letters only: alone they are bullets."""
_FEW = 8
"""With fewer words language tells nothing; on a drawn page neither do fewer that repeat."""
_REPEATED = 2.5
"""Words that repeat so often (units beside figures: ha, kg, con) are no text."""
_MARKED = 0.35
"""Of Vietnamese words four of five bear marks; an English engine leaves one of six."""
_PLAIN = 0.45
"""Share of words that could be Vietnamese syllables without their marks: in English text one of five."""
_ENGLISH = 0.15
"""Share of common English words in an English text."""
_UNREADABLE_SHARE = 0.08
_ILL_FORMED = 0.2
_ILL_FORMED_SCAN = 0.015
"""Marked words that are no syllables, of all words. On a drawn page they are names of minorities; on a
scan they are an engine's errors, and for each there are three that cannot be seen."""
_ODD_SCAN = 0.04
"""The same of other words: mixed with digits or signs."""
_STRANGE_SCAN = 0.04
"""Share of syllables on a scan that do not go together (see `layer_context`)."""
_COVERED = 0.45
_COVERED_SCAN = 0.6
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


@dataclass(frozen=True, slots=True)
class LayerTraits:
    """Counts over the words of a layer; numbers, codes, single letters and capitals are left out.

    `marked`: bear Vietnamese marks; `ill_formed`: of these, no syllables; `plain`: without marks, yet
    possible syllables and no common English words; `kinds`: different words among these; `english`: common
    English words; `odd`: letters mixed with digits or signs; `unreadable`: characters that stand for no
    letter, and words that mix scripts.
    """

    words: int
    marked: int
    ill_formed: int
    plain: int
    kinds: int
    english: int
    odd: int
    unreadable: int


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
    if coverage is not None and coverage < (_COVERED_SCAN if scanned else _COVERED):
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
    if traits.unreadable > _UNREADABLE_SHARE * (n + _FEW):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=0.0)
    if n < _FEW:
        return _judge_few(traits, scanned)
    marked, ill, odd = traits.marked / n, traits.ill_formed / n, traits.odd / n
    if marked < _MARKED:
        english = traits.english > max(_ENGLISH * n, 2 * traits.marked, 0.5 * traits.plain)
        if english and odd < _ODD_SCAN:
            return LayerJudgement(TextLayer.SOUND, score=0.8)
        if scanned or odd > _ODD_SCAN:
            return LayerJudgement(TextLayer.BROKEN, LayerReason.ENGLISH_OCR, score=marked)
        units = traits.kinds < min(_FEW, traits.plain / _REPEATED)
        reason = LayerReason.TONELESS if marked < 0.05 else LayerReason.ENGLISH_OCR
        if traits.plain > _PLAIN * n and not units:
            return LayerJudgement(TextLayer.BROKEN, reason, score=marked)
        return LayerJudgement(TextLayer.SOUND, score=0.6)
    if ill > (_ILL_FORMED_SCAN if scanned else _ILL_FORMED) or (scanned and odd > _ODD_SCAN):
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=1 - ill - odd)
    return LayerJudgement(TextLayer.SOUND, score=1 - ill - odd)


def _judge_few(traits: LayerTraits, scanned: bool) -> LayerJudgement:
    """A page number, a caption: sound unless a word looks wrong on a scan."""
    wrong = traits.ill_formed + traits.odd + (traits.words - traits.marked if traits.words > 2 else 0)
    if scanned and 2 * wrong > traits.words:
        return LayerJudgement(TextLayer.BROKEN, LayerReason.GARBLED, score=0.3)
    return LayerJudgement(TextLayer.SOUND, score=0.7)


def read_traits(text: str) -> LayerTraits:
    """Counts what `_judge_language` weighs."""
    text = unicodedata.normalize("NFC", text)
    tokens = [t for x in _TOKEN.findall(text) if (t := x.strip(_EDGES)) and any(map(str.isalpha, t))]
    kept = [t for t in tokens if len(t) > 1 and not (_CODE.fullmatch(t) and t.lower() not in _bare_syllables())]
    mangled = [w for w in kept if _mangled(w)]
    marked = [w for w in kept if bears_marks(w) and not _mangled(w)]
    plain = [w for w in kept if not bears_marks(w) and not _mangled(w)]
    english = _english()
    possible = [w.lower() for w in plain if w.lower() in _bare_syllables() and w.lower() not in english]
    return LayerTraits(
        words=len(kept),
        marked=len(marked),
        ill_formed=sum(not _formed(w) for w in marked),
        plain=len(possible),
        kinds=len(set(possible)),
        english=sum(w.lower() in english for w in plain),
        odd=sum(map(_odd, kept)),
        unreadable=len(_UNREADABLE.findall(text)) + len(mangled),
    )


def _formed(word: str) -> bool:
    """Is each of the parts that signs part (`sở/ngành`, `Ê-đê`) a syllable, a code or a name?"""
    parts = [p for p in re.split(r"[^\w]+", word) if p]
    return all(not bears_marks(p) or _syllable(p) or _CODE.fullmatch(p) for p in parts)


def _syllable(word: str) -> bool:
    return is_well_formed(word) or is_well_formed(_K.sub("c", word))


def _mangled(word: str) -> bool:
    """Latin letters and those of another script in one word (`Hҥnh`): a font's table is wrong."""
    other = any(c > "\u024f" and c.isalpha() and not "\u1e00" <= c <= "\u1eff" for c in word)
    return other and any(c.isascii() and c.isalpha() for c in word)


def _odd(word: str) -> bool:
    """Letters with digits or signs inside (`d6i`, `c;c`), a capital after a small letter."""
    if _MIXED.fullmatch(word) and any(map(str.islower, word)):
        return True
    if _INSIDE.search(word):
        return True
    return not word.isascii() and any(a.islower() and b.isupper() for a, b in pairwise(word))


def is_overlay(text: str) -> bool:
    """Does the layer hold nothing but a signature's stamp ("Ký bởi: …", "Thời gian ký: …")?

    Rule: The stamp of a digital signature on a scan is no text layer.
    Test: diacritics/layers/test_judge.py::test_a_stamp_is_told_from_a_page_that_names_a_signature
    """
    lines = [x.strip() for x in text.splitlines() if x.strip()]
    return len(lines) <= 12 and bool(_stamp().search(text)) and len(text) < 400


@lru_cache(maxsize=1)
def _bare_syllables() -> frozenset[str]:
    """Syllables without their marks, and some that do not exist."""
    return frozenset(strip_marks(onset + rime) for onset in ONSETS for rime in RIMES)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(_read_data("english_words.txt"))


@lru_cache(maxsize=1)
def _stamp() -> re.Pattern[str]:
    return re.compile("|".join(_read_data("signature_stamps.txt")), re.IGNORECASE)


def _read_data(name: str) -> list[str]:
    data = (DATA / name).read_text("utf-8")
    return [x.strip() for x in data.splitlines() if x.strip() and not x.startswith("#")]
