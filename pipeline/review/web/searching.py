"""The search of a review: what was asked for, found in the index of the output folder."""

from __future__ import annotations

from pathlib import Path

from sohoa.errors import InputError, SohoaError
from sohoa.messages import Language
from sohoa.pipeline.output.lock import require_no_run
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.shown.hits import Asked, SearchView, hit_views
from sohoa.pipeline.search.finding import Choices, choices
from sohoa.pipeline.search.index_file import IndexDamaged, State
from sohoa.pipeline.search.searching import search_now
from sohoa.telling import Line, Noun, Teller

_TOLD = {State.MISSING: Line.INDEX_MISSING, State.DAMAGED: Line.INDEX_DAMAGED, State.SOUND: Line.INDEX_BEHIND}
_MOST_NOTICES = 5
"""Of documents that could not be looked through."""


def found_in(library: Library, asked: Asked, language: Language) -> SearchView:
    """What a page of a search shows; whatever is in the way is told on it."""
    tell, notices, out = Teller(language), [], library.out

    def told(state: State, n: int) -> None:
        if state is not State.SOUND or n > 1:
            notices.append(tell.line(_TOLD[state], documents=tell.counted(n, Noun.DOCUMENT)))

    if not asked.words.strip():
        return SearchView(choices=_choices(library))
    library.refresh()
    try:
        found, failed = search_now(out, asked.wish, told)
    except SohoaError as e:
        return SearchView(choices=_choices(library), notices=(*notices, e.told(language)))
    notices += [e.told(language) for e in failed[:_MOST_NOTICES]]
    if _is_written(out):
        notices.append(tell.line(Line.RUN_GOES_ON, out=out.name))
    return SearchView(found, hit_views(found, library.pages), _choices(library), tuple(notices))


def _choices(library: Library) -> Choices:
    try:
        return choices(library.out)
    except (IndexDamaged, SohoaError):  # the next search makes it anew
        return SearchView().choices


def _is_written(out: Path) -> bool:
    try:
        require_no_run(out)
    except InputError:
        return True
    return False
