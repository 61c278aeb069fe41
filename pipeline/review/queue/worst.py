"""What became of the documents of an output folder, and what a person should look at first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.pipeline.output.outcomes import Outcome, load_outcomes
from sohoa.pipeline.review.queue.stakes import SURE, risk_of, stake_of_cell, urgency


@dataclass(frozen=True, slots=True)
class Worst:
    """The least sure pages (by the 5 % quantile of their words), and the cells to look at first (see `stakes`).

    Rows as in the datasets; failed pages come first. What has no confidence (a sound text layer) is not among them.
    """

    pages: list[dict[str, Any]]
    cells: list[dict[str, Any]]


def outcomes_by_name(out: Path) -> list[Outcome]:
    """All outcomes in order of names."""
    return sorted(load_outcomes(out).values(), key=lambda o: o.name)


def count_by_status(outcomes: list[Outcome]) -> dict[str, int]:
    """How many documents ended how."""
    return dict(Counter(o.status.value for o in outcomes))


def find_worst(out: Path, n: int) -> Worst:
    """The `n` worst pages and the `n` worst cells of all documents.

    Rule: The worst pages, told by `sohoa status`, are failed pages, then those whose 5 % least sure words are least
        sure; the worst cells those with the weakest word, figures, dates and amounts before text that is as unsure.
    Test: pipeline/commands/test_other_commands.py::test_status_names_the_worst_first
    """
    from sohoa.pipeline.output.datasets import read_dataset

    page_columns = ["source_file", "page", "status", "confidence_p05", "confidence_mean"]
    pages = [
        p
        for p in read_dataset(out, "pages", page_columns).to_pylist()
        if p["status"] == "failed" or p["confidence_p05"] is not None
    ]
    pages.sort(key=lambda p: (p["status"] != "failed", p["confidence_p05"] or 0.0))
    return Worst(pages[:n], _worst_cells(out, n))


_CELL = ["source_file", "table_id", "page", "row", "col", "confidence", "text"]


def _worst_cells(out: Path, n: int) -> list[dict[str, Any]]:
    from sohoa.pipeline.output.datasets import read_dataset

    some: list[dict[str, Any]] = read_dataset(out, "cells", _CELL, [("confidence", "<=", SURE)]).to_pylist()
    some.sort(key=lambda c: (-_urgency(c), c["confidence"]))
    return some[:n]


def _urgency(cell: dict[str, Any]) -> float:
    return urgency(risk_of(cell["confidence"]), stake_of_cell(cell["text"], cell["col"], in_indicators=False))
