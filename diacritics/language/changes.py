"""A repair is data: what was changed, why and how surely; and changes can be replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohoa.nouns.word import ChangeRule


@dataclass(frozen=True, slots=True)
class Change:
    """One repair of a line: code points `start` to `end` of the INPUT, `before`, became `after`.

    `rule` names the reason (see `docs/restore.md`), `score` from 0 to 1 says how sure it is; where it is not, `others`
    are other likely readings, likeliest first. A word that stays but is not sure has itself as `after`.
    """

    start: int
    end: int
    before: str
    after: str
    rule: ChangeRule
    score: float
    others: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Did the word stay as it was?"""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored line and all that was changed, in order, without overlaps; `kept` are doubtful words that stayed."""

    text: str
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()

    @property
    def doubts(self) -> tuple[Change, ...]:
        """Words with several likely readings, changed or not, in order."""
        return tuple(sorted((c for c in (*self.changes, *self.kept) if c.others), key=lambda c: c.start))


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
