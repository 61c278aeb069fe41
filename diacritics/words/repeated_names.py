"""A name of places or bodies that stands several times in a document is evidence of how it is printed in all of them.

`Lam Giàng` once, `Lam Giang` nine times: the network's second thought, `Giang`, is what the document says elsewhere
between the same neighbours. The choice is among the engine's own readings of the ink that differ in marks only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.sentences import LOWER, TITLE, shape
from sohoa.diacritics.words.choices import OUTER, Mend, Token
from sohoa.diacritics.words.open_words import UNSEEN
from sohoa.diacritics.words.sureness import CONFIRMED, REPAIRED, takes_marks_off
from sohoa.diacritics.words.weighed_ink import AGAINST_INK
from sohoa.nouns.word import ChangeRule

_SURE = 0.8
"""Confidence from which a word bears witness to others, and below which it listens to them. Of nine words so chosen on
worn and clean pages nine were right; no word that was right was changed."""
_WITNESSES = 2
"""So many times the other name is read surely in the document, and the one as read never. Of 16 unsure words of names
that a document has twice elsewhere as they were read, on lists, first pages and real scans, all were right."""
_NOTHING, _OTHER_LETTER = 0.02, 0.1
"""A word of less confidence (`Lum Giang`), for which neither ink nor language speaks, is what one likely reading
elsewhere says (0.65 and more), with one other letter too if its own ink shows that by the second. Guesses: of three
cases all were right."""
_SHORTEST = 2
"""Letters of a word that a name may confirm; a letter alone is a numeral or a scrap. A guess."""


def agree_on_names(pages: Sequence[Sequence[Token]], is_surname: Callable[[str], bool]) -> list[list[Mend | None]]:
    """What becomes of each token of each page; None where it stays.

    Rule: An unsure capitalised word or abbreviation takes other marks if the engine saw them too and the document
        has it so twice elsewhere beside the same word, and never as it was read (once, and with one other letter, if
        next to nothing speaks for it); never a word of a person's name.
    Test: diacritics/words/test_repeated_names.py::test_a_name_as_the_document_has_it_elsewhere

    Rule: An unsure capitalised word or abbreviation that the document has twice elsewhere, surely read, beside the same
        capitalised word (Lam Giang), is 0.65 sure at least.
    Test: diacritics/words/test_repeated_names.py::test_a_name_that_the_document_confirms

    Args:
        pages: words in reading order, as mended; other readings only of those that may still change.
        is_surname: may a person's name begin with this word?

    Returns:
        A mend a token with its confidence; without a rule where the word stays and is surer.
    """
    pairs, likely = (Counter(pair for page in pages for pair in _sure_pairs(page, s)) for s in (_SURE, CONFIRMED))

    def agreed(page: Sequence[Token], at: int) -> Mend | None:
        sure = page[at].confidence
        nothing = sure is not None and sure < _NOTHING
        return _agreed(page, at, likely if nothing else pairs, is_surname) or _confirmed(page, at, pairs)

    return [[agreed(page, at) for at in range(len(page))] for page in pages]


def _confirmed(page: Sequence[Token], at: int, pairs: Counter[tuple[str, str]]) -> Mend | None:
    """The word as it is, surer, if a name of the document bears it out; signs inside the name would part it."""
    token = page[at]
    if token.confidence is None or token.confidence >= CONFIRMED or len(token.core) < _SHORTEST or not _in_name(token):
        return None
    times = 0
    for first in (at - 1, at):
        if 0 <= first < len(page) - 1 and _in_name(page[2 * first + 1 - at]):
            whole = page[first].text[-1:].isalpha() and page[first + 1].text[:1].isalpha()
            times = max(times, pairs[_pair(page, first)] if whole else 0)
    return Mend(token.text, None, CONFIRMED) if times >= _WITNESSES else None


def _in_name(token: Token) -> bool:
    return token.core.isalpha() and shape(token.core) != LOWER


def _sure_pairs(page: Sequence[Token], least: float) -> list[tuple[str, str]]:
    sure = [t.confidence is not None and t.confidence >= least for t in page]
    return [_pair(page, at) for at in range(len(page) - 1) if sure[at] and sure[at + 1]]


def _pair(page: Sequence[Token], at: int) -> tuple[str, str]:
    return page[at].core.lower(), page[at + 1].core.lower()


def _agreed(
    page: Sequence[Token], at: int, pairs: Counter[tuple[str, str]], is_surname: Callable[[str], bool]
) -> Mend | None:
    token = page[at]
    core = token.core
    unsure = token.alternatives and token.confidence is not None and token.confidence < _SURE
    if not unsure or not core.isalpha() or shape(core) == LOWER or _is_of_person(page, at, is_surname):
        return None

    def witnesses(word: str) -> int:
        before = pairs[page[at - 1].core.lower(), word.lower()] if at else 0
        after = pairs[word.lower(), page[at + 1].core.lower()] if at + 1 < len(page) else 0
        return max(before, after)

    nothing = token.confidence is not None and token.confidence < _NOTHING
    seen = {text.strip(OUTER): score for text, score in reversed(token.alternatives)}
    fitting = [
        o
        for o in seen
        if o != core
        and shape(o) == shape(core)
        and (strip_marks(o) == strip_marks(core) or (nothing and seen[o] >= _OTHER_LETTER and _is_near(o, core)))
    ]
    best = max(fitting, key=lambda o: (witnesses(o), seen[o]), default="")
    if not best or witnesses(best) < (1 if nothing else _WITNESSES) or witnesses(core):
        return None
    score = REPAIRED if seen[best] >= UNSEEN or takes_marks_off(best, core) else AGAINST_INK
    return Mend(token.text.replace(core, best, 1), ChangeRule.ALTERNATIVE, score)


def _is_near(a: str, b: str) -> bool:
    """Do two words differ by one letter, marks aside?"""
    return len(a) == len(b) and sum(x != y for x, y in zip(strip_marks(a), strip_marks(b), strict=False)) == 1


def _is_of_person(page: Sequence[Token], at: int, is_surname: Callable[[str], bool]) -> bool:
    """Does the run of capitalised words in which a word stands begin with a surname?"""
    form, first = shape(page[at].core), at
    while first and shape(page[first - 1].core) == form and page[first - 1].text[-1:].isalpha():
        first -= 1
    return (form == TITLE or at > first) and is_surname(page[first].core)
