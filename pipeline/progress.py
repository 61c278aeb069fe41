"""What a person sees of a run: a bar on standard error (only on a terminal), lines on standard output."""

from __future__ import annotations

import sys
from typing import Any


class Progress:
    """Counts pages. Only the parent process has one; results go to standard output, the bar never does."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=0, unit="page", file=sys.stderr, dynamic_ncols=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def add_pages(self, n: int) -> None:
        """`n` more pages are to be read."""
        if self._bar is not None:
            self._bar.total += n
            self._bar.refresh()

    def page_done(self) -> None:
        """One of them is."""
        if self._bar is not None:
            self._bar.update(1)

    def say(self, line: str, matters: bool = False) -> None:
        """A result; with `-q` only lines that matter are said."""
        if self._quiet and not matters:
            return
        if self._bar is not None:
            self._bar.write(line, file=sys.stdout)
        else:
            print(line, flush=True)
