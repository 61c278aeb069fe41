"""Pieces of rules at the ends of lines, and stops before the first word."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.pipeline.glyphs.rule_ends import without_rule_ends
from tests.support.read_lines import read_line, texts

CASES = json.loads((Path(__file__).parent / "noise_cases.json").read_text("utf-8"))


@pytest.mark.parametrize(("read", "left"), CASES["rule_ends"])
def test_pieces_of_rules_at_the_ends_go(read, left):
    run, ink = read_line(" ".join("a" for _ in read), " ".join(read))
    assert texts(without_rule_ends(run, ink)) == (left or [])


def test_what_has_no_such_ends_is_the_same_run():
    run, ink = read_line("các | sở", "các | sở")
    assert without_rule_ends(run, ink) is run
    empty = replace(run, words=())
    assert without_rule_ends(empty, ink) is empty


def test_the_run_shrinks_to_what_is_left():
    run, ink = read_line("các sở ban", "| sở ban")
    assert without_rule_ends(run, ink).box.x0 == run.words[1].box.x0
