"""Options of `sohoa search`."""

from __future__ import annotations

import argparse

from sohoa.pipeline.options.common_options import add_output

LIMIT = 20
"""Hits that are shown if no number is given."""


def add_search_options(command: argparse.ArgumentParser) -> None:
    """Add them to the command's parser."""
    add_output(command)
    command.add_argument(
        "query", metavar="WORD", nargs="+", help='words that stand on one page; "a phrase" in quotation marks'
    )
    command.add_argument(
        "--agency", metavar="NAME", default="", help="only of this issuing authority (words of its name)"
    )
    command.add_argument(
        "--type", metavar="TYPE", dest="doc_type", default="", help="only of this type, such as `Kế hoạch`"
    )
    command.add_argument(
        "--year", metavar="YEAR", dest="years", default="", help="only issued in 2026, or in 2024-2026"
    )
    command.add_argument("--limit", metavar="N", type=_count, default=LIMIT, help=f"hits that are shown ({LIMIT})")
    command.add_argument("--json", action="store_true", help="as JSON")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000")
    return int(text)
