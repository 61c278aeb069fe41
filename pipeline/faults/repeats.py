"""Which corrections repeat: the same words, the same column, the same kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sohoa.nouns.correction import Correction
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.faults.pairs import Pair, pairs_of
from sohoa.pipeline.output.datasets import rows_where
from sohoa.pipeline.output.paths import dataset_path


@dataclass(frozen=True, slots=True)
class Repeated:
    """Something that was corrected `n` times, in `n_documents` documents."""

    what: str
    n: int
    n_documents: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """What repeats, the most frequent first.

    `words`: "read → printed"; `columns`: headings of columns and names of fields; `kinds`: codes of `FaultKind`.
    """

    n: int
    words: tuple[Repeated, ...]
    columns: tuple[Repeated, ...]
    kinds: tuple[Repeated, ...]


def all_pairs(out: Path, names: Iterable[str]) -> list[Pair]:
    """What people have changed in documents; InputError as in `read_corrections`."""
    return [pair for name in names for pair in pairs_of(read_corrections(out, name).in_force)]


def find_repeats(out: Path, pairs: list[Pair]) -> Repeats:
    """What repeats among pairs, twice at least; kinds are all told.

    Rule: Corrections repeat by the same words, by the column of their table or their field, and by their kind.
    Test: pipeline/faults/test_repeats.py::test_what_repeats
    """
    headings = _Headings(out)
    return Repeats(
        len(pairs),
        _counted(((f"{p.read or '∅'} → {p.printed or '∅'}", p) for p in pairs), 2),
        _counted(((column, p) for p in pairs if (column := headings.column_of(p.correction))), 2),
        _counted(((p.kind.value, p) for p in pairs), 1),
    )


def _counted(told: Iterable[tuple[str, Pair]], least: int) -> tuple[Repeated, ...]:
    n, documents = Counter[str](), dict[str, set[str]]()
    for what, pair in told:
        n[what] += 1
        documents.setdefault(what, set()).add(pair.correction.document)
    some = (Repeated(what, k, len(documents[what])) for what, k in n.items() if k >= least)
    return tuple(sorted(some, key=lambda r: (-r.n, r.what)))


class _Headings:
    """Headings of columns, read once a document."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._known: dict[str, dict[tuple[str, int], str]] = {}

    def column_of(self, correction: Correction) -> str:
        """The column or field that a correction is about; "" for running text."""
        where = correction.where
        if where.field is not None:
            return f"{where.record or 'documents'}.{where.field}"
        if not where.is_cell or where.table_id is None or where.col is None:
            return ""
        return self._of(correction.document).get((where.table_id, where.col), "")

    def _of(self, name: str) -> dict[tuple[str, int], str]:
        if name not in self._known:
            columns = ["table_id", "row", "col", "col_span", "text"]
            rows = rows_where(dataset_path(self._out, "cells", name), columns, [("is_header", "==", True)])
            found: dict[tuple[str, int], str] = {}
            for row in sorted(rows, key=lambda r: r["row"]):  # the lowest heading of a column is the narrowest
                for col in range(row["col"], row["col"] + row["col_span"]):
                    found[row["table_id"], col] = " ".join(row["text"].split())
            self._known[name] = found
        return self._known[name]
