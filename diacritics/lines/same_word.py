"""A doubtful word that stands elsewhere in its sentence, where it is read surely: rare words come back (`mã số`, `mã`).

What was said is likelier to be said again than the model of all texts knows (Kuhn & De Mori, "A cache-based natural
language model for speech recognition", IEEE PAMI 12, 1990); for frequent words it knows enough.
"""

from __future__ import annotations

from collections import Counter

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import Window
from sohoa.diacritics.lines.offers import Mark
from sohoa.diacritics.statistics.syllable_model import SyllableModel

_SURE = 0.9
"""The share from which a reading elsewhere counts."""
_RARE = -7.5
"""Log-probability of a word, in natural logarithms, from which down it is rare: one in 1,800. Of 3,700 lines kept back
from training and 658 of plans 74 doubtful words come out right by this and 34 wrong. Over whole lines it were 147 and
56, with -8 86 and 20, with -7 221 and 144."""


def settled(window: Window, marks: list[Mark], model: SyllableModel) -> list[Mark]:
    """The marks of a window, doubtful words read as the same letters are read surely elsewhere in it.

    Rule: A doubtful bare word is read as the same letters are read elsewhere in its sentence, if that word is rare; it
        stays doubtful.
    Test: diacritics/lines/test_same_word.py::test_a_rare_word_comes_back
    """
    if not any(m.others for m in marks):
        return marks
    known = {m.at: m for m in marks}
    sure: dict[str, Counter[str]] = {}
    for at in range(window.first, window.last):
        token, mark = window.tokens[at], known.get(at)
        if token.is_word and (mark is None or (mark.score >= _SURE and not mark.others)):
            sure.setdefault(token.text.lower(), Counter())[fold_word(mark.after if mark else token.text)] += 1
    return [_as_elsewhere(m, sure.get(window.tokens[m.at].text.lower()), model) if m.others else m for m in marks]


def _as_elsewhere(mark: Mark, sure: Counter[str] | None, model: SyllableModel) -> Mark:
    if sure is None or sure[fold_word(mark.after)]:
        return mark
    best = max(mark.others, key=lambda other: sure[fold_word(other)])
    if not sure[fold_word(best)] or float(model.unigram[model.id_of(fold_word(best))]) > _RARE:
        return mark
    return mark._replace(after=best, others=tuple(t for t in (mark.after, *mark.others) if t != best))
