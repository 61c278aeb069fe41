"""What a person looks for: words and phrases, and documents of which agency, type and year; as FTS5 takes it.

Nothing of what was typed reaches FTS5 but letters and digits in quotation marks, so there is nothing in it to go wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.search.tokens import are_marked, bare_tokens, tokens
from sohoa.pipeline.search.units import Facet, facet, year_facet

MOST_WORDS = 64
"""Words of a query: a sentence of a plan has some 40."""
_MOST_LETTERS = 4000
_MOST_YEARS = 200
QUOTES = frozenset('"“”„«»')
"""What parts phrases from words, in pairs or not."""
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|[^\s"“”„«»]+')
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


class BadQuery(InputError):
    """A search that asks for nothing, for too much, or for years that are none."""

    code = ExitCode.USAGE
    kind = DoubtKind.QUERY_EMPTY


@dataclass(frozen=True, slots=True)
class Wish:
    """A search as a person asks for it.

    Attributes:
        text: words that must all stand on a page; "in quotation marks" one behind the other.
        agency: words of the name of the issuing authority.
        doc_type: words of the type of document.
        years: of issue, such as `2026` or `2024-2026`.
        limit: hits that are shown.
    """

    text: str
    agency: str = ""
    doc_type: str = ""
    years: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Terms:
    """Phrases that must all be found; `marked`: with their marks, else with any."""

    phrases: tuple[tuple[str, ...], ...]
    marked: bool

    def bare(self) -> Terms:
        """The same, whatever marks they bear."""
        return Terms(tuple(tuple(t for w in p for t in bare_tokens(w)) for p in self.phrases), False)

    def as_phrase(self) -> Terms:
        """All its words one behind the other."""
        return Terms((tuple(t for p in self.phrases for t in p),), self.marked)

    def forms(self, text: str) -> tuple[str, ...]:
        """The tokens of a text as they are compared with these."""
        return tokens(text) if self.marked else bare_tokens(text)

    def match(self) -> str:
        """As FTS5 takes it."""
        phrases = " AND ".join(_quoted(" ".join(p)) for p in self.phrases)
        return f"{'marked' if self.marked else 'bare'} : ({phrases})"


def read_terms(text: str) -> Terms:
    """The words and phrases of a query.

    Raises:
        BadQuery: it has no letter and no digit, or is too long.

    Rule: Words that are typed without any mark are found with all marks, and d finds đ; where one of them bears a mark,
        all are looked for as they are typed. What stands in quotation marks is found as a phrase, over line ends too.
    Test: pipeline/search/test_finding.py::test_what_is_found
    """
    if len(text) > _MOST_LETTERS:
        raise BadQuery(MOST_WORDS, kind=DoubtKind.QUERY_TOO_LONG)
    phrases = tuple(p for found in _PHRASE.finditer(text) if (p := tokens(found[1] or found[0])))
    n_words = sum(map(len, phrases))
    if not phrases:
        raise BadQuery(kind=DoubtKind.QUERY_EMPTY)
    if n_words > MOST_WORDS:
        raise BadQuery(MOST_WORDS, kind=DoubtKind.QUERY_TOO_LONG)
    terms = Terms(phrases, any(map(are_marked, phrases)))
    return terms if terms.marked else terms.bare()


def filters(wish: Wish) -> list[str]:
    """What the documents must be of, as FTS5 takes it.

    Raises:
        BadQuery: the years are none.
    """
    found = []
    for kind, wanted in ((Facet.AGENCY, wish.agency), (Facet.TYPE, wish.doc_type)):
        words = facet(kind, wanted, are_marked(tokens(wanted)))
        if words:
            found.append(f"facets : ({_quoted(' '.join(words))})")
    if wish.years.strip():
        found.append(f"facets : ({' OR '.join(map(_quoted, _year_facets(wish.years)))})")
    return found


def _year_facets(years: str) -> list[str]:
    """The facets of `2026` or `2024-2026`."""
    found = _YEARS.fullmatch(years.strip())
    if not found:
        raise BadQuery(years[:40], kind=DoubtKind.NO_YEARS)
    first, last = int(found[1]), int(found[2] or found[1])
    if not first <= last <= first + _MOST_YEARS:
        raise BadQuery(years[:40], kind=DoubtKind.NO_YEARS)
    return [year_facet(year) for year in range(first, last + 1)]


def _quoted(text: str) -> str:
    return f'"{text}"'
