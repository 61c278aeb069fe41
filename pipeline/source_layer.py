"""A page's text layer, judged: its words, what they are worth, and the problem if they are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diacritics.layer import LayerJudgement, judge_layer
from diacritics.legacy import decode, font_code
from pipeline.model import Homography, Problem, ProblemKind, Stage, TextLayer
from pipeline.source_chars import Char
from pipeline.source_words import Decoder, PlacedWord, chars_to_words, words_to_text

_REASONS = {
    "english_ocr": "was made by an engine that does not know Vietnamese",
    "toneless": "lacks the marks of Vietnamese",
    "garbled": "does not read as Vietnamese",
    "overlay": "holds only the stamp of a digital signature",
    "partial": "covers only a part of the page",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A judged layer; `words` are decoded where `decoded` says so."""

    kind: TextLayer
    words: tuple[PlacedWord, ...] = ()
    text: str = ""
    decoded: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        """May it stand in for the pixels?"""
        return self.kind is TextLayer.SOUND or self.decoded


def judged_layer(
    chars: Sequence[Char], to_pixels: Homography, number: int, coverage: float | None, scanned: bool
) -> Layer:
    """Makes words of the characters of page `number` and judges them.

    A legacy code is decoded; on a page without a scan, text that is sound afterwards may be used.
    """
    words = chars_to_words(chars, to_pixels)
    text = words_to_text(words)
    judgement = judge_layer(text, coverage, scanned)
    decoded = False
    if judgement.legacy is not None:
        words = chars_to_words(chars, to_pixels, legacy_decoder(chars, judgement.legacy))
        text = words_to_text(words)
        decoded = not scanned and judge_layer(text, coverage, scanned).kind == "sound"
    problems = () if judgement.kind != "broken" else (broken_problem(judgement, number),)
    return Layer(TextLayer(judgement.kind), tuple(words), text, decoded, problems)


def legacy_decoder(chars: Sequence[Char], code: str) -> Decoder:
    """Decodes by the name of the font; where no font of the page tells, everything is in `code`."""
    told = any(font_code(font) for font in {c.font for c in chars})

    def decoder(text: str, font: str) -> str:
        known = font_code(font)
        if known is not None:
            return decode(text, known.code, known.capitals)
        return text if told else decode(text, code)

    return decoder


def broken_problem(judgement: LayerJudgement, number: int) -> Problem:
    """The problem that tells why a layer is broken."""
    why = _REASONS.get(judgement.reason, f"is in the legacy code {(judgement.legacy or '').upper()}")
    message = f"the text layer {why} ({judgement.reason})"
    return Problem(Stage.SOURCE, ProblemKind.BROKEN_LAYER, message, number)
