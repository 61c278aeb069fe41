"""Keywords of a document: noun phrases of its subject and of the headings of its tables.

Words and their classes are told by underthesea, whose models for both come with its package; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sohoa.messages import rows

_INSIDE = frozenset(("N", "Np", "Ny", "Nc", "V", "A"))
"""Classes of words that a noun phrase is made of; unlike in English its verbs are often a part: "chuyển đổi số"."""
_CODE = re.compile(r"\d\S*[/-]\S*")
"""A number with what is joined to it: codes of documents, dates, spans of years."""
_LEAST_SYLLABLES, _MOST_SYLLABLES = 2, 8
SEPARATOR = "; "


def keywords(subject: str, headings: Iterable[str] = (), longest: int = 100) -> tuple[str, ...]:
    """Keywords in the order in which they stand, those of the subject first; together not longer than the field.

    Args:
        subject: of the document, "" if none was read.
        headings: such as those of groups of tasks.
        longest: characters of all with `SEPARATOR` between them.
    """
    found: dict[str, str] = {}
    for text in (subject, *headings):
        for phrase in phrases(text):
            found.setdefault(phrase.casefold(), phrase)
    kept: list[str] = []
    for phrase in found.values():
        if len(SEPARATOR.join([*kept, phrase])) <= longest:
            kept.append(phrase)
    return tuple(kept)


def phrases(text: str) -> Iterator[str]:
    """Noun phrases of a text: runs of words between those that only say what is done, where and when.

    Rule: A keyword is a run of at least two syllables of the subject, cut at stop words, function words and signs.
    Test: pipeline/export/archive/test_keywords.py::test_keywords
    """
    run: list[tuple[str, str]] = []
    tagged = [*_tagged(_CODE.sub(" ; ", _lowered(text))), ("", "")]
    for (word, kind), (after, _) in zip(tagged, [*tagged[1:], ("", "")], strict=True):
        if _is_inside(word, kind, after):
            run.append((word, kind))
        else:
            yield from _phrase(run)
            run = []


def _is_inside(word: str, kind: str, after: str) -> bool:
    """May a word stand in a keyword? "số" does in "chuyển đổi số", before a number it does not."""
    if word.casefold() == "số" and any(c.isdigit() for c in after):
        return False
    is_name = word[:1].isupper() and len(word.split()) > 2  # which the tagger may take for a number
    return (kind in _INSIDE or is_name) and word.casefold() not in _stop_words() and any(c.isalpha() for c in word)


def _phrase(run: Sequence[tuple[str, str]]) -> Iterator[str]:
    kept = [word for k, (word, _) in enumerate(run) if _syllables(run[: k + 1]) <= _MOST_SYLLABLES]
    has_noun = any(kind not in ("V", "A") for _, kind in run)
    if _syllables(run) >= _LEAST_SYLLABLES and (has_noun or len(run) > 1) and kept:
        yield " ".join(kept)


def _syllables(run: Sequence[tuple[str, str]]) -> int:
    return sum(len(word.split()) for word, _ in run)


def _lowered(text: str) -> str:
    """A text set in capitals in small letters, for in capitals every word looks like a name."""
    return text.lower() if text.isupper() else text


def _tagged(text: str) -> list[tuple[str, str]]:
    from underthesea import pos_tag

    return list(pos_tag(text)) if text.strip() else []


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for (word,) in rows("keyword_stop_words.tsv"))
