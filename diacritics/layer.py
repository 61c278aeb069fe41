"""Judges the text layer of a page: none, sound or broken, by its language and its coverage.

What a sound page of Vietnamese looks like: four of five syllables bear a mark and nearly all are
well formed. A layer made by an English engine loses the marks, a legacy one decodes to better text,
an overlay holds nothing but a signature's stamp.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from diacritics.legacy import detect_legacy
from diacritics.syllable import bears_marks, is_well_formed

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MIXED = re.compile(r"(?<!\w)(?=\w*[a-zà-ỹđ])(?=\w*\d)\w+(?!\w)")
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class LayerJudgement:
    """What a layer is worth.

    `reason` is "" when sound or none; else `legacy_tcvn3` (or another code), `overlay`, `partial`,
    `garbled`, `english_ocr` or `toneless`. `legacy` names the code. `score`, 0-1, is how sound the
    layer looks.
    """

    kind: Literal["none", "sound", "broken"]
    reason: str = ""
    legacy: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class LayerTraits:
    """Counts over the words of a layer: `words` are runs of at least one letter.

    `marked`: bear Vietnamese marks; `formed`: of these, well-formed syllables; `plain_formed`: without
    marks, yet possible syllables; `english`: common English words; `mixed`: letters and digits in one
    token, no code; `unreadable`: characters that stand for no letter.
    """

    words: int
    marked: int
    formed: int
    plain_formed: int
    english: int
    mixed: int
    unreadable: int


def judge_layer(text: str, coverage: float | None = None, scanned: bool = False) -> LayerJudgement:
    """Judges the text layer of one page.

    Args:
        text: the layer's text, lines parted by LF.
        coverage: share of the page's ink that lies under the layer's words, 0-1; None if not known.
        scanned: an image covers the page, so the layer is an engine's work or a stamp: stricter.
    """
    if not any(c.isalnum() for c in text):
        return LayerJudgement("none", score=0.0)
    legacy = detect_legacy(text)
    if legacy is not None:
        return LayerJudgement("broken", f"legacy_{legacy}", legacy, 0.0)
    if scanned and is_overlay(text):
        return LayerJudgement("broken", "overlay", score=0.0)
    if coverage is not None and coverage < (0.6 if scanned else 0.3):
        return LayerJudgement("broken", "partial", score=coverage)
    return _judge_language(read_traits(text), scanned)


def _judge_language(traits: LayerTraits, scanned: bool) -> LayerJudgement:
    n = traits.words
    if traits.unreadable > 0.02 * (n + 20):
        return LayerJudgement("broken", "garbled", score=0.0)
    if n < 5:
        return LayerJudgement("sound" if traits.mixed <= n else "broken", score=0.5)
    marked = traits.marked / n
    foreign = n - traits.formed - traits.plain_formed - traits.english
    bad = (foreign + traits.mixed) / n
    if traits.english > 0.2 * n and marked < 0.3:
        return LayerJudgement("sound", score=0.8)
    if marked < 0.35:
        reason = "toneless" if traits.marked == 0 and bad < 0.1 else "english_ocr"
        return LayerJudgement("broken", reason, score=marked)
    if bad > (0.03 if scanned else 0.25):
        return LayerJudgement("broken", "garbled", score=1 - bad)
    return LayerJudgement("sound", score=1 - bad)


def read_traits(text: str) -> LayerTraits:
    """Counts what `_judge_language` weighs."""
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    marked = [w for w in words if bears_marks(w)]
    plain = [w for w in words if not bears_marks(w)]
    english = _english()
    return LayerTraits(
        words=len(words),
        marked=len(marked),
        formed=sum(map(is_well_formed, marked)),
        plain_formed=sum(is_well_formed(w) and w.lower() not in english for w in plain),
        english=sum(w.lower() in english for w in plain),
        mixed=len(_MIXED.findall(text)),
        unreadable=len(_UNREADABLE.findall(text)),
    )


def is_overlay(text: str) -> bool:
    """Does the layer hold nothing but a signature's stamp ("Ký bởi: …", "Thời gian ký: …")?"""
    lines = [x.strip() for x in text.splitlines() if x.strip()]
    return len(lines) <= 12 and bool(_stamp().search(text)) and len(text) < 400


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(_read_data("english_words.txt"))


@lru_cache(maxsize=1)
def _stamp() -> re.Pattern[str]:
    return re.compile("|".join(_read_data("signature_stamps.txt")), re.IGNORECASE)


def _read_data(name: str) -> list[str]:
    data = files("diacritics").joinpath("data", name).read_text("utf-8")
    return [x.strip() for x in data.splitlines() if x.strip() and not x.startswith("#")]
