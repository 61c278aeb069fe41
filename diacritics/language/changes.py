"""A repair is data: what was changed, why and how surely; and changes can be replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohoa.nouns.word import ChangeRule


@dataclass(frozen=True, slots=True)
class Change:
    """One repair of a line: code points `start` to `end` of the INPUT, `before`, became `after`.

    `rule` names the reason (see `docs/restore.md`), `score` from 0 to 1 says how sure it is.
    """

    start: int
    end: int
    before: str
    after: str
    rule: ChangeRule
    score: float


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored line and all that was changed, in order, without overlaps."""

    text: str
    changes: tuple[Change, ...] = ()


def replay(text: str, changes: Sequence[Change]) -> str:
    """`text` with `changes` carried out.

    Raises:
        ValueError: a change does not fit the text.
    """
    parts, at = [], 0
    for change in changes:
        if change.start < at or text[change.start : change.end] != change.before:
            raise ValueError(f"the change does not fit: {change}")
        parts += [text[at : change.start], change.after]
        at = change.end
    return "".join([*parts, text[at:]])
