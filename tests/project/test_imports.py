"""The shape of the house: rooms on floors, imports that only go down, third-party packages at their doors."""

import ast
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from docs.house.rooms import ALL, FLOORS, floor, imports

ROOT = Path(__file__).parents[2]
ONLY_IN = {
    "pytesseract": {"sohoa.pipeline.engine.pytesseract_door"},
    "tesserocr": {"sohoa.pipeline.engine.tesserocr_door"},
    "pdfplumber": {"sohoa.pipeline.source.pdf.plumber"},
    "pyarrow": {
        "sohoa.pipeline.output.arrow_columns",
        "sohoa.pipeline.output.columns",
        "sohoa.pipeline.output.schemas",
        "sohoa.pipeline.output.table_schemas",
        "sohoa.pipeline.output.datasets",
        "sohoa.pipeline.export.csv_datasets",
        "sohoa.pipeline.export.release.merged",
    },
    "distributed": {"sohoa.pipeline.cluster.dask_cluster"},
    "dask": set(),
    "s3fs": {"sohoa.pipeline.stores.s3"},
    "fsspec": set(),
    "duckdb": {"sohoa.pipeline.export.release.duckdb_file"},
    "onnx": {"sohoa.pipeline.recogniser.training.model_file"},
    "shtab": {"sohoa.pipeline.options.completion"},
    "tqdm": {"sohoa.pipeline.batch.progress"},
    "xlsxwriter": {
        "sohoa.pipeline.export.xlsx_tables",
        "sohoa.pipeline.export.archive.workbook",
        "sohoa.pipeline.export.release.workbook",
    },
}
MOST_LINES = 250
MOST_MODULES = 20


def upward():
    """Imports that do not go down: (module, imported)."""
    for name, path in ALL.items():
        for other in imports(path):
            if other in ALL and floor(other) > floor(name):
                yield name, other


def test_imports_only_go_down():
    assert sorted(upward()) == []


def test_no_circle_inside_a_room():
    left = {n: {i for i in imports(p) if i in ALL and i != n and floor(i) == floor(n)} for n, p in ALL.items()}
    while free := [n for n, needs in left.items() if not needs & left.keys()]:
        for n in free:
            del left[n]
    assert sorted(left) == []


def test_every_floor_is_a_room_or_a_module():
    assert [r for r in FLOORS if r not in ALL] == []
    assert len(set(FLOORS)) == len(FLOORS)


def test_no_file_outgrows_its_plan():
    long = {n: k for n, p in ALL.items() if (k := len(p.read_text("utf-8").splitlines())) > MOST_LINES}
    assert long == {}


def test_no_room_outgrows_its_plan():
    per_folder = {}
    for path in ALL.values():
        per_folder.setdefault(path.parent.relative_to(ROOT).as_posix(), []).append(path.name)
    crowded = {f: len(names) for f, names in per_folder.items() if len(set(names) - {"__init__.py"}) > MOST_MODULES}
    assert crowded == {}


@pytest.mark.parametrize("name", [n for n, p in ALL.items() if p.name == "__init__.py"])
def test_every_room_says_what_it_is_in_few_lines(name):
    text = ALL[name].read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize(("package", "homes"), ONLY_IN.items())
def test_third_party_packages_enter_through_one_module(package, homes):
    users = {n for n, path in ALL.items() if package in {i.split(".")[0] for i in imports(path)}}
    assert users <= homes


@pytest.mark.parametrize("package", ["underthesea", "pdfplumber"])
def test_what_is_slow_to_start_is_imported_inside_functions(package):
    early = [n for n, p in ALL.items() if package in {i.split(".")[0] for i in imports(p, top_level_only=True)}]
    assert early == []


@pytest.mark.parametrize(
    "module", ["sohoa", "sohoa.pipeline.cli", "sohoa.diacritics.filter", "sohoa.pipeline.commands.restore"]
)
def test_starts_fast(module):
    heavy = {
        "distributed",
        "pandas",
        "cv2",
        "pyarrow",
        "pdfplumber",
        "pypdfium2",
        "underthesea",
        "tesserocr",
        "pydantic",
        "shtab",
        "tqdm",
    }
    code = f"import sys, {module}; print(*(m for m in {sorted(heavy)!r} if m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert loaded.stdout.split() == []


def test_the_parent_of_a_run_loads_nothing_that_reads_pages_or_writes_tables():
    heavy = ["pandas", "pyarrow", "numpy", "cv2", "pydantic", "pypdfium2", "pdfplumber"]
    code = (
        "import sys, sohoa.pipeline.commands.run as run\n"
        "from sohoa.settings import load_settings\n"
        "run.RECIPE.engine_version(load_settings(None)), run.stage_versions()\n"
        f"print(*(m for m in {heavy!r} if m in sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert loaded.stdout.split() == []


def test_floors_are_told_in_order():
    """A room that stands inside another is named after or before it, never twice on one floor."""
    assert all(a != b for a, b in pairwise(FLOORS))
