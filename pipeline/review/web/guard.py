"""Who may ask the server what: only this machine, only with the token, no page of another origin.

A page of another origin can neither read (no CORS header is ever sent, the token is not known to it) nor write
(`Origin` is looked at); a name that another server makes lead here (DNS rebinding) fails by `Host`.
"""

from __future__ import annotations

from secrets import compare_digest
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy (W3C, level 3): nothing inline, nothing from elsewhere, in no frame."""
MOST_BODY = 2**17
"""Bytes of a request: a cell's text has 20,000 characters at most."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_READS = ("GET", "HEAD")


class Guard:
    """Stands before the pages; lets nothing else through."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """Stands there from now on.

        Args:
            app: what it guards.
            token: first piece of every path.
            port: on which the server listens.
        """
        self._app = app
        self._token = token
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refused(scope)
        if refused:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not answered; None if it is.

        Rule: `sohoa review` answers this machine alone, by the address with its token; a page of another origin can
            neither read nor write.
        Test: pipeline/review/web/test_guard.py::test_what_is_refused
        """
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return 421, "Misdirected Request"
        if not compare_digest(scope["path"].split("/")[1].encode(), self._token.encode()):
            return 404, "Not Found"
        if not self._is_ours(headers, scope["method"]):
            return 403, "Forbidden"
        if scope["method"] not in _READS and not _is_small_json(headers):
            return 415, "Unsupported Media Type"
        return None

    def _is_ours(self, headers: Headers, method: str) -> bool:
        """Does a page of ours ask, or nobody's (an address that was typed)?"""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is None:
            return method in _READS and site in (None, "same-origin", "none")
        return origin in [f"http://{host}" for host in self._hosts] and site in (None, "same-origin")


def _is_small_json(headers: Headers) -> bool:
    length = headers.get("content-length", "")
    kind = headers.get("content-type", "").split(";")[0].strip()
    return kind == "application/json" and length.isdecimal() and int(length) <= MOST_BODY
