"""Complaints go to standard error, results to standard output; both in the language that was asked for."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # see `sohoa/__init__.py`
if TYPE_CHECKING:
    import argparse

    from sohoa.telling import Teller


def complain(line: str) -> None:
    """One line on standard error."""
    from sohoa.telling import for_terminal

    print(for_terminal(f"sohoa: {line}"), file=sys.stderr)


def say(line: object) -> None:
    """One line on standard output."""
    from sohoa.telling import for_terminal

    print(for_terminal(str(line)))


def teller(args: argparse.Namespace) -> Teller:
    """What puts lines into words: in the language of `--lang`, else in that of the locale."""
    from sohoa.messages import Language, locale_language
    from sohoa.telling import Teller

    return Teller(Language(args.lang) if args.lang else locale_language(os.environ))
