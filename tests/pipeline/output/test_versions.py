"""What a change of the code costs: a comment nothing, a rule of tables no words, a rule of the ink everything."""

import ast
import shutil
from pathlib import Path

import pytest

import sohoa
from sohoa.pipeline.output import versions
from sohoa.pipeline.output.versions import stage_versions

PACKAGE = Path(sohoa.__file__).parent


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the package's code; links become folders, as in a wheel."""
    place = tmp_path_factory.mktemp("package") / "sohoa"
    shutil.copytree(PACKAGE, place, ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    return place


@pytest.fixture
def changed(copied):
    """Versions after a file was changed by a function of its text; the file is put back."""

    def change(file, edit):
        path = copied / file
        before = path.read_text("utf-8")
        path.write_text(edit(before), "utf-8")
        try:
            return stage_versions.__wrapped__(copied)
        finally:
            path.write_text(before, "utf-8")

    return change


def reworded(text):
    return text.replace('"""', '"""Said otherwise: ', 1) + "\n# a comment more\n"


def with_a_rule(text):
    return text + "\nONE_RULE_MORE = 1\n"


@pytest.fixture(scope="module")
def now(copied):
    return stage_versions.__wrapped__(copied)


@pytest.mark.parametrize("file", ["pipeline/ink/components.py", "extract/tables/recipe.py", "nouns/word.py"])
def test_comments_and_docstrings_cost_nothing(changed, now, file):
    assert changed(file, reworded) == now


@pytest.mark.parametrize(
    ("file", "stages"),
    [
        ("pipeline/ink/components.py", {"words", "page", "document"}),
        ("extract/grids/spans.py", {"words", "page", "document"}),
        ("pipeline/recogniser/decoding.py", {"words", "page", "document"}),
        ("nouns/word.py", {"words", "page", "document"}),
        ("nouns/doubt.py", {"document"}),
        ("nouns/record.py", {"document"}),
        ("pipeline/recogniser/training/loop.py", set()),
        ("pipeline/restoration.py", {"page", "document"}),
        ("diacritics/words/mend.py", {"page", "document"}),
        ("extract/tables/page_breaks.py", {"document"}),
        ("extract/records/tasks.py", {"document"}),
        ("pipeline/output/dataset_rows.py", {"document"}),
    ],
)
def test_a_rule_costs_what_comes_after_it(changed, now, file, stages):
    after = changed(file, with_a_rule)
    assert {s for s in ("words", "page", "document") if getattr(after, s) != getattr(now, s)} == stages


def test_vocabulary_counts_for_the_stages_that_name_it(changed, now):
    after = changed("extract/data/deadline_phrases.tsv", lambda text: text + "# more\n")
    assert (after.words == now.words, after.document == now.document) == (True, False)


def test_the_document_version_names_the_release(now):
    assert now.document.startswith(f"{sohoa.__version__}+")


NAMES_ONLY = {"errors.py", "messages.py", "settings.py", "nouns/doubt.py", "nouns/problem.py"}
"""Rooms of words import them, but what is read does not depend on them: settings stand in the key by their values."""
ORDERS_ALL = {"pipeline/recipe.py"}


def imported(root, path):
    """Files of the package that a module imports, relative to it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sohoa."):
            at = root.joinpath(*node.module.split(".")[1:])
            names = [at / f"{a.name}.py" for a in node.names] if at.is_dir() else [at.with_suffix(".py")]
            yield from (n.relative_to(root).as_posix() for n in names if n.is_file())


def test_whatever_the_rooms_of_words_import_counts_for_words(copied):
    counted = {p.relative_to(copied).as_posix() for p in versions._modules(copied, versions._WORDS)}
    wanted = {n for m in counted - ORDERS_ALL for n in imported(copied, copied / m)}
    assert wanted - counted - NAMES_ONLY == set()
    assert wanted >= NAMES_ONLY
