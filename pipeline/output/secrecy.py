"""Marks of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT, alone in their line (Law on the protection of state secrets, 2018)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.datasets import iter_rows
from sohoa.pipeline.output.paths import dataset_files

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_AROUND = " .,:;|[](){}*-–_/\\'\"!"
"""What the frame of a stamp may be read as."""

_GOES_ON = ("BÍ", "BẢO", "CƠ")
"""Words that a line may end with whose next one begins with "MẬT": a title in several lines."""


class OnSecret(StrEnum):
    """What to do about a document that bears a mark of secrecy: write nothing at all, leave it out, or only flag it."""

    STOP = "stop"
    SKIP = "skip"
    FLAG = "flag"


Mark = tuple[str, int]
"""A mark and the page on which it stands."""


def names_to_write(out: Path, on_secret: OnSecret) -> tuple[str, ...]:
    """The names alone of `documents_to_write`; where no mark matters, no word is read for them.

    Rule: `--on-secret` counts for every format of `sohoa export`, and for `sohoa run --pdf`.
    Test: pipeline/commands/test_on_secret.py::test_every_format_heeds_it
    """
    if on_secret is OnSecret.FLAG:
        return tuple(sorted(f.stem for f in dataset_files(out, "words")))
    return tuple(documents_to_write(out, on_secret))


def documents_to_write(out: Path, on_secret: OnSecret) -> dict[str, tuple[Mark, ...]]:
    """Names of the documents that may leave an output folder, in their order, with the marks on each.

    Raises:
        InputError: one bears a mark, and that is to stop.

    Rule: A document with a mark of secrecy is flagged in the catalogue; `--on-secret skip` leaves it out of all that is
        written, `stop` writes nothing.
    Test: pipeline/export/archive/test_catalogue.py::test_on_secret
    """
    kept: dict[str, tuple[Mark, ...]] = {}
    for file in sorted(dataset_files(out, "words"), key=lambda f: f.stem):
        marks = tuple(marks_of_secrecy(iter_rows(file, _COLUMNS)))
        if marks and on_secret is OnSecret.STOP:
            raise InputError(marks[0][0], marks[0][1], kind=DoubtKind.SECRET, where=file.stem)
        if not marks or on_secret is OnSecret.FLAG:
            kept[file.stem] = marks
    return kept


_COLUMNS = ["page", "line", "text", "region"]


def marks_of_secrecy(words: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
    """Each mark with its page, from rows of `words` (page, line, text, region) in their order.

    Rule: A line that holds nothing but MẬT, TỐI MẬT or TUYỆT MẬT in capitals is a mark of secrecy; "Mặt trận" and
        words inside a sentence or a table are none.
    Test: pipeline/output/test_secrecy.py::test_marks
    """
    before = ""
    for (page, _), line in groupby(words, key=lambda w: (w["page"], w["line"])):
        some = list(line)
        text = " ".join(w["text"] for w in some).strip(_AROUND)
        if text in MARKS and before not in _GOES_ON and all(w["region"] != "table" for w in some):
            yield text, page
        before = some[-1]["text"].upper()
