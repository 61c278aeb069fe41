"""The glyph passes in their order: switched, timed, shown."""

import logging
from dataclasses import fields, replace

import pytest

from sohoa.pipeline.glyphs.recipe import LINE_PASSES, PAGE_PASSES, read_glyphs
from sohoa.settings import GlyphSettings
from tests.support.read_lines import read_lines

LINES = (
    ("thực hiện nhiệm vụ theo Nghị định, kể từ ngày", "thực hiện nhiệm vụ theo Nghị định. kể từ ngày"),
    ("| trong quý II/2031 và hồ sơ", "| trong quý 11/2031 và hồ SƠ"),
    ("II. các xã", "H. các Xã"),
)
OF_FIGURES = {"raised_figures", "lone_figures", "lone_dashes"}
"""They need the engine or the cells and are switched where it reads (`tests/pipeline/reading`)."""


@pytest.fixture
def page():
    runs, inks = read_lines(*LINES)
    return runs, inks


def test_every_pass_has_its_switch_and_every_switch_its_pass():
    names = [name for name, _ in (*LINE_PASSES, *PAGE_PASSES)]
    assert len(names) == len(set(names))
    assert {*names, *OF_FIGURES} == {f.name for f in fields(GlyphSettings)}
    assert all(f.default is True for f in fields(GlyphSettings))


def test_all_passes_together(page):
    done = read_glyphs(*page, GlyphSettings())
    assert [run.text for run in done.runs] == [
        "thực hiện nhiệm vụ theo Nghị định, kể từ ngày",
        "trong quý II/2031 và hồ sơ",
        "II. các xã",
    ]


def test_what_each_pass_changed_is_told_in_order(page):
    changes = read_glyphs(*page, GlyphSettings()).changes
    assert [(c.name, c.after) for c in changes] == [
        ("rule_ends", "trong quý 11/2031 và hồ SƠ"),
        ("comma_tails", "thực hiện nhiệm vụ theo Nghị định, kể từ ngày"),
        ("quarter_numerals", "trong quý II/2031 và hồ SƠ"),
        ("roman_numerals", "II. các Xã"),
        ("letter_case", "trong quý II/2031 và hồ sơ"),
        ("letter_case", "II. các xã"),
    ]
    lines = [ink.line.box for ink in page[1]]
    assert [lines.index(c.box) for c in changes] == [1, 0, 1, 2, 1, 2]


@pytest.mark.parametrize("name", ["rule_ends", "comma_tails", "quarter_numerals", "roman_numerals", "letter_case"])
def test_a_pass_that_is_switched_off_changes_nothing_and_takes_no_time(page, name):
    done = read_glyphs(*page, replace(GlyphSettings(), **{name: False}))
    assert name not in {c.name for c in done.changes}
    assert name not in done.seconds
    others = {c.name for c in read_glyphs(*page, GlyphSettings()).changes} - {name}
    assert {c.name for c in done.changes} == others


def test_the_time_of_each_pass_is_told(page):
    seconds = read_glyphs(*page, GlyphSettings()).seconds
    assert list(seconds) == [name for name, _ in (*LINE_PASSES, *PAGE_PASSES)]
    assert all(s >= 0 for s in seconds.values())


def test_changes_and_times_are_logged_for_debugging(page, caplog):
    with caplog.at_level(logging.INFO, "sohoa.pipeline.glyphs"):
        read_glyphs(*page, GlyphSettings())
    assert caplog.messages == []
    with caplog.at_level(logging.DEBUG, "sohoa.pipeline.glyphs"):
        read_glyphs(*page, GlyphSettings())
    assert any(m.startswith("roman_numerals: 'H. các Xã' is printed 'II. các Xã'") for m in caplog.messages)
    assert "letter_case" in caplog.messages[-1]


def test_a_line_that_is_no_print_keeps_its_place_without_words(page):
    runs, inks = page
    unsure = replace(runs[1], words=tuple(replace(w, confidence=0.1) for w in runs[1].words))
    done = read_glyphs([runs[0], unsure, runs[2]], inks, GlyphSettings())
    assert [len(run.words) for run in done.runs] == [10, 0, 3]
    assert [(c.name, c.after) for c in done.changes if c.box == inks[1].line.box][-1] == ("noise", "")
    assert len(read_glyphs([], [], GlyphSettings()).runs) == 0
