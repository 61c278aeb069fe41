"""camelot's cells made whole, and the comparison of two readings of one page."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[ModuleType, ModuleType]]:
    """`born_digital` and `peers`."""
    with pytest.MonkeyPatch.context() as patch:
        for folder in (BENCHMARKS / "scoring", BENCHMARKS):
            patch.syspath_prepend(str(folder))
        yield importlib.import_module("born_digital"), importlib.import_module("peers")


def side(text: str, shut: str) -> SimpleNamespace:
    """A cell of camelot's; `shut` has the first letters of its ruled sides."""
    sides = {name: name[0] in shut for name in ("top", "bottom", "left", "right")}
    return SimpleNamespace(text=text, **sides)


def test_cells_without_a_side_between_them_are_one(tools: tuple[ModuleType, ModuleType]) -> None:
    grid = [
        [side("TT", "tlr"), side("Dịch vụ", "tlb"), side("", "trb")],
        [side("", "blr"), side("Toàn phần", "tlrb"), side("Một phần", "tlrb")],
    ]
    found = {(c["row"], c["col"], c["row_span"], c["col_span"]): c["text"] for c in tools[1].merged(grid)}
    assert found == {
        (0, 0, 2, 1): "TT",
        (0, 1, 1, 2): "Dịch vụ",
        (1, 1, 1, 1): "Toàn phần",
        (1, 2, 1, 1): "Một phần",
    }


def test_what_differs_is_told_by_kind(tools: tuple[ModuleType, ModuleType]) -> None:
    ours = {(0, 0, 1, 1): "Thu hồi", (0, 1, 1, 1): "10 ngày", (0, 2, 1, 1): "", (1, 0, 1, 3): "Lĩnh vực"}
    theirs = {(0, 0, 1, 1): "T\nhu hồi", (0, 1, 1, 1): "10 ngày\n", (0, 2, 1, 1): "x", (1, 0, 1, 1): "Lĩnh vực"}
    counts = tools[0].Counts()
    found = [(d.kind, d.place) for d in tools[0].compare("a.pdf", 3, ([ours], [theirs, ours]), counts)]
    assert found[:2] == [("tables", ""), ("space", "(0, 0, 1, 1)")]
    assert ("text", "(0, 2, 1, 1)") in found and ("cell", "(1, 0, 1, 3)") in found
    assert (counts.tables, counts.same_grid) == ([1, 2], 0)
    assert (counts.same_place, counts.filled, counts.same_letters, counts.same_words) == (3, 3, 2, 1)
