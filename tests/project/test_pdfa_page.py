"""docs/pdfa.md names the rules that the check does not cover: those that pikepdf says it does not."""

import json
import re
from importlib import resources
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "pdfa.md").read_text("utf-8")
PART = "ISO_19005_2:"


def named(text):
    """Rules of a text: ``6.9-1…4`` is four of them."""
    for section, first, last in re.findall(r"(6(?:\.\d+)+)-(\d+)(?:…(\d+))?", text):
        yield from (f"{section}-{k}" for k in range(int(first), int(last or first) + 1))


def rules():
    told = json.loads((resources.files("pikepdf.pdfa") / "data" / "dispositions.json").read_text("utf-8"))
    return {k.removeprefix(PART): v["status"] for k, v in told.items() if k.startswith(PART)}


def test_all_rules_that_are_not_checked_are_named():
    unchecked = {rule for rule, status in rules().items() if status != "implemented"}
    assert sorted(named(PAGE)) == sorted(unchecked)
    refused, written = PAGE.split("**True by the way")
    assert {rules()[r] for r in named(refused)} == {"denied_on_presence"}
    assert {rules()[r] for r in named(written)} == {"writer"}
    assert f"the {len(rules())} rules" in PAGE
    assert f"{len(rules()) - len(unchecked)} are checked" in PAGE
    assert f"other {len(unchecked)} are not" in PAGE
