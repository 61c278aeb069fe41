"""`sohoa restore`: restore diacritics from standard input to standard output."""

from __future__ import annotations

import argparse
import sys

from sohoa.errors import CannotWrite, ExitCode


def command(args: argparse.Namespace) -> int:
    """Filter the standard streams; imports nothing but the restorer, so that it starts at once."""
    from sohoa.diacritics.filter import filter_stream

    try:
        filter_stream(sys.stdin.buffer, sys.stdout.buffer, args.mode, args.explain)
    except OSError as e:
        if args.explain is None or e.filename != str(args.explain):
            raise
        raise CannotWrite.because(args.explain, e) from e
    return ExitCode.OK
