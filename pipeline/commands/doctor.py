"""`sohoa doctor`: is everything here that it needs, and what to do if not."""

from __future__ import annotations

import argparse

from sohoa.errors import ExitCode
from sohoa.messages import word
from sohoa.pipeline.commands.complaints import teller
from sohoa.pipeline.commands.needs.checks import check_all
from sohoa.telling import Line


def command(args: argparse.Namespace) -> int:
    """Tell every check; 4 if the engine or its model is missing, 1 if anything else is."""
    code = ExitCode.OK
    tell = teller(args)
    for check in check_all(tell):
        if check.ok and args.quiet:
            continue
        state = "ok" if check.ok else word("fault", check.fault, tell.language)
        print(f"{state:8} {check.name}: {check.found}")
        if not check.ok:
            print(f"         {check.remedy}")
            code = ExitCode.ENGINE_MISSING if check.engine else (code or ExitCode.SOME_FAILED)
    if code is ExitCode.OK and not args.quiet:
        print(tell.line(Line.ALL_IS_HERE))
    return code
