"""What the written pages say holds together: links lead somewhere, examples parse, the notebooks ran."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(p for at in ("*.md", "docs/*.md", "benchmarks/*.md", "data/raw/*.md") for p in ROOT.glob(at))
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))


def outputs(path):
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        yield from cell.get("outputs", ())


def ids(paths):
    return [p.relative_to(ROOT).as_posix() for p in paths]


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_links_lead_somewhere(page):
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.S | re.M)
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith(("http", "#"))]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_python_examples_parse(page):
    for example in re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), flags=re.S | re.M):
        ast.parse(example)


def test_changelog_has_the_version():
    import sohoa

    assert f"## [{sohoa.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(("page", "head"), [("README.md", "| exit code |"), ("README.vi.md", "| Mã |")])
def test_both_guides_give_all_exit_codes(page, head):
    from sohoa.errors import ExitCode

    table = (ROOT / page).read_text("utf-8").split(head)[1].split("\n\n")[0]
    rows = re.findall(r"^\| (\d+) \|", table, flags=re.M)
    assert rows == [str(code.value) for code in ExitCode]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=ids(NOTEBOOKS))
def test_notebooks_ran_to_their_end(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    counts = [c["execution_count"] for c in cells if c["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert [o for o in outputs(notebook) if o["output_type"] == "error"] == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=ids(NOTEBOOKS))
def test_notebooks_are_small_and_name_no_machine(notebook):
    assert notebook.stat().st_size < 300_000
    assert not re.search(r"/(home|root|tmp|Users)/", notebook.read_text("utf-8"))


FOLDERS = ("sohoa", "pipeline", "extract", "diacritics")
PATH = re.compile(r"`((?:sohoa|pipeline|extract|diacritics|docs|tests|benchmarks|samples|data)/[\w./-]+)`")


@pytest.mark.parametrize("page", [p for p in PAGES if p.name not in ("CHANGELOG.md", "LOG.md")], ids=lambda p: p.name)
def test_files_that_pages_name_are_there(page):
    named = PATH.findall(page.read_text("utf-8"))
    made = ("data/processed", "data/raw/")
    assert [n for n in named if not n.startswith(made) and not (ROOT / n).exists()] == []


def test_names_of_the_glossary_are_in_the_code():
    rows = [line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()]
    named = re.findall(r"`\.?([^`]+)`", "\n".join(row[3] for row in rows if len(row) == 5))
    files = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")]
    known = {p.stem for p in files} | {p.name for f in FOLDERS for p in (ROOT / f).rglob("*") if p.is_dir()}
    known |= set(re.findall(r"[A-Za-z_]\w*", "\n".join(p.read_text("utf-8") for p in files)))
    assert len(named) > 60
    assert [n for n in named if "/" not in n and n not in known] == []
