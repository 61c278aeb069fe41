"""What pages send: corrections; and what they ask for: what others did meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from sohoa.errors import SohoaError
from sohoa.messages import Language, word
from sohoa.nouns.correction_place import NotACorrection
from sohoa.pipeline.review.correcting.desk import Conflict, CorrectionDesk, Saved, Trouble
from sohoa.pipeline.review.correcting.wish import Act, Wish, read_wish

if TYPE_CHECKING:
    from starlette.requests import Request


Judge = Callable[[int, str, tuple[str, ...]], object]
"""Is told an item of a quality round, what is printed there, and ids of the corrections that say so."""


class Counter:
    """Where corrections are handed in."""

    def __init__(self, desk: CorrectionDesk, language: Language, judge: Judge | None = None) -> None:
        """Open.

        Args:
            desk: that takes them.
            language: in which it tells what is wrong, where the page does not say its own.
            judge: is told what was said of an item of a quality round.
        """
        self._judge = judge
        self._desk = desk
        self._language = language

    @property
    def version(self) -> str:
        """Of what was done."""
        return str(self._desk.pending.version)

    def troubles(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Documents whose datasets do not hold their corrections yet, and why, in words."""
        return tuple((name, _told(error, language)) for name, error in self._desk.troubles.items())

    async def take(self, request: Request) -> Response:
        """A correction: 200 when it is on the disk, 409 with what stands there if that is something else."""
        try:
            wish = read_wish(await request.json())
        except (ValueError, RecursionError):
            return JSONResponse({"reason": "JSON"}, 422)
        language = _language(request, self._language)
        try:
            saved = await run_in_threadpool(self._taken, wish)
        except Conflict as e:
            return JSONResponse({"now": e.now}, 409)
        except NotACorrection as e:
            return JSONResponse({"reason": word("fault", e.fault, language), "about": e.about}, 422)
        except SohoaError as e:
            return JSONResponse({"reason": e.told(language)}, 423)
        return JSONResponse({"ids": list(saved.corrections), "version": saved.version, "text": saved.text})

    def _taken(self, wish: Wish) -> Saved:
        saved = self._desk.take(wish)
        if self._judge is not None and wish.item is not None and wish.act in (Act.SET, Act.PRINTED):
            self._judge(wish.item, saved.text or "", saved.corrections)
        return saved

    def changes(self, request: Request) -> Response:
        """What was done after a version; `all` if too much was."""
        version = request.path_params["version"]
        events = self._desk.pending.since(version)
        told = [
            {"document": e.document, "id": e.id, "text": e.text, "structural": e.structural, "by": e.by}
            for e in events or ()
        ]
        return JSONResponse({"version": self._desk.pending.version, "all": events is None, "events": told})


def _told(error: Trouble, language: Language) -> str:
    if isinstance(error, NotACorrection):
        return word("fault", error.fault, language)
    return error.told(language) if isinstance(error, SohoaError) else str(error)


def _language(request: Request, default: Language) -> Language:
    told = request.headers.get("accept-language", "")[:2]
    return Language(told) if told in list(Language) else default
