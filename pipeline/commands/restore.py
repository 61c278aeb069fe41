"""`sohoa restore`: restore diacritics from standard input to standard output."""

from __future__ import annotations

import argparse
import sys

from pipeline.errors import ExitCode


def command(args: argparse.Namespace) -> int:
    """Filter the standard streams; imports nothing but the restorer, so that it starts at once."""
    from diacritics.filter import filter_stream

    filter_stream(sys.stdin.buffer, sys.stdout.buffer, args.mode, args.explain)
    return ExitCode.OK
