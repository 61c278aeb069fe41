"""Runs the server on this machine alone, and opens the browser on it."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from sohoa.errors import CannotWrite
from sohoa.pipeline.review.web.app import Desk, make_app

HOST = "127.0.0.1"
_TOKEN_BYTES = 24


def serve(desk: Desk, port: int, on_ready: Callable[[str], None], open_browser: bool) -> None:
    """Answer until the process is told to end.

    Args:
        desk: what is answered from.
        port: to listen on; 0 is any that is free.
        on_ready: is told the address, with its token.
        open_browser: open it, too.

    Raises:
        CannotWrite: the port is taken.
    """
    with _listening(port) as listener:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        port = listener.getsockname()[1]
        address = f"http://{HOST}:{port}/{token}/"
        app = make_app(desk, token, port)
        config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, lifespan="off")
        on_ready(address)
        if open_browser:
            webbrowser.open(address)
        uvicorn.Server(config).run([listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as e:
        listener.close()
        raise CannotWrite.because(f"{HOST}:{port}", e) from e  # type: ignore[arg-type]
    return listener
