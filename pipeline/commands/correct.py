"""`sohoa correct`: apply corrections that were made elsewhere to an output folder."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sohoa.errors import ExitCode, InputError, SohoaError
from sohoa.nouns.correction import Correction
from sohoa.nouns.correction_place import NotACorrection
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.batch.reassembly import is_corrected_since, reassemble
from sohoa.pipeline.commands.complaints import complain, say, teller
from sohoa.pipeline.commands.outcome_lines import correction_lines
from sohoa.pipeline.corrections.correction_files import read_correction_file
from sohoa.pipeline.corrections.one_outcome import load_outcome
from sohoa.pipeline.corrections.store import append_corrections, require_fitting
from sohoa.pipeline.lazy_recipe import RECIPE
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.paths import outcome_folder, pdf_path
from sohoa.telling import Line, Teller

_WAIT_S = 60.0
"""So long another program that corrects is waited for; each document takes it seconds."""


def command(args: argparse.Namespace) -> int:
    """Look at all lines first, then add what is new, then put the documents together again."""
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    tell = teller(args)
    given = read_correction_file(args.file)
    bad: list[SohoaError] = [line.told(args.file) for line in given.bad_lines]
    with only_writer(args.output, Purpose.CORRECT, _WAIT_S):
        bad += _unfit(args.output, args.file, given.by_document)
        if bad:
            for error in bad:
                complain(error.told(tell.language))
            return ExitCode.NOTHING_READABLE
        n_failed = 0
        for name, corrections in given.by_document.items():
            added = append_corrections(args.output, name, corrections)
            n_failed += not _applied(args, tell, name, added)
    return ExitCode.SOME_FAILED if n_failed else ExitCode.OK


def _unfit(out: Path, file: Path, by_document: dict[str, Sequence[Correction]]) -> list[SohoaError]:
    """What keeps corrections from being added: a document that is not there, an id that is taken."""
    found: list[SohoaError] = []
    for name, corrections in by_document.items():
        try:
            require_fitting(out, name, corrections)
        except NotACorrection as e:
            found.append(InputError(e.fault, e.about, kind=DoubtKind.NOT_A_CORRECTION, where=file))
        except InputError as e:
            found.append(e)
    return found


def _applied(args: argparse.Namespace, tell: Teller, name: str, added: int) -> bool:
    """Put a document together that has new corrections; False if that failed, or if one of them has no place."""
    out, outcome = args.output, load_outcome(args.output, name)
    try:
        if is_corrected_since(out, outcome):
            outcome = reassemble(out, name, recipe=args.recipe or RECIPE)
    except SohoaError as e:
        complain(e.told(tell.language))
        return False
    if not args.quiet:
        say(tell.line(Line.CORRECTED, name=name, n=added))
        if pdf_path(out, name).is_file():
            say(tell.line(Line.PDF_IS_OLDER, path=pdf_path(out, name)))
    told = correction_lines(tell, outcome)
    for line in told:
        complain(f"{name}: {line}")
    return not told
