"""Complaints go to standard error: standard output is for results."""

from __future__ import annotations

import sys


def complain(line: str) -> None:
    """One line on standard error."""
    print(f"sohoa: {line}", file=sys.stderr)
