"""Restore diacritics line by line: text without marks, or text that an English OCR engine mangled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from sohoa.diacritics.language.changes import Change, Restored, replay
from sohoa.diacritics.lines.half_marked import HalfMarked
from sohoa.diacritics.lines.toneless import Toneless
from sohoa.diacritics.lines.verdict import Verdict, judge_lines
from sohoa.diacritics.statistics.channel import Channel, shipped_counts
from sohoa.diacritics.statistics.syllable_model import shipped_model
from sohoa.diacritics.statistics.window_network import shipped_window

if TYPE_CHECKING:
    from sohoa.diacritics.lines.noisy import Noisy

Mode = Literal["auto", "toneless", "noisy"]

__all__ = ["Change", "Mode", "Restored", "replay", "restore_lines"]


@cache
def _toneless() -> Toneless:
    return Toneless(shipped_model(), shipped_window())


@cache
def _half_marked() -> HalfMarked:
    return HalfMarked(shipped_model(), shipped_window())


@cache
def _noisy() -> Noisy:
    from sohoa.diacritics.lines.noisy import Noisy  # for text that hardly a page has: 7 ms

    return Noisy(shipped_model(), Channel(shipped_counts("eng")))


def restore_lines(lines: Sequence[str], mode: Mode = "auto") -> list[Restored]:
    """Restore lines; neighbouring lines are read as context, text never moves between them.

    Args:
        lines: text lines without their line ends; any characters.
        mode: `toneless` only adds marks to bare syllables; `noisy` may also change letters,
            case and the splitting of words, but leaves lines alone that are sound; `auto`
            leaves a line that is judged sound or foreign alone and gives another the mode
            that fits; a line of which a part of the marks is lost gets those alone.

    Example:
        >>> [r.text for r in restore_lines(["ke hoach nam 2026"], "toneless")]
        ['kế hoạch năm 2026']

    Returns:
        One result a line; `replay(line, result.changes) == result.text`, and `result.doubts` are the words with several
        likely readings.

    Raises:
        ValueError: `mode` is none of the three.
    """
    if mode not in ("auto", "toneless", "noisy"):
        raise ValueError(f"no such mode: {mode}")
    if mode == "toneless":
        found = _toneless().changes(lines)
    elif mode == "noisy":
        found = _noisy().changes(lines)
    else:
        found = _automatic(lines)
    return [_restored(line, c) for line, c in zip(lines, found, strict=True)]


def _restored(line: str, found: Sequence[Change]) -> Restored:
    changes = tuple(c for c in found if not c.is_kept)
    return Restored(replay(line, changes), changes, tuple(c for c in found if c.is_kept))


def _automatic(lines: Sequence[str]) -> list[list[Change]]:
    verdicts = judge_lines(lines)
    found: list[list[Change]] = [[] for _ in lines]
    for verdict, engine in ((Verdict.BARE, _toneless), (Verdict.BROKEN, _noisy), (Verdict.SOUND, _half_marked)):
        if verdict in verdicts:
            some = engine().changes([x if v is verdict else "" for x, v in zip(lines, verdicts, strict=True)])
            found = [a or b for a, b in zip(found, some, strict=True)]
    return found
