"""`sohoa export`: tables as Excel files, web pages or CSV; datasets as CSV."""

from __future__ import annotations

import argparse
from itertools import chain

from sohoa.errors import ExitCode
from sohoa.pipeline.commands.telling import complain
from sohoa.pipeline.output.paths import outcome_folder


def command(args: argparse.Namespace) -> int:
    """Write the logical tables of OUT into the folder DEST, as CSV the datasets too."""
    from sohoa.pipeline.export.csv_datasets import export_csv
    from sohoa.pipeline.export.recipe import export_tables

    if not outcome_folder(args.output).is_dir():
        complain(f"{args.output}: no output folder of sohoa run")
        return ExitCode.NOTHING_READABLE
    tables = export_tables(args.output, args.to, args.destination)
    written = 0
    for path in chain(export_csv(args.output, args.destination), tables) if args.to == "csv" else tables:
        if not args.quiet:
            print(path)
        written += 1
    if not written:
        complain(f"{args.output}: no document has a table, nothing was written")
    return ExitCode.OK
