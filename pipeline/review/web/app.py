"""What the server answers: pages, pictures, and what a page asks for and sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sohoa.errors import SohoaError
from sohoa.messages import Language
from sohoa.nouns.geometry import Box
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.review import templates
from sohoa.pipeline.review.addresses import queue_path, round_path
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.round_desk import RoundDesk
from sohoa.pipeline.review.shown.hits import Asked
from sohoa.pipeline.review.shown.known import KnownPage
from sohoa.pipeline.review.templates import Setting
from sohoa.pipeline.review.web.correcting import Counter
from sohoa.pipeline.review.web.guard import Guard
from sohoa.pipeline.review.web.searching import found_in

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

PLACES_A_PAGE = 60
"""Of the queue: an hour of work, and some 300 kB of HTML."""
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_KEEP = {"Cache-Control": "private, max-age=3600"}
"""Of pictures: a source is known by its bytes."""


class Desk:
    """All that the server answers from."""

    def __init__(
        self,
        library: Library,
        pictures: Pictures,
        language: Language,
        counter: Counter | None = None,
        rounds: RoundDesk | None = None,
    ) -> None:
        """Nothing is asked yet.

        Args:
            library: the output folder.
            pictures: of its pages.
            language: of the first page.
            counter: where corrections are handed in; None if they are not taken.
            rounds: the quality round that is judged, if one is.
        """
        self.rounds = rounds
        self.counter = counter
        self.library = library
        self.pictures = pictures
        self.language = language

    def first(self, request: Request) -> Response:
        """The queue or the quality round, in the language that was asked for on the command line."""
        path = queue_path(self.language) if self.rounds is None else round_path(self.language)
        return RedirectResponse(f"{request.url.path.rstrip('/')}/{path}")

    def round(self, request: Request) -> Response:
        """What is to be judged next; what was found, if nothing is left."""
        setting = self._setting(request)
        cards, n_left, n_items = self._round_desk().left(PLACES_A_PAGE, setting.language)
        if not cards:
            return RedirectResponse("result.html")
        return HTMLResponse(templates.round_html(setting, cards, n_left, n_items))

    def result(self, request: Request) -> Response:
        """What a quality round has found so far."""
        return HTMLResponse(templates.result_html(self._setting(request), *self._round_desk().result()))

    def _round_desk(self) -> RoundDesk:
        if self.rounds is None:
            raise HTTPException(404)
        return self.rounds

    def queue(self, request: Request) -> Response:
        """A page of the queue."""
        number = int(request.path_params["number"])
        places = self.library.queue()
        here = places[(number - 1) * PLACES_A_PAGE : number * PLACES_A_PAGE]
        n_more = min(PLACES_A_PAGE, max(0, len(places) - number * PLACES_A_PAGE))
        setting = self._setting(request)
        cards = self.library.cards(here, setting.language)
        return HTMLResponse(templates.queue_html(setting, cards, number, len(places), n_more))

    def documents(self, request: Request) -> Response:
        """The list of documents."""
        return HTMLResponse(templates.documents_html(self._setting(request), self.library.listed()))

    def search(self, request: Request) -> Response:
        """What was asked for, found in all documents."""
        asked, setting = Asked.read(request.query_params), self._setting(request)
        return HTMLResponse(templates.search_html(setting, asked, found_in(self.library, asked, setting.language)))

    def page(self, request: Request) -> Response:
        """A page of a document; the next one where that page was not read."""
        name, number = request.path_params["name"], int(request.path_params["number"])
        self.library.refresh()
        pages = self.library.pages(name)
        outcome = self.library.outcome(name)
        setting = self._setting(request)
        view = self.library.page(name, number, setting.language)
        if view is None or outcome is None:
            if not pages:
                raise HTTPException(404)
            nearest = min(pages, key=lambda n: abs(n - number))
            return RedirectResponse(f"p{nearest:04d}.html")
        has_picture = self.pictures.sources.path_of(outcome) is not None and view.known.shape.width > 0
        return HTMLResponse(templates.page_html(setting, view, list(pages), has_picture))

    def picture(self, request: Request) -> Response:
        """The picture of a page."""
        known = self._known(request)
        return _jpeg(self.pictures.page(self._outcome(request), known.shape))

    def crop(self, request: Request) -> Response:
        """A piece of it."""
        known = self._known(request)
        x0, y0, x1, y1 = (int(request.path_params[k]) for k in ("x0", "y0", "x1", "y1"))
        if not (x0 < x1 <= known.shape.width and y0 < y1 <= known.shape.height):
            raise HTTPException(404)
        return _jpeg(self.pictures.crop(self._outcome(request), known.shape, Box(x0, y0, x1, y1)))

    def asset(self, request: Request) -> Response:
        """A style, a script, the icon."""
        path = templates.ASSETS / request.path_params["asset"]
        if path.parent != templates.ASSETS or path.suffix not in _TYPES or not path.is_file():
            raise HTTPException(404)
        return Response(path.read_bytes(), media_type=_TYPES[path.suffix])

    def _setting(self, request: Request) -> Setting:
        if self.counter is None:
            return Setting(_language(request), live=True)
        language = _language(request)
        in_round = self.rounds is not None
        troubles = self.counter.troubles(language)
        return Setting(language, True, True, version=self.counter.version, in_round=in_round, troubles=troubles)

    def _outcome(self, request: Request) -> Outcome:
        outcome = self.library.outcome(request.path_params["name"])
        if outcome is None:
            raise HTTPException(404)
        return outcome

    def _known(self, request: Request) -> KnownPage:
        pages = self.library.pages(request.path_params["name"])
        number = int(request.path_params["number"])
        if number not in pages:
            raise HTTPException(404)
        return pages[number]


def make_app(desk: Desk, token: str, port: int) -> ASGIApp:
    """The server's application, guarded."""
    at = f"/{token}"
    crop = "p{number:int}-{x0:int}-{y0:int}-{x1:int}-{y1:int}.jpg"
    routes = [
        _read(at, desk.first),
        _read(f"{at}/", desk.first),
        _read(at + "/{language}/queue-{number:int}.html", desk.queue),
        _read(at + "/{language}/documents.html", desk.documents),
        _read(at + "/{language}/round.html", desk.round),
        _read(at + "/{language}/result.html", desk.result),
        _read(at + "/{language}/search.html", desk.search),
        _read(at + "/{language}/documents/{name}/p{number:int}.html", desk.page),
        _read(at + "/pictures/{name}/p{number:int}.jpg", desk.picture),
        _read(f"{at}/crops/{{name}}/{crop}", desk.crop),
        _read(at + "/{asset}", desk.asset),
    ]
    if desk.counter is not None:
        routes.insert(0, Route(f"{at}/corrections", desk.counter.take, methods=["POST"]))
        routes.insert(0, _read(at + "/changes/{version:int}", desk.counter.changes))
    return Guard(Starlette(routes=routes, exception_handlers={SohoaError: _in_words}), token, port)


def _in_words(request: Request, error: Exception) -> Response:
    """Why a page cannot be shown: a dataset is damaged, a link stands in its place."""
    told = request.path_params.get("language", "")
    language = Language(told) if told in list(Language) else None
    return PlainTextResponse(error.told(language) if isinstance(error, SohoaError) else str(error), 500)


def _read(path: str, answer: Callable[[Request], Response]) -> Route:
    return Route(path, answer, methods=["GET"])


def _language(request: Request) -> Language:
    try:
        return Language(request.path_params["language"])
    except ValueError:
        raise HTTPException(404) from None


def _jpeg(data: bytes | None) -> Response:
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type="image/jpeg", headers=_KEEP)
