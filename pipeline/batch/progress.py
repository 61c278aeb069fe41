"""What a person sees of a run: a bar on standard error (only on a terminal), lines on standard output."""

from __future__ import annotations

import sys
from typing import Any, TextIO

from sohoa.telling import Line, Noun, Teller, for_terminal

_OPENING = "{{desc}}, {opening}"
_READING = "{{desc}}, {{n_fmt}}/{{total_fmt}} {pages} {{bar}} {{elapsed}}<{{remaining}}"
"""Forms of the bar, before and after a file was opened (until then no number of pages is known)."""
_MANY = 2
"""A number that takes the plural."""


class Progress:
    """Counts documents and pages; only the parent process has one.

    Results go to standard output, complaints and the bar to standard error. Sources are
    opened as they come up, so the bar's total is that of the pages known so far.
    """

    def __init__(self, n_documents: int, quiet: bool = False, tell: Teller | None = None) -> None:
        self._quiet = quiet
        self._tell = tell or Teller()
        self._documents = (0, n_documents)
        self._bar: Any = None
        if n_documents and not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread of its own: workers are forked only of a process without
            form = _OPENING.format(opening=self._tell.line(Line.OPENING_FILES))
            self._bar = tqdm(total=0, desc=self._told(), bar_format=form, file=sys.stderr, dynamic_ncols=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def add_pages(self, n: int) -> None:
        """`n` more pages are to be read."""
        if self._bar is not None and n:
            self._bar.total += n
            self._bar.bar_format = _READING.format(pages=self._tell.noun(Noun.PAGE, _MANY))
            self._bar.refresh()

    def page_done(self) -> None:
        """One of them is."""
        if self._bar is not None:
            self._bar.update(1)

    def document_done(self, result: str, matters: bool, complaints: list[str]) -> None:
        """Tell how a document ended; with `-q` only if it matters."""
        self._count_documents(1)
        self.say(result, matters)
        for line in complaints:
            self.complain(line)

    def complain(self, line: str) -> None:
        """What went wrong, on standard error."""
        self._write(f"sohoa: {line}", sys.stderr)

    def say(self, result: str, matters: bool = False) -> None:
        """A result on standard output; with `-q` only if it matters."""
        if matters or not self._quiet:
            self._write(result, sys.stdout)

    def _write(self, line: str, stream: TextIO) -> None:
        line = for_terminal(line)
        if self._bar is not None:
            self._bar.write(line, file=stream)
        else:
            print(line, file=stream, flush=True)

    def _count_documents(self, more: int) -> None:
        done, total = self._documents
        self._documents = (done + more, total)
        if self._bar is not None:
            self._bar.set_description_str(self._told())

    def _told(self) -> str:
        done, total = self._documents
        return self._tell.line(Line.DOCUMENTS_SO_FAR, done=done, total=total)
