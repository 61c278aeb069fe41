"""The public face: `import sohoa` and what it promises."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import sohoa
import sohoa.public
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Status
from sohoa.nouns.table import Cell, Part, Table
from sohoa.pipeline.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTED = sorted({getattr(sohoa.public, n).__module__ for n in sohoa.public.__all__})


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """An output folder of two small text files."""
    folder = tmp_path_factory.mktemp("face")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Kế hoạch một\fTrang hai\n", "utf-8")
    (folder / "in" / "b.txt").write_text("Kế hoạch hai\n", "utf-8")
    assert main(["run", str(folder / "in"), "-o", str(folder / "out"), "-q", "-j", "1"]) == 0
    return folder / "out"


def test_all_names_are_there_and_documented():
    for name in sohoa.public.__all__:
        assert getattr(sohoa, name).__doc__, name
    assert set(sohoa.public.__all__) <= set(dir(sohoa))


def test_docs_name_every_public_name():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert [n for n in sohoa.public.__all__ if f"## {n}\n" not in page] == []


def test_a_name_that_is_not_public():
    with pytest.raises(AttributeError, match="no attribute 'digitize'"):
        sohoa.digitize  # noqa: B018


def test_star_import_gives_what_is_promised():
    code = "from sohoa import *; print(digitise.__name__, __version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["digitise", sohoa.__version__]


@pytest.mark.parametrize("module", DOCUMENTED)
def test_examples_in_docstrings(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_examples_there_are():
    finder = doctest.DocTestFinder()
    examples = [t for m in DOCUMENTED for t in finder.find(importlib.import_module(m)) if t.examples]
    assert {t.name.rsplit(".", 1)[-1] for t in examples} >= {
        "restore_lines",
        "read_money",
        "read_quantity",
        "read_deadline",
    }


def test_a_text_file_as_a_document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch một\fTrang hai\n", "utf-8")
    document = sohoa.digitise(path)
    assert (document.n_pages, [p.number for p in document.pages]) == (2, [1, 2])
    assert [w.text for w in document.words] == ["Kế", "hoạch", "một", "Trang", "hai"]
    assert document.text.split("\f")[1].strip() == "Trang hai"
    frame = document.to_pandas("words")
    assert list(frame.text) == [w.text for w in document.words]
    assert frame.page.dtype == pd.Int32Dtype()


@pytest.mark.parametrize(("pages", "read"), [("2", [2]), ([1], [1]), ("2-end", [2]), (None, [1, 2])])
def test_only_these_pages(tmp_path, pages, read):
    path = tmp_path / "a.txt"
    path.write_text("một\fhai\n", "utf-8")
    assert [p.number for p in sohoa.iter_pages(path, pages=pages)] == read


def test_pages_that_are_not_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("một\n", "utf-8")
    with pytest.raises(sohoa.InputError, match="has 1 pages"):
        sohoa.digitise(path, pages="7")
    with pytest.raises(sohoa.InputError):
        sohoa.digitise(tmp_path / "none.pdf")


def test_a_page_that_fails_is_told_and_costs_no_other(tmp_path, monkeypatch):
    from sohoa.pipeline import recipe

    read = recipe.read_page

    def fails_on_one(path, number, settings):
        if number == 1:
            raise sohoa.EngineFailed("it stopped")
        return read(path, number, settings)

    monkeypatch.setattr(recipe, "read_page", fails_on_one)
    path = tmp_path / "a.txt"
    path.write_text("một\fhai\n", "utf-8")
    document = sohoa.digitise(path)
    assert [p.status for p in document.pages] == [Status.FAILED, Status.OK]
    assert [p.page for p in document.problems if p.page] == [1]
    assert [w.text for w in document.words] == ["hai"]


def test_load_gives_all_documents(out):
    words = sohoa.load(out, "words")
    assert list(words.text) == ["Kế", "hoạch", "một", "Trang", "hai", "Kế", "hoạch", "hai"]
    assert sohoa.load(out, "words", columns=["text", "page"]).columns.tolist() == ["text", "page"]
    second = sohoa.load(out, "words", columns=["text"], filters=[("page", "==", 2), ("line", ">=", 0)])
    assert list(second.text) == ["Trang", "hai"]
    assert len(sohoa.load(out, "tasks")) == 0


def test_load_keeps_null_null(out):
    pages = sohoa.load(out, "pages")
    assert pages.confidence_mean.isna().all()
    assert pages.page.dtype == pd.Int32Dtype()
    assert sohoa.load(out, "tasks").budget_allocated_vnd.dtype == pd.Int64Dtype()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"dataset": "wrods"}, "no dataset 'wrods'"),
        ({"dataset": "words", "columns": ["txt"]}, "words has no column txt"),
        ({"dataset": "words", "filters": [("pge", "==", 1)]}, "words has no column pge"),
    ],
)
def test_load_names_what_is_wrong(out, arguments, told):
    with pytest.raises(sohoa.InputError, match=told):
        sohoa.load(out, **arguments)


def test_load_from_a_folder_that_is_none(tmp_path):
    with pytest.raises(sohoa.InputError, match="no output folder"):
        sohoa.load(tmp_path, "words")


def cell(row, col, text, rows=1, cols=1, head=False):
    return Cell(row, col, rows, cols, (text,), (text,), 0.9, (Part(1, Box(0, 0, 1, 1)),), is_header=head)


def test_a_table_as_a_frame():
    table = Table(
        "p001-1",
        4,
        3,
        (
            cell(0, 0, "TT", rows=2, head=True),
            cell(0, 1, "Năm", cols=2, head=True),
            cell(1, 1, "2025", head=True),
            cell(1, 2, "2030", head=True),
            cell(2, 0, "1"),
            cell(2, 1, "70%", rows=2),
            cell(2, 2, ""),
            cell(3, 0, "2"),
            cell(3, 2, "80%"),
        ),
    )
    frame = table.to_pandas()
    assert frame.columns.tolist() == ["TT", "Năm / 2025", "Năm / 2030"]
    assert frame.to_numpy().tolist() == [["1", "70%", ""], ["2", "70%", "80%"]]


def test_a_table_with_headings_alike_and_none():
    alike = Table("p001-1", 2, 2, (cell(0, 0, "Năm", head=True), cell(0, 1, "Năm", head=True), cell(1, 0, "1")))
    assert alike.to_pandas().columns.tolist() == ["Năm (1)", "Năm (2)"]
    bare = Table("p001-1", 1, 2, (cell(0, 0, "1"), cell(0, 1, "2")))
    assert bare.to_pandas().columns.tolist() == ["(1)", "(2)"]
