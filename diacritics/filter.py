"""A byte stream of lines in, the restored lines out: what `sohoa restore` runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, TextIO

from sohoa.diacritics.lines.restore import Mode, Restored, restore_lines

_CHUNK_BYTES = 1 << 18
"""Bytes of lines that are taken at once, about: a bound for memory, not measured."""


def filter_stream(source: BinaryIO, target: BinaryIO, mode: Mode, explain_path: Path | None = None) -> None:
    """Restore every line of `source` (UTF-8, lines end at LF only) into `target`.

    The number of lines is kept, a last line without LF stays without; bytes that are no
    UTF-8 pass through. Memory is bounded by the longest line.

    Args:
        source: binary stream to read.
        target: binary stream to write.
        mode: see `restore_lines`.
        explain_path: if given, one JSON object a change goes there, with its line from 0, and one a word that stays
            although it is doubtful (`after` as `before`, `others`).
    """
    with ExitStack() as stack:
        log = stack.enter_context(explain_path.open("w", encoding="utf-8")) if explain_path else None
        number = 0
        for chunk in _chunks(source):
            lines = [x.decode("utf-8", "surrogateescape") for x in chunk]
            bodies = [x.removesuffix("\n") for x in lines]
            restored = restore_lines(bodies, mode)
            text = "".join(r.text + line[len(body) :] for r, line, body in zip(restored, lines, bodies, strict=True))
            target.write(text.encode("utf-8", "surrogateescape"))
            if log:
                _explain(restored, number, log)
            number += len(lines)
        target.flush()


def _chunks(source: BinaryIO) -> Iterator[list[bytes]]:
    while chunk := source.readlines(_CHUNK_BYTES):
        yield chunk


def _explain(restored: list[Restored], first: int, log: TextIO) -> None:
    for number, line in enumerate(restored, first):
        kept = [c for c in line.kept if c.others]
        for change in sorted((*line.changes, *kept), key=lambda c: c.start):
            log.write(json.dumps({"line": number, **asdict(change)}, ensure_ascii=False) + "\n")


def main() -> None:
    """`python -m sohoa.diacritics.filter --toneless|--noisy`: the filter without the command line around it."""
    mode: Mode = "toneless" if "--toneless" in sys.argv else "noisy" if "--noisy" in sys.argv else "auto"
    filter_stream(sys.stdin.buffer, sys.stdout.buffer, mode)


if __name__ == "__main__":
    main()
