"""Puts together what the server answers from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sohoa.messages import Language
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.review.correcting.desk import CorrectionDesk
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.web.app import Desk
from sohoa.pipeline.review.web.correcting import Counter
from sohoa.settings import Settings


@contextmanager
def open_desk(
    out: Path,
    roots: Sequence[Path],
    settings: Settings,
    language: Language,
    who: str = "",
    recipe: Recipe = RECIPE,
) -> Iterator[Desk]:
    """What a review of an output folder is served from; in the end all corrections stand in the datasets.

    Args:
        out: output folder.
        roots: folders that were digitised, or files themselves.
        settings: of opening a source.
        language: of the first page, and of what goes wrong.
        who: as the person calls themselves.
        recipe: what is called of a document.

    Raises:
        InputError: a document was written under another contract, or a file is damaged.
    """
    library = Library(out)
    pictures = Pictures(roots, settings)

    def source_of(name: str) -> Path | None:
        outcome = library.outcome(name)
        return pictures.sources.path_of(outcome) if outcome else None

    corrections = CorrectionDesk(out, who, source_of, library.renew, recipe)
    library.said_of = corrections.pending.said
    corrections.begin(library.outcomes())
    try:
        yield Desk(library, pictures, language, Counter(corrections, language))
    finally:
        corrections.end()
