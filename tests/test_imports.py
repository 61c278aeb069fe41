"""The import rule: data flows one way, and each third-party package enters where it should."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("pipeline", "extract", "diacritics")
NOUNS = {"pipeline.model", "pipeline.errors", "pipeline.settings"}
TOGETHER = {
    "pipeline.run",  # the recipe
    "pipeline.show",  # its picture
    "pipeline.paint",
    "pipeline.mending",
    "pipeline.reading",
    "pipeline.pictures",
    "pipeline.mirrored",  # both judge what was read
    "pipeline.page_problems",
    "pipeline.line_reader",
    "pipeline.lone_reader",
    "pipeline.raised_reader",
    "pipeline.source_layer",  # judges a text layer by its language
    "pipeline.source_text",
    "pipeline.commands.restore",
}
"""Modules of `pipeline` that may import `extract` and `diacritics`."""

IMAGE_LIBRARY = "cv2"
ONLY_IN = {
    "pytesseract": {"pipeline.ocr"},
    "tesserocr": {"pipeline.ocr"},
    "pdfplumber": {"pipeline.source_plumber"},
    "pyarrow": {"pipeline.schemas", "pipeline.store", "pipeline.outputs.csv_files"},
    "tqdm": {"pipeline.progress"},
    "xlsxwriter": {"pipeline.outputs.table_sheets"},
}


def modules():
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


@cache
def imports(path, top_level_only=False):
    return tuple(_imports(path, top_level_only))


def _imports(path, top_level_only):
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{a.name}" for a in node.names)


ALL = dict(modules())


def ours(path):
    return {i for i in imports(path) if i.split(".")[0] in OURS}


@pytest.mark.parametrize("name", [n for n in ALL if n.startswith("diacritics")])
def test_diacritics_knows_only_strings_and_scores(name):
    assert {i for i in ours(ALL[name]) if not i.startswith("diacritics")} == set()


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_the_nouns_import_nothing_of_ours(name):
    allowed = {"pipeline.errors"} if name == "pipeline.settings" else set()
    assert {i for i in ours(ALL[name]) if not any(i.startswith(a) for a in allowed)} == set()


@pytest.mark.parametrize("name", [n for n in ALL if n.startswith("extract")])
def test_extract_imports_nouns_and_diacritics(name):
    def allowed(module):
        return module.startswith(("extract", "diacritics")) or any(
            module == n or module.startswith(f"{n}.") for n in NOUNS
        )

    strangers = {i for i in ours(ALL[name]) if i != "pipeline" and not allowed(i)}
    assert strangers == set()


@pytest.mark.parametrize("name", [n for n in ALL if n.startswith("pipeline") and n not in TOGETHER])
def test_only_the_recipe_brings_the_packages_together(name):
    assert {i for i in ours(ALL[name]) if not i.startswith("pipeline")} == set()


@pytest.mark.parametrize(("package", "homes"), ONLY_IN.items())
def test_third_party_packages_enter_through_one_module(package, homes):
    users = {n for n, path in ALL.items() if package in {i.split(".")[0] for i in imports(path)}}
    assert users <= homes


@pytest.mark.parametrize("package", ["underthesea", "pdfplumber"])
def test_what_is_slow_to_start_is_imported_inside_functions(package):
    early = [n for n, p in ALL.items() if package in {i.split(".")[0] for i in imports(p, top_level_only=True)}]
    assert early == []


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli", "diacritics.filter", "pipeline.commands.restore"])
def test_starts_fast(module):
    heavy = {"pandas", "cv2", "pyarrow", "pdfplumber", "pypdfium2", "underthesea", "tesserocr", "pydantic", "tqdm"}
    code = f"import sys, {module}; print(*(m for m in {sorted(heavy)!r} if m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert loaded.stdout.split() == []
