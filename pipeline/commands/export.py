"""`sohoa export`: tables as Excel files, web pages or CSV; datasets as CSV."""

from __future__ import annotations

import argparse
from itertools import chain

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import complain, say, teller
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.telling import Line


def command(args: argparse.Namespace) -> int:
    """Write the logical tables of OUT into the folder DEST, as CSV the datasets too."""
    from sohoa.pipeline.export.csv_datasets import export_csv
    from sohoa.pipeline.export.recipe import export_tables

    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    tables = export_tables(args.output, args.to, args.destination)
    written = 0
    for path in chain(export_csv(args.output, args.destination), tables) if args.to == "csv" else tables:
        if not args.quiet:
            say(path)
        written += 1
    if not written:
        complain(teller(args).line(Line.NO_TABLES, path=args.output))
    return ExitCode.OK
