"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_output(command: argparse.ArgumentParser) -> None:
    """OUT, which an earlier run has written."""
    command.add_argument("output", metavar="OUT", type=Path, help="output folder of `sohoa run`")


def add_sources(command: argparse.ArgumentParser, only_for: str = "") -> None:
    """Where the documents are whose pages are to be seen; `only_for`: what of the command needs them, for its help."""
    told = "folders or files that were digitised (the current folder)"
    command.add_argument("--sources", metavar="PATH", nargs="+", type=Path, default=[Path()], help=only_for + told)
