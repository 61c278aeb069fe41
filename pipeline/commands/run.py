"""`sohoa run`: digitise files and folders."""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from sohoa.errors import ExitCode
from sohoa.messages import advised, located, problem_message
from sohoa.nouns.doubt import Doubt
from sohoa.nouns.problem import Problem, Status
from sohoa.pipeline.batch.inputs import Inputs
from sohoa.pipeline.batch.interruption import interruptible
from sohoa.pipeline.batch.plan import Plan, plan_run
from sohoa.pipeline.batch.progress import Progress
from sohoa.pipeline.batch.run_options import Run, Start
from sohoa.pipeline.batch.scheduler import Batch
from sohoa.pipeline.commands.complaints import complain, say, teller
from sohoa.pipeline.commands.outcome_lines import outcome_line
from sohoa.pipeline.commands.run_crew import crew_of, set_for_cluster
from sohoa.pipeline.commands.run_pdfs import write_pdfs
from sohoa.pipeline.commands.run_watch import watch
from sohoa.pipeline.commands.stored import require_folders
from sohoa.pipeline.export.pdf.needs import require_pdf_extra
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Kept, Outcome, load_kept, older_output
from sohoa.pipeline.output.paths import text_path
from sohoa.pipeline.output.versions import stage_versions
from sohoa.pipeline.stores.places import Places
from sohoa.pipeline.stores.urls import shown
from sohoa.settings import load_settings
from sohoa.telling import Line, Noun, Teller

logger = logging.getLogger(__name__)


def command(args: argparse.Namespace) -> int:
    """Run with the options of `sohoa.pipeline.cli`."""
    set_for_cluster(args)
    require_folders(args)
    with TemporaryDirectory(prefix="sohoa-") if args.dry_run else nullcontext() as aside:
        return _command(args, Places(args.paths, args.output, Path(aside) if aside else None))


def _command(args: argparse.Namespace, places: Places) -> int:
    inputs = places.find(args.follow_links)
    tell = teller(args)
    if not args.watch:  # which tells them itself
        _tell_inputs(tell, inputs)
    if not inputs.files and not args.watch:
        complain(tell.line(Line.NOTHING_TO_READ))
        return ExitCode.NOTHING_READABLE
    run = _run_of(args, places.out)
    if args.pdf:
        require_pdf_extra()
    if args.dry_run:
        places.bring()
        plan = plan_run(run, inputs, load_kept(places.out), places.sight(keep=False))
        return _tell_plan(tell, plan, args.quiet)
    with interruptible(), places.only_writer(lambda doubt, at: complain(f"{at}: {advised(doubt, tell.language)}")):
        places.bring()
        kept = load_kept(places.out)
        if args.watch:
            _watch(args, run, kept, places)
        plan, ended, n_without_pdf = _read_planned(args, run, inputs, kept, places)
    n_lost = len(inputs.missing) + len(inputs.refused) + len(plan.unreadable)
    _tell_older(tell, args.output, kept, plan)
    if not args.quiet:
        say(_summary(tell, shown(args.output), ended, n_lost))
    code = exit_code(ended.outcomes, n_lost, ended.n_without_pages)
    return code or (ExitCode.SOME_FAILED if n_without_pdf else code)


def _read_planned(
    args: argparse.Namespace, run: Run, inputs: Inputs, kept: Kept, places: Places
) -> tuple[Plan, Ended, int]:
    """Read what is not done of some files; also gives how many PDFs could not be written."""
    tell = teller(args)
    plan = plan_run(run, inputs, kept, places.sight())
    ended = _read(args, run, plan, kept.outcomes, places)
    n_without_pdf = write_pdfs(args, tell, plan, ended.outcomes) if args.pdf else 0
    _tell_unreadable(tell, plan.unreadable)
    return plan, ended, n_without_pdf


def _watch(args: argparse.Namespace, run: Run, kept: Kept, places: Places) -> NoReturn:
    """Read what arrives. What was read is remembered: to load all outcomes anew may take a minute."""
    outcomes = kept.outcomes

    def read(inputs: Inputs) -> None:
        _, ended, _ = _read_planned(args, run, inputs, replace(kept, outcomes=outcomes), places)
        outcomes.update({outcome.doc_id: outcome for outcome in ended.outcomes})

    watch(args, lambda inputs: _tell_inputs(teller(args), inputs), read)


def _tell_inputs(tell: Teller, inputs: Inputs) -> None:
    """Say what is not read of what was asked for, and what was passed over."""
    for path in inputs.missing:
        complain(tell.line(Line.NO_SUCH_INPUT, path=shown(path)))
    _tell_unreadable(tell, inputs.refused)
    if inputs.passed_over:
        some = ", ".join(shown(p) for p in inputs.passed_over[:3])
        more = f" and {len(inputs.passed_over) - 3} more" if len(inputs.passed_over) > 3 else ""
        logger.warning("passed over, being of other kinds or results of a run: %s%s", some, more)


def _tell_unreadable(tell: Teller, unreadable: Iterable[tuple[Path, Doubt]]) -> None:
    for path, doubt in unreadable:
        complain(f"{shown(path)}: {advised(doubt, tell.language)}")


