"""What a person should do next with an output folder, by what its outcomes say."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sohoa.messages import Language
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page_ranges import parse_pages
from sohoa.nouns.problem import ProblemKind, Status
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.telling import Line, Noun, Teller


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and why.

    Attributes:
        line: what it is; its words name the command.
        n: how many things it is about, at least one.
        noun: what these are.
        n_documents: in how many documents they are.
    """

    line: Line
    n: int
    noun: Noun
    n_documents: int


def next_steps(outcomes: Sequence[Outcome], n_unreadable: int) -> tuple[Step, ...]:
    """What is to be done, the most pressing first; nothing where nothing is.

    Args:
        outcomes: those of the output folder that can be read.
        n_unreadable: files of outcomes that cannot.

    Rule: `sohoa status` ends with what a person should do next, and only that: damaged files, failed documents and
        pages, pages not asked for, corrections without a place, problems to look at.
    Test: pipeline/commands/test_next_steps.py::test_only_what_applies_is_told
    """
    if not outcomes and not n_unreadable:
        return (Step(Line.NEXT_FIRST_RUN, 1, Noun.DOCUMENT, 1),)
    return tuple(_steps(outcomes, n_unreadable))


def step_line(tell: Teller, step: Step, out: str) -> str:
    """The step as a sentence with its command, `out` quoted as a shell wants it."""
    documents = tell.counted(step.n_documents, Noun.DOCUMENT)
    return tell.line(step.line, things=tell.counted(step.n, step.noun), documents=documents, out=shlex.quote(out))


def steps_to_json(steps: Sequence[Step], out: str) -> list[dict[str, Any]]:
    """The steps as plain values, which also tell themselves in words."""
    english, vietnamese = Teller(Language.EN), Teller(Language.VI)
    return [
        {
            "step": step.line.value.removeprefix("next_"),
            "n": step.n,
            "n_documents": step.n_documents,
            "message": step_line(english, step, out),
            "message_vi": step_line(vietnamese, step, out),
        }
        for step in steps
    ]


def _steps(outcomes: Sequence[Outcome], n_unreadable: int) -> Iterator[Step]:
    if n_unreadable:
        yield Step(Line.NEXT_VERIFY, n_unreadable, Noun.DOCUMENT, n_unreadable)
    yield from _of_documents(
        Line.NEXT_RETRY, sum(o.status is not Status.OK and not o.only_asked_less for o in outcomes)
    )
    yield from _of_documents(Line.NEXT_READ_ON, sum(bool(o.pages_not_read) for o in outcomes))
    yield from _counted(Line.NEXT_TURN, Noun.CORRECTION, [_corrections(o, waiting=True) for o in outcomes])
    yield from _counted(Line.NEXT_CORRECT, Noun.CORRECTION, [_corrections(o, waiting=False) for o in outcomes])
    yield from _counted(Line.NEXT_REVIEW, Noun.PROBLEM, [_to_look_at(o) for o in outcomes])


def _of_documents(line: Line, n: int) -> Iterator[Step]:
    if n:
        yield Step(line, n, Noun.DOCUMENT, n)


def _counted(line: Line, noun: Noun, by_document: Sequence[int]) -> Iterator[Step]:
    if n := sum(by_document):
        yield Step(line, n, noun, sum(map(bool, by_document)))


def _corrections(outcome: Outcome, *, waiting: bool) -> int:
    """How many corrections wait for the next run, or how many have no place or cannot be read."""
    some = [d.kind for p in outcome.problems if p.kind is ProblemKind.CORRECTION for d in p.doubts]
    return sum((kind is DoubtKind.CORRECTION_WAITS) is waiting for kind in some)


def _to_look_at(outcome: Outcome) -> int:
    """How many of its problems a person can look at: what failed is there to be read again, and not to be seen."""
    if outcome.status is Status.FAILED:
        return 0
    failed = _failed_pages(outcome)
    return sum(p.kind is not ProblemKind.CORRECTION and p.page not in failed for p in outcome.problems)


def _failed_pages(outcome: Outcome) -> frozenset[int]:
    try:
        return parse_pages(outcome.pages_failed).within(outcome.n_pages)
    except ValueError:  # none, or none that anybody can read
        return frozenset()
