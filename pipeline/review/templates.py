"""The pages of a review as HTML: templates filled with what `shown` has set out. Everything is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.messages import Language, decimal
from sohoa.nouns.geometry import Box
from sohoa.pipeline.review import addresses
from sohoa.pipeline.review.library import Listed
from sohoa.pipeline.review.shown.cards import Card
from sohoa.pipeline.review.shown.hits import Asked, SearchView
from sohoa.pipeline.review.shown.page import PageView
from sohoa.pipeline.review.wording import Wording
from sohoa.pipeline.rounds.nouns import KeptRound
from sohoa.pipeline.rounds.results import Result

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"
WRITES = "correct.js"
"""The asset that only a server needs."""
STATIC_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'"
"""What a static copy may load: nothing that is not beside it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all pages of a review share.

    Attributes:
        language: of what they say.
        live: are they shown by a server? Else they are a copy to read.
        editable: does it take corrections?
        locked: why the server takes none, "" if it does.
        version: of what was corrected, by which a page knows that others went on.
        in_round: is a quality round being judged?
        troubles: documents whose datasets do not hold their corrections yet, and why.
    """

    language: Language
    live: bool
    editable: bool = False
    locked: str = ""
    version: str = ""
    in_round: bool = False
    troubles: tuple[tuple[str, str], ...] = ()


def queue_html(setting: Setting, cards: list[Card], number: int, n_places: int, n_more: int) -> str:
    """A page of the queue.

    Args:
        setting: of the review.
        cards: the places that stand on it.
        number: of the page, from 1.
        n_places: places of the whole queue.
        n_more: places of the next page.
    """
    here = {language: addresses.queue_path(language, number) for language in Language}
    values = {"cards": cards, "number": number, "n_places": n_places, "n_more": n_more}
    return _filled("queue.html", setting, here, "..", values)


def round_html(setting: Setting, cards: list[Card], n_left: int, n_items: int) -> str:
    """What is to be judged next in a quality round: `n_left` of `n_items` are left."""
    here = {language: addresses.round_path(language) for language in Language}
    values = {"cards": cards, "number": 1, "n_places": n_left, "n_items": n_items, "n_more": 0}
    return _filled("round.html", setting, here, "..", values)


def result_html(setting: Setting, kept: KeptRound, result: Result, n_lost: int) -> str:
    """What a quality round has found; `n_lost` of its places are found no more."""
    here = {language: addresses.result_path(language) for language in Language}
    return _filled("result.html", setting, here, "..", {"round": kept.round, "result": result, "n_lost": n_lost})


def documents_html(setting: Setting, documents: list[Listed]) -> str:
    """The list of documents."""
    here = {language: addresses.documents_path(language) for language in Language}
    return _filled("documents.html", setting, here, "..", {"documents": documents})


def search_html(setting: Setting, asked: Asked, view: SearchView) -> str:
    """What was found, or why nothing could be."""
    here = {language: f"{addresses.search_path(language)}?{asked.as_query()}" for language in Language}
    return _filled("search.html", setting, here, "..", {"asked": asked, "view": view})


def page_html(setting: Setting, view: PageView, numbers: list[int], has_picture: bool) -> str:
    """A page of a document; `numbers` are those of all its pages, ascending."""
    number = view.known.shape.number
    at = numbers.index(number)
    values = {
        "view": view,
        "number": number,
        "n_pages": max(numbers),
        "before": numbers[at - 1] if at else None,
        "after": numbers[at + 1] if at + 1 < len(numbers) else None,
        "has_picture": has_picture,
        "doubts": frozenset(c.id for c in view.cards),
    }
    name = addresses.quoted(view.document)
    here = {language: addresses.page_path(language, name, number) for language in Language}
    return _filled("page.html", setting, here, "../../..", values)


def _filled(template: str, setting: Setting, here: dict[Language, str], root: str, values: dict[str, object]) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            say=Wording(setting.language),
            language=setting.language.value,
            decimal=partial(decimal, language=setting.language),
            live=setting.live,
            locked=setting.locked,
            troubles=setting.troubles,
            editable=setting.editable,
            version=setting.version,
            in_round=setting.in_round,
            policy=STATIC_POLICY,
            root=root,
            here=lambda language: here[Language(language)],
            **values,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    for function in (addresses.quoted, addresses.queue_path, addresses.documents_path, addresses.page_path):
        made.globals[function.__name__] = function
    for function in (addresses.round_path, addresses.result_path):
        made.globals[function.__name__] = function
    made.globals["search_path"] = addresses.search_path
    made.globals["picture_path"] = addresses.picture_path
    made.globals["crop_path"] = addresses.crop_path
    made.globals["boxed"] = _boxed
    return made


def _boxed(box: Box) -> str:
    """A box as pages send it back."""
    return f"{box.x0:.1f} {box.y0:.1f} {box.x1:.1f} {box.y1:.1f}"
