"""The options of `sohoa run`."""

from __future__ import annotations

import argparse
from pathlib import Path

from sohoa.pipeline.options.argument_types import count, pages
from sohoa.pipeline.options.export_options import add_on_secret


def add_run_options(command: argparse.ArgumentParser) -> None:
    """Add them to the parser of the command."""
    command.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files and folders (recursive)")
    command.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="output folder")
    command.add_argument("-j", "--jobs", metavar="N", type=count, help="worker processes (all cores)")
    command.add_argument("--memory", metavar="MB", type=count, help="memory of a worker (a share of the machine's)")
    command.add_argument("--settings", metavar="FILE", type=Path, help="settings in TOML")
    command.add_argument(
        "--pages", metavar="1-3,7", type=pages, help="only these pages; 3-end: from page 3 to the last"
    )
    command.add_argument(
        "--from",
        dest="start",
        choices=("words", "cells"),
        default="source",
        help="start from what OUT keeps of the pages: words (restore, tables and records anew) or cells (records anew)",
    )
    command.add_argument("--force", action="store_true", help="read again though nothing has changed")
    command.add_argument("--verify", action="store_true", help="compare all of what is done with its digests")
    command.add_argument("--no-join", action="store_true", help="do not join tables over pages")
    command.add_argument(
        "--engine",
        choices=("sohoa", "tesserocr", "pytesseract", "both"),
        help="our reader alone, Tesseract alone, or both for every line (our reader, Tesseract where it doubts)",
    )
    command.add_argument(
        "--follow-links", action="store_true", help="also read what links in the folders lead to outside of them"
    )
    command.add_argument("--pdf", action="store_true", help="also write OUT/pdf/<name>.pdf: searchable two-layer PDF/A")
    command.add_argument("--unsign", action="store_true", help="--pdf: copy signed files too, without their signatures")
    add_on_secret(command, "--pdf: what to do about documents marked MẬT, TỐI MẬT, TUYỆT MẬT (flag)")
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="have a Dask cluster do it: tls://HOST:8786 (extra `cluster`)"
    )
    command.add_argument(
        "--unencrypted", action="store_true", help="--scheduler: also without TLS (tcp://), where everybody is trusted"
    )
    command.add_argument(
        "--watch",
        metavar="SECONDS",
        nargs="?",
        type=count,
        const=10,
        default=0,
        help="stay, and read files that arrive, once they have rested for so many seconds (10); Ctrl-C ends it",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")
