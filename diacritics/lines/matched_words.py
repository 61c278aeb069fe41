"""Which words of a line became which of the restored line: told by the changes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sohoa.diacritics.language.changes import Change, replay

_WORD = re.compile(r"\S+")


def matched_words(line: str, changes: Sequence[Change]) -> Iterator[tuple[list[str], list[str], list[Change]]]:
    """Pieces of the line as it was and as restored that belong together, in order, with the changes between.

    A piece may become nothing; places of the changes count from the piece's begin.

    Args:
        line: the line as it was.
        changes: what was changed in it, in order, without overlaps.
    """
    words = _WORD.finditer(line)
    some = iter(changes)
    change = next(some, None)
    for word in words:
        start, end = word.span()
        inside: list[Change] = []
        while change is not None and change.start < end:
            start = min(start, change.start)  # a change may take the space before a word
            inside.append(change)
            while change.end > end and (another := next(words, None)):  # words that became one
                end = another.end()
            change = next(some, None)
        end = max(end, *(c.end for c in inside)) if inside else end
        piece = line[start:end]
        moved = [replace(c, start=c.start - start, end=c.end - start) for c in inside]
        yield piece.split(), replay(piece, moved).split(), moved
