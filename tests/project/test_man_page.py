"""The manual page names every command and option, and holds nothing that roff would take for something else."""

import argparse
import re
import runpy
from pathlib import Path

import pytest

from sohoa.errors import ExitCode
from sohoa.pipeline.cli import parser

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sohoa.1").read_text("utf-8")
MADE = runpy.run_path(str(ROOT / "docs" / "man_page.py"))
COMMANDS = next(a.choices for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
MACROS = {".TH", ".SH", ".SS", ".TP", ".B", ".I", ".BR", ".nf", ".fi", ".RS", ".RE"}
ESCAPES = r"\\(?:f[BIR]|-|e|&|\((?:ga|aq|ha|ti))"


def section(command):
    return PAGE.split(f".SS sohoa {command}\n")[1].split("\n.S")[0]


def shown(text):
    """Text as roff prints it, fonts left out."""
    text = re.sub(r"\\f[BIR]|\\&", "", text)
    return text.replace("\\-", "-").replace("\\(aq", "'").replace("\\(ga", "`").replace("\\e", "\\")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_it_names_every_option_with_its_help(command):
    common, own = shown(PAGE.split(".SH COMMANDS")[0]), shown(section(command))
    for action in COMMANDS[command]._actions:
        there = common if action.dest in ("help", "quiet", "verbose", "lang") else own
        assert [o for o in action.option_strings if o not in there] == []
        assert action.help
        assert re.sub(r"\s+", " ", action.help).replace("%%", "%") in there


def test_it_tells_of_every_exit_code():
    told = PAGE.split(".SH EXIT STATUS\n")[1].split("\n.SH")[0].replace("\n", " ")
    assert [c for c in ExitCode if not re.search(rf"\b{c.value} (if|for)\b", told)] == []


def test_its_sections_stand_in_the_usual_order():
    """That of man-pages(7)."""
    assert re.findall(r"^\.SH (.+)$", PAGE, flags=re.M) == [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "EXIT STATUS",
        "ENVIRONMENT",
        "EXAMPLES",
        "SEE ALSO",
    ]


def test_every_line_is_a_macro_that_there_is_or_text():
    lines = [line for line in PAGE.splitlines() if not line.startswith('.\\"')]
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} <= MACROS
    assert [line for line in lines if not line.strip() or line != line.rstrip()] == []
    assert [line for line in lines if "\\" in re.sub(ESCAPES, "", line)] == []
    bodies = [body for before, _, body in zip(lines, lines[1:], lines[2:], strict=False) if before == ".TP"]
    assert [body for body in bodies if body.startswith(".")] == []


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        ("-o  OUT\n`x`", "\\-o OUT \\(gax\\(ga"),
        (".webp", "\\&.webp"),
        ("'a' b", "\\(aqa\\(aq b"),
        ("a\\b", "a\\eb"),
        ("MẬT, a.b", "MẬT, a.b"),
    ],
)
def test_text_is_printed_as_it_stands(text, roff):
    assert MADE["as_roff"](text) == roff
