"""Cases in the wild, cases that must stay, made-up ones, and known failures (which must go on failing)."""

import json
from pathlib import Path

import pytest

from sohoa.diacritics.lines.restore import replay, restore_lines

CASES = json.loads((Path(__file__).parent / "restore_cases.json").read_text("utf-8"))


def _params():
    for case in CASES:
        marks = [pytest.mark.xfail(strict=True)] if case["kind"] == "known_failure" else []
        yield pytest.param(case, id=f"{case['kind']}-{case['note']}", marks=marks)


@pytest.mark.parametrize("case", list(_params()))
def test_case(case):
    results = restore_lines(case["lines"], case["mode"])
    assert [r.text for r in results] == case["expect"]
    for line, result in zip(case["lines"], results, strict=True):
        assert replay(line, result.changes) == result.text
    again = restore_lines([r.text for r in results], case["mode"])
    assert [r.text for r in again] == case["expect"]


def test_negative_cases_report_no_change():
    for case in CASES:
        if case["kind"] == "negative" and case["lines"] == case["expect"]:
            assert not any(r.changes for r in restore_lines(case["lines"], case["mode"]))


def test_a_change_tells_why():
    change = restore_lines(["chuyen doi so"], "toneless")[0].changes[0]
    assert (change.start, change.end, change.before, change.after, change.rule) == (
        0,
        6,
        "chuyen",
        "chuyển",
        "toneless",
    )
    assert 0 < change.score <= 1


def test_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="no such mode"):
        restore_lines(["x"], "bold")
