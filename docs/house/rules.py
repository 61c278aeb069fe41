"""The rules of reading: what the code does, in a user's words, where it is done, and the test that holds it.

They stand in docstrings of the functions that hold them:

    Rule: A full stop after which the line goes on in small letters was a comma.
    Test: diacritics/words/test_mend.py::test_a_stop_inside_a_sentence_was_a_comma

`Rule:` may go on over indented lines; the test is named from `tests/` on. docs/rules.md is made of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.house.rooms import ALL, ROOT, room

TOPICS: dict[str, tuple[str, ...]] = {
    "Opening a file, trusting its text layer": (
        "pipeline.source",
        "pipeline.source.damage",
        "pipeline.source.pdf",
        "diacritics.layers",
    ),
    "Cleaning a page: seals, paper, skew": ("pipeline.cleanup",),
    "Finding and reading printed lines": (
        "pipeline.ink",
        "pipeline.recogniser",
        "pipeline.engine",
        "pipeline.layers",
        "pipeline.reading",
    ),
    "Signs, numerals and figures: ≥, III, commas, footnote marks": ("pipeline.glyphs",),
    "Reading order: columns, footnotes, double pages, line ends": ("extract.layout", "nouns"),
    "Mending words, and how sure a word is": ("pipeline.restoration", "diacritics.words"),
    "Restoring diacritics of lines": ("diacritics.lines", "diacritics.language"),
    "Tables on a page: rules, rows, columns, cells": ("extract.rules", "extract.evidence", "extract.grids"),
    "Tables over page ends": ("extract.tables",),
    "Titles of columns, numbers of rows, names": ("extract.wording",),
    "The header of a document: number, date, subject, signer": ("extract.header",),
    "Tasks and indicators: deadlines, money, values": ("extract.records",),
    "The output folder": (
        "pipeline.files",
        "pipeline.output",
    ),
    "What people correct": ("pipeline.corrections",),
    "Search": ("pipeline.search",),
    "A run over many files": ("pipeline.batch", "pipeline.stores", "pipeline.cluster"),
    "Excel, web pages, CSV; text of pages": ("pipeline.export", "pipeline.export.pages"),
    "Searchable PDF": ("pipeline.export.pdf",),
    "The archive's catalogue": ("pipeline.export.archive",),
    "A release for researchers": ("pipeline.export.release",),
    "Review by a person": (
        "pipeline.review.queue",
        "pipeline.review.shown",
        "pipeline.review",
        "pipeline.review.web",
        "pipeline.commands",
    ),
    "Quality rounds, and what corrections teach": ("pipeline.rounds", "pipeline.faults"),
}
"""Heading → rooms whose rules stand under it, in the order in which a page goes through them."""
_BEGIN = "<!-- rules: made by docs/generate.py from `Rule:` lines in docstrings; `make docs` makes it again. -->"
_END = "<!-- rules: end -->"
_RULE = re.compile(r"^Rule: (?P<text>.+(?:\n +.+)*)\nTest: (?P<file>\S+\.py)::(?P<test>\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its sentence, the module and function that hold it, the file of its test from `tests/` on, the test."""

    text: str
    module: str
    function: str
    test_file: str
    test: str


def rules() -> tuple[Rule, ...]:
    """All rules, by module in the order of names, in a module from top to bottom.

    Raises:
        ValueError: a `Rule:` without a `Test:` below it, or the other way round.
    """
    return tuple(rule for module, path in sorted(ALL.items()) for rule in _of_module(module, path))


def _of_module(module: str, path: Path) -> Iterator[Rule]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        text = ast.get_docstring(node) or ""
        found = list(_RULE.finditer(text))
        if len(found) != len(re.findall(r"^(?:Rule|Test):", text, re.MULTILINE)) / 2:
            raise ValueError(f"{path}: a rule without its test, or a test without its rule, in {text!r}")
        for m in found:
            name = "" if isinstance(node, ast.Module) else node.name
            yield Rule(" ".join(m["text"].split()), module, name, m["file"], m["test"])


def rules_page(page: Path) -> str:
    """The page as it stands, its lists made again."""
    before, rest = page.read_text("utf-8").split(_BEGIN)
    return before + "\n".join([_BEGIN, *_lists(rules()), "", _END]) + rest.split(_END)[1]


def _lists(some: tuple[Rule, ...]) -> Iterator[str]:
    for heading, rooms in TOPICS.items():
        yield ""
        yield f"## {heading}"
        yield ""
        yield "| rule | where | held by |"
        yield "|---|---|---|"
        for r in rooms:
            yield from (_row(rule) for rule in some if room(rule.module) == f"sohoa.{r}")


def _row(rule: Rule) -> str:
    path = ALL[rule.module].relative_to(ROOT).as_posix()
    where = f"[`{path}`](../{path}), `{rule.function}`" if rule.function else f"[`{path}`](../{path})"
    name = Path(rule.test_file).name
    return (
        f"| {rule.text.replace('|', chr(92) + '|')} | {where} | [`{name}`](../tests/{rule.test_file}), `{rule.test}` |"
    )
