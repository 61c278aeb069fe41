"""What people who carry on rely on: make targets, the workflow, hooks, versions that agree."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import sohoa

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def load(path):
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_help_tells_every_target():
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.M)[1].split()
    assert [line.split()[1] for line in told.splitlines()] == phony
    assert sorted(phony) == sorted(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.M))


def test_the_workflow_runs_the_script_that_contributors_run():
    steps = [s for job in load(".github/workflows/tests.yml")["jobs"].values() for s in job["steps"]]
    assert ".ci/run" in [s.get("run") for s in steps]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert [s["uses"] for s in steps if "uses" in s and not re.search(r"@v\d+(\.\d+)*$", s["uses"])] == []


def test_hooks_run_the_tools_of_make_check():
    hooks = [hook for repo in load(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    commands = {" ".join(hook["entry"].removesuffix(" --force-exclude").split()) for hook in hooks}
    wanted = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.M)[1].replace(" --check", "")
    assert commands == {line.strip() for line in wanted.splitlines()}
    assert {repo["repo"] for repo in load(".pre-commit-config.yaml")["repos"]} == {"local"}


@pytest.mark.parametrize("form", FORMS, ids=[f.stem for f in FORMS])
def test_issue_forms_can_be_filled_in(form):
    told = load(form)
    if form.stem == "config":
        assert told == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= set(told)
    assert [f for f in told["body"] if f["type"] != "markdown" and not f["attributes"]["label"]] == []


def test_the_citation_is_of_this_version():
    citation = load("CITATION.cff")
    assert citation["version"] == sohoa.__version__
    assert citation["license"] == PROJECT["project"]["license"]
    assert [a["name"] for a in citation["authors"]] == [a["name"] for a in PROJECT["project"]["authors"]]


def test_every_requirement_has_a_tested_version():
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), flags=re.M))
    plain = {re.sub(r"[-_.]+", "-", p).lower() for p in pinned}
    needed = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]
    assert [n for n in needed if re.split(r"[\[<>=~! ;]", n)[0].lower() not in plain] == []
