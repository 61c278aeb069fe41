"""Corrections as pairs of what was read and what is printed, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from sohoa.diacritics.language.folding import strip_marks
from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.pipeline.corrections.record_fields import told

_OF_TEXT = (
    *(CorrectionKind.WORD, CorrectionKind.CELL),
    *(CorrectionKind.HEADER_FIELD, CorrectionKind.RECORD_FIELD),
)


class FaultKind(StrEnum):
    """In what a reading differs from the print."""

    MISSED = "missed"
    EXTRA = "extra"
    SPACES = "spaces"
    CASE = "case"
    MARKS = "marks"
    FIGURES = "figures"
    SIGNS = "signs"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that were read, the words that are printed there ("" for none), and the correction that says so."""

    read: str
    printed: str
    correction: Correction

    @property
    def kind(self) -> FaultKind:
        """In what they differ."""
        return fault_kind(self.read, self.printed)


def pairs_of(corrections: Iterable[Correction]) -> Iterator[Pair]:
    """The words that corrections of texts change, each with as little around it as there is."""
    for correction in corrections:
        if correction.kind in _OF_TEXT:
            old, new = ((told(said) or "").split() for said in (correction.before, correction.after))
            for tag, i0, i1, j0, j1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if tag != "equal":
                    yield Pair(" ".join(old[i0:i1]), " ".join(new[j0:j1]), correction)


def fault_kind(read: str, printed: str) -> FaultKind:
    """In what two texts differ: the weakest difference that tells all of it.

    Rule: Corrections are told by what differs: nothing read, nothing printed, spaces, upper and lower case, marks of
        letters, figures, signs, or letters.
    Test: pipeline/faults/test_pairs.py::test_in_what_they_differ
    """
    if not read or not printed:
        return FaultKind.EXTRA if read else FaultKind.MISSED
    a, b = "".join(read.split()), "".join(printed.split())
    steps = (
        (FaultKind.SPACES, a == b),
        (FaultKind.CASE, a.lower() == b.lower()),
        (FaultKind.MARKS, strip_marks(a).lower() == strip_marks(b).lower()),
        (FaultKind.FIGURES, _figures(a) != _figures(b)),
        (FaultKind.SIGNS, _letters(a) == _letters(b)),
    )
    return next((kind for kind, true in steps if true), FaultKind.LETTERS)


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
