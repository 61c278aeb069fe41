"""Options of `sohoa review` and `sohoa report`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from sohoa.pipeline.options.argument_types import count, percent
from sohoa.pipeline.options.common_options import add_output, add_sources


def add_review_options(command: argparse.ArgumentParser) -> None:
    """Options of `sohoa review`."""
    add_output(command)
    add_sources(command)
    command.add_argument("--port", metavar="N", type=count, default=0, help="port on 127.0.0.1 (any that is free)")
    command.add_argument(
        "--as", dest="who", metavar="NAME", default=os.environ.get("USER", ""), help="who corrects (the user's name)"
    )
    command.add_argument("--no-open", action="store_true", help="do not open the browser")
    command.add_argument(
        "--round", metavar="PERCENT", type=percent, help="judge a quality round: this share of the documents, 1 to 100"
    )
    command.add_argument("--seed", metavar="N", type=count, default=1, help="--round: draws by this number (1)")
    command.add_argument(
        "--values",
        metavar="N",
        type=count,
        default=20,
        help="--round: cells and words a document (20)",
    )
    command.add_argument("--settings", metavar="FILE", type=Path, help="settings in TOML")


def add_report_options(command: argparse.ArgumentParser) -> None:
    """Options of `sohoa report`."""
    add_output(command)
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument(
        "--cases", metavar="DIR", type=Path, help="write what was corrected as test cases without names, to hand on"
    )
    command.add_argument(
        "--sources", metavar="PATH", nargs="+", type=Path, default=[Path()], help="--cases: where the scans are (here)"
    )
