"""The documentation says what the program does: commands, options, exit codes, generated pages."""

import argparse
import runpy
from pathlib import Path

import pytest

from sohoa.errors import ExitCode
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import ProblemKind, Stage
from sohoa.pipeline.cli import parser
from sohoa.pipeline.output.paths import DATASETS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = runpy.run_path(str(DOCS / "generate.py"))["generated_pages"]()
README = (ROOT / "README.md").read_text("utf-8") if (ROOT / "README.md").exists() else ""


def commands():
    top = parser()
    action = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def options(command):
    for action in commands()[command]._actions:
        yield from (o for o in action.option_strings if o.startswith("--") and o not in ("--help",))


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_pages_are_up_to_date(name):
    assert (DOCS / name).read_text("utf-8") == GENERATED[name], "run `make docs`"


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
@pytest.mark.parametrize("command", sorted(commands()))
def test_readme_names_every_command(name, command):
    assert f"sohoa {command}" in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_has_help(command):
    sub = commands()[command]
    assert sub.description
    for action in sub._actions:
        assert action.help or isinstance(action, argparse._StoreAction | argparse._StoreConstAction)


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_option_is_documented(command):
    text = (DOCS / "commands.md").read_text("utf-8")
    section = text.split(f"## sohoa {command}\n", 1)[1].split("\n## ", 1)[0]
    assert [o for o in options(command) if f"`{o}" not in section and o not in ("--quiet", "--verbose", "--lang")] == []


@pytest.mark.parametrize("code", list(ExitCode))
def test_exit_codes_are_explained(code):
    text = (DOCS / "exit-codes.md").read_text("utf-8")
    assert f"| {code.value} | `{code.name}` |" in text


def test_readme_names_every_exit_code():
    for code in ExitCode:
        assert f"| {code.value} |" in README


@pytest.mark.parametrize("name", [*ProblemKind, *DoubtKind, *Stage])
def test_problems_are_explained(name):
    assert f"`{name.value}`" in (DOCS / "problems.md").read_text("utf-8")


def test_datasets_are_explained():
    assert [d for d in DATASETS if f"## {d}\n" not in GENERATED["data-dictionary.md"]] == []


def test_every_setting_is_explained():
    rows = [line for line in GENERATED["settings.md"].splitlines() if line.startswith("| `")]
    assert rows
    assert [r for r in rows if r.endswith("|  |")] == []
