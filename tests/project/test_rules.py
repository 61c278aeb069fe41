"""Every rule that docs/rules.md tells stands beside a test that is there, and can be found by the words of users."""

import ast
from pathlib import Path

import pytest

from docs.house.name_graph import reached
from docs.house.rooms import room
from docs.house.rules import TOPICS, rules

ROOT = Path(__file__).parents[2]
RULES = rules()
PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.module}.{r.function}")
def test_the_test_of_a_rule_is_there(rule):
    tree = ast.parse((ROOT / "tests" / rule.test_file).read_text("utf-8"))
    assert rule.test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _reaches(test_file, test, module, function):
    places = reached(test_file, test)
    return any(m == module and (not function or name.split(".")[-1] == function) for m, name in places)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.module}.{r.function}")
def test_the_test_of_a_rule_can_reach_it(rule):
    assert _reaches(rule.test_file, rule.test, rule.module, rule.function)


@pytest.mark.parametrize(
    ("test_file", "test", "module", "function"),
    [
        (
            "pipeline/output/test_checkpoints.py",
            "test_what_settings_a_page_depends_on",
            "sohoa.pipeline.output.checkpoints",
            "stands_for",
        ),
        (
            "pipeline/glyphs/test_row_numerals.py",
            "test_roman_numerals_are_counted_by_their_strokes",
            "sohoa.pipeline.glyphs.row_numerals",
            "with_row_numeral",
        ),
    ],
)
def test_a_neighbour_of_the_test_holds_no_rule(test_file, test, module, function):
    """Both import the module of the function and never come to it."""
    assert not _reaches(test_file, test, module, function)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.module}.{r.function}")
def test_a_rule_is_a_sentence_under_some_heading(rule):
    assert rule.text.endswith(".")
    assert room(rule.module).removeprefix("sohoa.") in {r for rooms in TOPICS.values() for r in rooms}


def test_rules_are_many_and_each_is_told_once():
    assert len(RULES) >= 60
    assert len({r.text for r in RULES}) == len(RULES)


@pytest.mark.parametrize("rooms", TOPICS.values(), ids=TOPICS)
def test_every_heading_has_rules(rooms):
    assert [r for r in rooms if not any(room(rule.module) == f"sohoa.{r}" for rule in RULES)] == []


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (("seal", "taken off"), "pipeline/cleanup/coloured_ink.py"),
        (("half row",), "extract/tables/cut_rows.py"),
        (("confidence", "the engine times how plausible"), "pipeline/restoration.py"),
        (("Quý III/IV",), "extract/records/deadlines.py"),
        (("cell", "is doubtful"), "extract/tables/recipe.py"),
        (("page number", "three ways"), "pipeline/glyphs/lone_figures.py"),
        (("squared paper",), "pipeline/cleanup/squared_paper.py"),
        (("upside down",), "pipeline/cleanup/orientation.py"),
        (("budget", "unit"), "extract/records/money.py"),
    ],
    ids=lambda x: x if isinstance(x, str) else " ".join(x),
)
def test_questions_of_newcomers_lead_to_the_module(words, module):
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and all(w in line for w in words)]
    assert any(f"](../{module})" in line for line in lines)


def test_the_story_of_confidence_names_what_there_is():
    story = PAGE.split("## How sure a word is")[1].split("<!-- rules")[0]
    for row in (line.split("|") for line in story.splitlines() if line.startswith("| ") and "where" not in line):
        files = [n for n in row[3].split("`")[1::2] if "/" in n]
        text = "".join((ROOT / f).read_text("utf-8") for f in files)
        assert files
        assert [n for n in row[3].split("`")[1::2] if "/" not in n and f"def {n}(" not in text] == []
