"""`sohoa status`: what is done, partial, failed; what to look at first."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from sohoa.errors import ExitCode
from sohoa.messages import located, problem_message
from sohoa.nouns.problem import Status
from sohoa.pipeline.commands.telling import complain, counted, outcome_line
from sohoa.pipeline.output.outcomes import Outcome, outcome_to_json
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.output.worst import Worst, count_by_status, find_worst, outcomes_by_name


def command(args: argparse.Namespace) -> int:
    """Tell the outcomes, and the worst pages and cells if asked for."""
    if not outcome_folder(args.output).is_dir():
        complain(f"{args.output}: no output folder of sohoa run")
        return ExitCode.NOTHING_READABLE
    outcomes = outcomes_by_name(args.output)
    worst = find_worst(args.output, args.worst) if args.worst else None
    if args.json:
        print(json.dumps(_as_json(outcomes, worst), ensure_ascii=False, indent=2))
        return ExitCode.OK
    for outcome in outcomes:
        if outcome.status is not Status.OK or not args.quiet:
            _tell(outcome)
    if not args.quiet:
        counts = ", ".join(f"{n} {status}" for status, n in sorted(count_by_status(outcomes).items()))
        print(f"{counted(len(outcomes), 'document')}: {counts}")
    if worst:
        _tell_worst(worst)
    return ExitCode.OK


def _as_json(outcomes: list[Outcome], worst: Worst | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "counts": count_by_status(outcomes),
        "documents": [outcome_to_json(o) for o in outcomes],
    }
    if worst:
        result["worst"] = asdict(worst)
    return result


def _tell(outcome: Outcome) -> None:
    print(outcome_line(outcome))
    if outcome.status is Status.OK:
        return
    for problem in outcome.problems:
        where = f"{located('', problem.page)}: " if problem.page else ""
        print(f"         {where}{problem_message(problem)}")


def _tell_worst(worst: Worst) -> None:
    print("\nLeast sure pages (5 % quantile of word confidence):")
    for page in worst.pages:
        sure = "failed" if page["status"] == "failed" else f"{page['confidence_p05']:.2f}"
        print(f"  {sure:>6}  {page['source_file']} page {page['page']}")
    print("\nLeast sure cells (weakest word):")
    for cell in worst.cells:
        where = "{source_file} page {page} {table_id} row {row} column {col}".format(**cell)
        print(f"  {cell['confidence']:6.2f}  {where}: {cell['text'][:60]}")
