"""Runs that are no print, and pieces of rules at the ends of lines."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.glyphs.noise import is_noise, without_noise
from tests.support.read_lines import read_line

CASES = json.loads((Path(__file__).parent / "noise_cases.json").read_text("utf-8"))


def run_of(*words):
    return words_to_run([Word(t, t, Box(60 * k, 10, 60 * k + 50, 40), c) for k, (t, c) in enumerate(words)])


@pytest.mark.parametrize(("why", "words", "in_table"), CASES["kept"], ids=lambda v: v if isinstance(v, str) else "")
def test_print_is_kept(why, words, in_table):
    assert not is_noise(run_of(*words), in_table), why


@pytest.mark.parametrize(("why", "words", "in_table"), CASES["noise"], ids=lambda v: v if isinstance(v, str) else "")
def test_noise_is_told(why, words, in_table):
    assert is_noise(run_of(*words), in_table), why


def unsure(ink, zone):
    return replace(ink, line=replace(ink.line, zone=zone))


def test_a_sign_alone_is_a_value_in_a_cell_and_noise_elsewhere():
    run, ink = read_line("các sở", "% -")
    run = replace(run, words=run.words[:1])
    assert without_noise(run, unsure(ink, 3)) is run
    assert without_noise(run, unsure(ink, 0)).words == ()


def test_a_line_of_which_nothing_was_read_is_no_print():
    run, ink = read_line("các sở", "các sở")
    assert without_noise(run, ink) is run
    for zone in (0, 1):
        assert without_noise(replace(run, words=()), unsure(ink, zone)).words == ()


@pytest.mark.parametrize(
    ("text", "confidence", "width", "kept"),
    [
        ("I", 0.6, 4, False),
        ("1", 0.6, 4, False),
        ("I", 0.9, 4, True),  # a bare stem of a face without serifs, surely read
        ("1", 0.7, 4, True),  # worn to its stem and flag, known by them
        ("I", 0.6, 11, True),
        ("II", 0.6, 4, True),
    ],
)
def test_a_scrap_of_a_rule_is_no_letter(text, confidence, width, kept):
    line = SimpleNamespace(box=Box(10, 10, 10 + width, 46), in_table=True)
    ink = SimpleNamespace(line=line, parts=SimpleNamespace(letter_height=22.0))
    assert bool(without_noise(run_of((text, confidence)), ink).words) is kept
