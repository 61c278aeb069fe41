"""`sohoa status`: what is done, partial, failed; what to look at first."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sohoa.errors import ExitCode, InputError
from sohoa.messages import decimal, located, problem_message
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import Status
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.commands.next_steps import Step, next_steps, step_line, steps_to_json
from sohoa.pipeline.commands.outcome_lines import correction_lines, outcome_line
from sohoa.pipeline.output.outcomes import Outcome, load_kept, older_output, outcome_to_json
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.review.queue.worst import Worst, count_by_status, find_worst
from sohoa.pipeline.stores.local_copy import OUTCOMES, at_hand
from sohoa.pipeline.stores.urls import shown
from sohoa.telling import Line, Noun, Teller

_WORST_IN = ("pages", "cells")
"""Datasets in which the least sure places are found."""


def command(args: argparse.Namespace) -> int:
    """Tell the outcomes, the worst pages and cells if asked for, and what to do next."""
    with at_hand(args.output, (*OUTCOMES, *(_WORST_IN if args.worst else ()))) as out:
        return _command(args, out)


def _command(args: argparse.Namespace, out: Path) -> int:
    if not outcome_folder(out).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    tell = teller(args)
    kept = load_kept(out)
    if kept.older:
        raise older_output(shown(args.output), len(kept.older))
    outcomes = sorted(kept.outcomes.values(), key=lambda o: o.name)
    steps = next_steps(outcomes, len(kept.unreadable))
    worst = find_worst(out, args.worst) if args.worst else None
    if args.json:
        print(json.dumps(_as_json(shown(args.output), outcomes, steps, worst), ensure_ascii=False, indent=2))
        return ExitCode.OK
    for outcome in outcomes:
        if outcome.status is not Status.OK or not args.quiet:
            _tell(tell, outcome)
    if not args.quiet:
        counts = ", ".join(f"{n} {status}" for status, n in sorted(count_by_status(outcomes).items()))
        say(f"{tell.counted(len(outcomes), Noun.DOCUMENT)}: {counts}")
    if worst:
        _tell_worst(tell, worst)
    if not args.quiet:
        _tell_next(tell, shown(args.output), steps)
    return ExitCode.OK


def _as_json(out: str, outcomes: list[Outcome], steps: Sequence[Step], worst: Worst | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "counts": count_by_status(outcomes),
        "documents": [outcome_to_json(o) for o in outcomes],
        "next": steps_to_json(steps, out),
    }
    if worst:
        result["worst"] = asdict(worst)
    return result


def _tell(tell: Teller, outcome: Outcome) -> None:
    say(outcome_line(tell, outcome))
    if outcome.status is Status.OK:
        for line in correction_lines(tell, outcome):
            say(f"         {line}")
        return
    for problem in outcome.problems:
        where = f"{located('', problem.page, tell.language)}: " if problem.page else ""
        say(f"         {where}{problem_message(problem, tell.language)}")


def _tell_worst(tell: Teller, worst: Worst) -> None:
    print()
    say(tell.line(Line.WORST_PAGES))
    for page in worst.pages:
        sure = "failed" if page["status"] == "failed" else decimal(page["confidence_p05"], 2, tell.language)
        say(f"  {sure:>6}  {tell.line(Line.PLACE_OF_PAGE, file=page['source_file'], page=page['page'])}")
    print()
    say(tell.line(Line.WORST_CELLS))
    for cell in worst.cells:
        place = {name: cell[name] for name in ("page", "row", "col")}
        where = tell.line(Line.PLACE_OF_CELL, file=cell["source_file"], table=cell["table_id"], **place)
        say(f"  {decimal(cell['confidence'], 2, tell.language):>6}  {where}: {cell['text'][:60]}")


def _tell_next(tell: Teller, out: str, steps: Sequence[Step]) -> None:
    print()
    if not steps:
        say(tell.line(Line.NEXT_NOTHING, out=shlex.quote(out)))
        return
    say(tell.line(Line.NEXT))
    for step in steps:
        say(f"  {step_line(tell, step, out)}")
