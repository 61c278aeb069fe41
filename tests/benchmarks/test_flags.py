"""Flags of an output folder, counted on a made-up one."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def flags(monkeypatch) -> ModuleType:
    for folder in (BENCHMARKS / "scoring", BENCHMARKS):
        monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module("flags")


@pytest.fixture
def out(tmp_path) -> Path:
    source = {"source_file": "xa-moi.office.pdf", "doc_id": "1"}
    words = [("Xã", 0.9), ("mới", 0.6), ("mới", 0.7), ("sai", 0.2), ("lớp", None)]
    frames = {
        "documents": [{}],
        "problems": [{"kind": "field_missing"}, {"kind": "table_doubtful"}, {"kind": "value_unread"}],
        "words": [{"page": 1, "text": t, "confidence": c} for t, c in words],
        "cells": [
            {"text": "Kênh", "confidence": 0.5},
            {"text": "Đập", "confidence": 0.95},
            {"text": "Mương sai", "confidence": 0.1},
            {"text": "", "confidence": None},
        ],
        "tasks": [{"needs_review": True}, {"needs_review": False}, {"needs_review": False}, {"needs_review": False}],
    }
    for name, rows in frames.items():
        (tmp_path / "out" / name).mkdir(parents=True)
        pd.DataFrame([{**source, **r} for r in rows]).to_parquet(tmp_path / "out" / name / "xa-moi.parquet")
    return tmp_path / "out"


@pytest.fixture
def truth(tmp_path) -> Path:
    folder = tmp_path / "truth"
    folder.mkdir()
    cell = {"row": 0, "rowspan": 1, "colspan": 1, "pages": [1]}
    cells = [{**cell, "col": k, "text": t} for k, t in enumerate(("Kênh", "Đập"))]
    page = {"page": 1, "kind": "body", "text": "Xã mới lớp", "lines": [{"text": "Xã mới lớp"}]}
    (folder / "xa-moi.json").write_text(json.dumps({"pages": [page], "tables": [{"cells": cells}]}), "utf-8")
    return folder


def test_flags_are_counted(flags, out, truth):
    assert flags.flags_of(out, truth) == {
        "documents": "1",
        "problems": "2.00",
        "words <": "75.00",
        "right words <": "50.00",
        "cells <": "66.67",
        "right cells <": "50.00",
        "records flagged": "25.00",
        "right rows flagged": "-",
    }


def test_without_truth_nothing_is_right(flags, out):
    row = flags.flags_of(out)
    assert (row["right words <"], row["right cells <"], row["words <"]) == ("-", "-", "75.00")


def test_each_text_is_right_as_often_as_the_truth_has_it(flags):
    assert list(flags.right_ones([("a", 1), ("a", 2), ("b", 3)], Counter("ab"))) == [1, 3]
