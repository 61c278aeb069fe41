"""Restore diacritics line by line: text without marks, or text that an English OCR engine mangled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from diacritics.changes import Change, Restored, replay
from diacritics.model import shipped_model
from diacritics.toneless import Toneless

Mode = Literal["auto", "toneless", "noisy"]

__all__ = ["Change", "Mode", "Restored", "replay", "restore_lines"]


@cache
def _toneless() -> Toneless:
    return Toneless(shipped_model())


def restore_lines(lines: Sequence[str], mode: Mode = "auto") -> list[Restored]:
    """Restore lines; neighbouring lines are read as context, text never moves between them.

    Args:
        lines: text lines without their line ends; any characters.
        mode: `toneless` only adds marks to bare syllables; `noisy` may also change letters,
            case and the splitting of words; `auto` leaves a line that is judged sound alone
            and gives another the mode that fits.

    Returns:
        One result a line; `replay(line, result.changes) == result.text`.
    """
    found = _toneless().changes(lines)
    return [Restored(replay(line, c), tuple(c)) for line, c in zip(lines, found, strict=True)]
