"""`sohoa copy`: an output from a store into a folder, or back."""

from __future__ import annotations

import argparse

from sohoa.errors import ExitCode
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.stores.local_copy import copy_out
from sohoa.pipeline.stores.urls import shown
from sohoa.telling import Line


def command(args: argparse.Namespace) -> int:
    """Copy it, and say what it holds then."""
    n = copy_out(args.output, args.destination)
    if not args.quiet:
        say(teller(args).line(Line.COPIED, n=n, path=shown(args.destination)))
    return ExitCode.OK
