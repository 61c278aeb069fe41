"""`sohoa review`: a local web page in which a person checks and corrects what was read."""

from __future__ import annotations

import argparse

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.settings import load_settings
from sohoa.telling import Line


def command(args: argparse.Namespace) -> int:
    """Serve the pages until it is interrupted."""
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    from sohoa.pipeline.review.needs import require_review_extra

    require_review_extra()
    from sohoa.pipeline.review.web.opening import Person, open_desk
    from sohoa.pipeline.review.web.serving import serve
    from sohoa.pipeline.rounds.nouns import Plan

    tell = teller(args)

    def on_ready(address: str) -> None:
        say(tell.line(Line.REVIEW_AT, address=address))

    person = Person(args.who, Plan(args.round, args.seed, args.values) if args.round else None)
    with open_desk(args.output, args.sources, load_settings(args.settings), tell.language, person) as desk:
        serve(desk, args.port, on_ready, not args.no_open)
    return ExitCode.OK
