"""Puts together what the server answers from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sohoa.messages import Language
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.review.correcting.desk import CorrectionDesk
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.round_desk import RoundDesk
from sohoa.pipeline.review.web.app import Desk
from sohoa.pipeline.review.web.correcting import Counter
from sohoa.pipeline.rounds.nouns import Plan
from sohoa.settings import Settings


@dataclass(frozen=True, slots=True)
class Person:
    """Who reviews, as they call themselves; and the quality round that they judge, if they judge one."""

    who: str = ""
    plan: Plan | None = None


@contextmanager
def open_desk(
    out: Path,
    roots: Sequence[Path],
    settings: Settings,
    language: Language,
    person: Person = Person(),
    recipe: Recipe = RECIPE,
) -> Iterator[Desk]:
    """What a review of an output folder is served from; in the end all corrections stand in the datasets.

    Args:
        out: output folder.
        roots: folders that were digitised, or files themselves.
        settings: of opening a source.
        language: of the first page, and of what goes wrong.
        person: who reviews, and what.
        recipe: what is called of a document.

    Raises:
        InputError: a document was written under another contract, or a file is damaged.
    """
    library = Library(out)
    pictures = Pictures(roots, settings)

    def source_of(name: str) -> Path | None:
        outcome = library.outcome(name)
        return pictures.sources.path_of(outcome) if outcome else None

    corrections = CorrectionDesk(out, person.who, source_of, library.renew, recipe)
    library.said_of = corrections.pending.said
    corrections.begin(library.outcomes())
    try:
        rounds = RoundDesk(out, person.plan, library, person.who) if person.plan else None
        judge = rounds.judge if rounds else None
        yield Desk(library, pictures, language, Counter(corrections, language, judge), rounds)
    finally:
        corrections.end()