def _tell_older(tell: Teller, out: Path, kept: Kept, plan: Plan) -> None:
    """Say if documents of another contract are left that were not among the inputs: no command reads such an output."""
    left = kept.older.keys() - {s.doc_id for s in (*plan.to_read, *plan.done)}
    if left:
        complain(older_output(shown(out), len(left)).told(tell.language))


@dataclass(slots=True)
class Ended:
    """How the documents of a run ended, and how many files have none of the pages asked for."""

    outcomes: list[Outcome] = field(default_factory=list)
    n_without_pages: int = 0


def _run_of(args: argparse.Namespace, out: Path) -> Run:
    settings = load_settings(args.settings)
    if args.engine:
        settings = replace(settings, ocr=replace(settings.ocr, engine=args.engine))
    if args.memory:
        settings = replace(settings, run=replace(settings.run, memory_mb=args.memory))
    if args.no_join:
        settings = replace(settings, tables=replace(settings.tables, join=False))
    recipe: Recipe = args.recipe or RECIPE
    return Run(
        out=out,
        settings=settings,
        versions=stage_versions(),
        engine=recipe.engine_version(settings),
        pages=args.pages,
        start=Start(args.start),
        force=args.force,
        verify=args.verify,
        recipe=recipe,
    )


def _tell_plan(tell: Teller, plan: Plan, quiet: bool) -> int:
    lines = [tell.line(Line.WOULD_READ, name=s.name, path=shown(s.path)) for s in plan.to_read]
    lines += [tell.line(Line.IS_DONE, name=s.name, path=shown(s.path)) for s in plan.done]
    lines.append(tell.line(Line.PLAN, to_read=len(plan.to_read), done=len(plan.done)))
    for line in () if quiet else lines:
        say(line)
    _tell_unreadable(tell, plan.unreadable)
    return ExitCode.OK


def _read(args: argparse.Namespace, run: Run, plan: Plan, known: Mapping[str, Outcome], places: Places) -> Ended:
    ended, tell = Ended(), teller(args)
    with Progress(len(plan.to_read), args.quiet, tell) as progress:

        def done(source: Source, outcome: Outcome) -> None:
            ended.outcomes.append(outcome)
            bad = outcome.status is not Status.OK
            complaints = [_where(tell, source, p) for p in outcome.problems if bad]
            progress.document_done(_line(tell, args.output, outcome), bad, complaints)

        def without_pages(source: Source, n_pages: int) -> None:
            ended.n_without_pages += 1
            pages = tell.counted(n_pages, Noun.PAGE)
            progress.complain(tell.line(Line.PAGES_NOT_THERE, path=shown(source.path), pages=pages, asked=run.pages))

        for source in plan.done:
            outcome = known[source.doc_id]
            if run.pages is not None and not run.pages.within(outcome.n_pages):
                without_pages(source, outcome.n_pages)
                continue
            ended.outcomes.append(outcome)
            progress.say(tell.line(Line.DONE, name=source.name))
        if plan.to_read:
            with crew_of(args, run, places, progress.complain) as crew:
                Batch(run, places.crew(crew, run), progress, done, without_pages).read_all(plan.to_read)
    return ended


def _where(tell: Teller, source: Source, problem: Problem) -> str:
    """The problem's message with file and page before it."""
    place = located(shown(source.path), problem.page, tell.language)
    return f"{place}: {problem_message(problem, tell.language)}"


_COUNTED = (Noun.WORD, Noun.TABLE, Noun.TASK, Noun.INDICATOR)


def _line(tell: Teller, out: Path, outcome: Outcome) -> str:
    found = [tell.counted(n, noun) for noun in _COUNTED if (n := outcome.counts.get(f"{noun}s"))]
    return f"{outcome_line(tell, outcome, found)}  {shown(text_path(out, outcome.name))}"


def _summary(tell: Teller, out: str, ended: Ended, n_lost: int) -> str:
    by_status = Counter(o.status for o in ended.outcomes)
    parts = [f"{by_status[s]} {s.value}" for s in (Status.OK, Status.PARTIAL, Status.FAILED) if by_status[s]]
    if n_lost:
        parts.append(tell.line(Line.N_UNREADABLE, n=n_lost))
    if ended.n_without_pages:
        parts.append(tell.line(Line.N_WITHOUT_PAGES, n=ended.n_without_pages))
    told = ", ".join(parts)
    if not ended.outcomes:
        return tell.line(Line.NOTHING_WAS_READ, parts=told)
    documents = tell.counted(len(ended.outcomes), Noun.DOCUMENT)
    return tell.line(Line.SUMMARY, documents=documents, parts=told, out=out)


def exit_code(ended: list[Outcome], n_lost: int, n_without_pages: int = 0) -> ExitCode:
    """0 if all that was asked for went well; 2 if no file has the pages asked for; 3 if nothing went well; else 1.

    Args:
        ended: outcomes of all documents of the run, those done before included.
        n_lost: inputs that did not become a document at all.
        n_without_pages: files that have none of the pages asked for.
    """
    if n_without_pages and not ended and not n_lost:
        return ExitCode.USAGE
    n_failed = sum(o.status is Status.FAILED for o in ended)
    if n_failed == len(ended):
        return ExitCode.NOTHING_READABLE
    partial = any(o.status is Status.PARTIAL and not o.only_asked_less for o in ended)
    return ExitCode.SOME_FAILED if n_failed or partial or n_lost or n_without_pages else ExitCode.OK
