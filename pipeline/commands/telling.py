"""How results and complaints are worded. Complaints go to standard error: standard output is for results."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sohoa.pipeline.output.outcomes import Outcome


def complain(line: str) -> None:
    """One line on standard error."""
    print(f"sohoa: {line}", file=sys.stderr)


def counted(n: int, noun: str) -> str:
    """``1 page``, ``2 pages``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def outcome_line(outcome: Outcome, found: Sequence[str] = ()) -> str:
    """How a document ended, in a line: status, name, pages, what was found, what is missing."""
    line = f"{outcome.status.value:8} {outcome.name}  {', '.join((counted(outcome.n_pages, 'page'), *found))}"
    if outcome.pages_failed:
        line += f"; failed: {outcome.pages_failed}"
    if outcome.pages_not_read:
        line += f"; not read: {outcome.pages_not_read}"
    return line
