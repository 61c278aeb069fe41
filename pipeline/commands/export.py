"""`sohoa export`: the datasets in another format."""

from __future__ import annotations

import argparse

from pipeline.commands.telling import complain
from pipeline.errors import ExitCode
from pipeline.places import outcome_folder


def command(args: argparse.Namespace) -> int:
    """Write every dataset of OUT into the folder DEST."""
    from pipeline.outputs.csv_files import export_csv

    if not outcome_folder(args.output).is_dir():
        complain(f"{args.output}: no output folder of sohoa run")
        return ExitCode.NOTHING_READABLE
    for path in export_csv(args.output, args.destination):
        print(path)
    return ExitCode.OK
