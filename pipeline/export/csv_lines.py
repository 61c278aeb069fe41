"""CSV as spreadsheets want it: UTF-8 with a byte order mark, commas, CRLF line ends (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def csv_lines(file: BinaryIO) -> Iterator[Callable[[Sequence[object]], object]]:
    """What writes a row of fields into an open binary file, which stays open."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    try:
        yield csv.writer(text).writerow
    finally:
        text.detach()
