"""What the pages of a review say, in English and Vietnamese (`sohoa/data/review.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sohoa.messages import Language, rows


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts codes into words of a language."""

    language: Language

    def __call__(self, code: str, **values: object) -> str:
        """The words of a code with its values; KeyError if there are none."""
        return _words(self.language)[code].format(**values)


def wording_codes() -> frozenset[str]:
    """All codes that have words."""
    return frozenset(_words(Language.EN))


@cache
def _words(language: Language) -> dict[str, str]:
    return {code: en if language is Language.EN else vi for code, en, vi in rows("review.tsv")}
