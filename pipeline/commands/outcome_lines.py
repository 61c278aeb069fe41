"""How a document ended, in a line."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.messages import problem_message
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.telling import Line, Noun, Teller


def outcome_line(tell: Teller, outcome: Outcome, found: Sequence[str] = ()) -> str:
    """Status, name, pages, what was found, what is missing. The status is told as the datasets have it."""
    line = f"{outcome.status.value:8} {outcome.name}  {', '.join((tell.counted(outcome.n_pages, Noun.PAGE), *found))}"
    if outcome.pages_failed:
        line += f"; {tell.line(Line.PAGES_FAILED, pages=outcome.pages_failed)}"
    if outcome.pages_not_read:
        line += f"; {tell.line(Line.PAGES_NOT_READ, pages=outcome.pages_not_read)}"
    return line


def correction_lines(tell: Teller, outcome: Outcome) -> list[str]:
    """What a person should know of the corrections of a document: which hold no more, which lines are spoiled."""
    some = [p for p in outcome.problems if p.kind is ProblemKind.CORRECTION]
    return [f"{tell.page(p.page)}{problem_message(p, tell.language)}" for p in some]
