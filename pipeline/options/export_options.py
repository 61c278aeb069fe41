"""Options of `sohoa export`. Loads nothing heavy: the command line is made of it before a command is known."""

from __future__ import annotations

import argparse
from pathlib import Path

from sohoa.pipeline.options.common_options import add_output, add_sources

FORMATS = ("xlsx", "html", "csv", "pdf", "archive", "release", "hocr", "alto", "md", "review")
ON_SECRET = ("stop", "skip", "flag")


def add_export_options(command: argparse.ArgumentParser) -> None:
    """Add them to the command's parser."""
    add_output(command)
    command.add_argument("--to", choices=FORMATS, required=True, help="format")
    command.add_argument("destination", metavar="DEST", type=Path, help="folder to write")
    add_sources(command, "pdf, review: ")
    command.add_argument(
        "--record",
        metavar="CODE",
        type=record_code,
        help="pdf: name files CODE.0000001.pdf and so on, in the order of the documents' names",
    )
    add_on_secret(command, "what to do about documents marked MẬT, TỐI MẬT, TUYỆT MẬT (flag)")
    command.add_argument("--title", metavar="TEXT", help="release: title of the data")
    command.add_argument("--publisher", metavar="NAME", default="", help="release: who publishes it")
    command.add_argument("--unsign", action="store_true", help="pdf: copy signed files too, without their signatures")
    command.add_argument(
        "--draw", action="store_true", help="pdf: draw the pages of files that cannot be PDF/A as they are"
    )


def add_on_secret(command: argparse.ArgumentParser, told: str) -> None:
    """Add `--on-secret` with this help."""
    command.add_argument("--on-secret", choices=ON_SECRET, default="flag", help=told)


def record_code(text: str) -> str:
    """A code that may begin a file name."""
    if not text or text.startswith(".") or any(c in '/\\:*?"<>|' or not c.isprintable() for c in text):
        raise argparse.ArgumentTypeError(f"{text!r} cannot begin the name of a file")
    return text
