"""A page's text layer, judged: what it is worth, and the problem if it is broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sohoa.diacritics.layers.judge import LayerJudgement, LayerReason, judge_layer
from sohoa.diacritics.layers.legacy_codes import decode, font_code
from sohoa.diacritics.layers.traits import is_hardly_text
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import TextLayer
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.pipeline.source.pdf.chars import Char
from sohoa.pipeline.source.pdf.words import CharRun, Decoder, runs_to_text

_FEW_UNMAPPED, _UNMAPPED = 3, 0.02
"""Letters of which the font does not tell which they are: so many, and such a share of all, make a layer suspect.
Guesses: the born-digital documents of the development set have none."""
_DOUBTS = {
    LayerReason.ENGLISH_OCR: DoubtKind.LAYER_ENGLISH_OCR,
    LayerReason.TONELESS: DoubtKind.LAYER_TONELESS,
    LayerReason.GARBLED: DoubtKind.LAYER_GARBLED,
    LayerReason.OVERLAY: DoubtKind.LAYER_OVERLAY,
    LayerReason.PARTIAL: DoubtKind.LAYER_PARTIAL,
    LayerReason.LEGACY: DoubtKind.LAYER_LEGACY,
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A judged layer. `decoder` turns its characters into Unicode where it is in a legacy code.

    `decoded`: it reads soundly once decoded, and nothing but the layer made the page.
    """

    kind: TextLayer
    text: str = ""
    decoder: Decoder | None = None
    decoded: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        """May it stand in for the pixels?"""
        return self.kind is TextLayer.SOUND or self.decoded


def judged_layer(runs: Sequence[CharRun], number: int, coverage: float | None, scanned: bool) -> Layer:
    """What a page's own text layer is worth.

    A legacy code is decoded; on a page without a scan, text that is sound afterwards may be used.

    Args:
        runs: the words of the page's content.
        number: of the page, from 1.
        coverage: share of the page's ink that lies under them, 0 to 1; None if it is not known.
        scanned: an image covers the page.
    """
    text = runs_to_text(runs)
    judgement = judge_layer(text, coverage, scanned)
    decoder = legacy_decoder(runs, judgement.legacy)
    decoded = False
    if decoder is not None:
        again = runs_to_text(runs, decoder)
        if again == text:
            decoder = None
        else:
            verdict = judge_layer(again, coverage, scanned)
            judgement = _legacy_judgement(runs, judgement)
            decoded, text = verdict.kind is TextLayer.SOUND and not scanned, again
    problems = () if judgement.kind is not TextLayer.BROKEN else (broken_problem(judgement, number),)
    return Layer(judgement.kind, text, decoder, decoded, problems)


def is_suspect(chars: Sequence[Char], layer: Layer) -> bool:
    """Is a layer that may be used to be compared with the pixels first?

    Type 3 fonts and subsets without a table of letters (ToUnicode) give codes for letters, and a wrong table gives
    other letters: such text hardly reads as Vietnamese or English, or mixes look-alikes of other scripts into words.
    """
    if not layer.usable:
        return False
    letters = [c for c in chars if c.text.strip()]
    unmapped = sum(c.unmapped for c in letters)
    return unmapped >= max(_FEW_UNMAPPED, _UNMAPPED * len(letters)) or is_hardly_text(layer.text)


def _legacy_judgement(runs: Sequence[CharRun], judgement: LayerJudgement) -> LayerJudgement:
    """The fonts may tell a code that the language of a few words does not."""
    if judgement.legacy is not None:
        return judgement
    codes = [known.code for _, run in runs if (known := font_code(run[0].font))]
    return LayerJudgement(TextLayer.BROKEN, LayerReason.LEGACY, codes[0], 0.0)


def legacy_decoder(runs: Iterable[CharRun], code: str | None) -> Decoder | None:
    """Decodes by the name of the font; where no font of the page tells, everything is in `code`.

    None if neither fonts nor `code` tell of a legacy code.
    """
    told = any(font_code(font) for font in {c.font for _, run in runs for c in run})
    if not told and code is None:
        return None

    def decoder(text: str, font: str) -> str:
        known = font_code(font)
        if known is not None:
            return decode(text, known.code, known.capitals)
        return text if told or code is None else decode(text, code)

    return decoder


def broken_problem(judgement: LayerJudgement, number: int) -> Problem:
    """The problem that tells why a layer is broken."""
    doubt = Doubt(_DOUBTS[judgement.reason], (judgement.legacy or "").upper())
    return Problem(Stage.SOURCE, ProblemKind.BROKEN_LAYER, (doubt,), number)
