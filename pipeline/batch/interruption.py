"""How a run is interrupted (Ctrl-C, a request to end, a closed terminal): the first ends it well, a second at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from sohoa.errors import ExitCode

_SIGNALS = tuple(s for name in ("SIGINT", "SIGTERM", "SIGHUP") if (s := getattr(signal, name, None)) is not None)


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn the first of these signals into KeyboardInterrupt; a second one ends the process where it stands.

    Signals that the caller's caller ignores (`nohup`, a job in the background) stay ignored. Workers end by
    themselves once their parent has gone.
    """
    seen = False

    def interrupt(*_: object) -> None:
        nonlocal seen
        if seen:
            os._exit(ExitCode.INTERRUPTED)
        seen = True
        raise KeyboardInterrupt

    before = {s: signal.getsignal(s) for s in _SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        if not seen:  # one that comes while the run ends must still not be shown as a fault
            for number, handler in before.items():
                signal.signal(number, handler)
