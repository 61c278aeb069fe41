"""What a change of the code costs: a comment nothing, a rule of tables no words, a rule of the ink everything."""

import ast
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

import sohoa
from sohoa.pipeline.output import versions
from sohoa.pipeline.output.versions import Versions, bare_code, stage_versions

PACKAGE = Path(sohoa.__file__).parent
STAGES = ("words", "page", "document")


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


@pytest.fixture
def kept(copied, now, monkeypatch):
    """The file in which the versions of the copy are kept, as a run leaves it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = copied / versions._KEPT
    file.unlink(missing_ok=True)
    assert stage_versions.__wrapped__(copied) == now
    yield file
    file.unlink(missing_ok=True)


def test_what_was_found_of_the_same_files_is_not_found_again(copied, kept, monkeypatch):
    monkeypatch.setattr(versions, "bare_code", None)
    assert stage_versions.__wrapped__(copied) == Versions(**{k: json.loads(kept.read_text())[k] for k in STAGES})
    assert [p.name for p in kept.parent.iterdir()] == [kept.name]


@pytest.mark.usefixtures("kept")
def test_of_other_bytes_it_is(changed, now):
    assert changed("extract/records/tasks.py", with_a_rule).document != now.document
    assert changed("extract/records/tasks.py", reworded) == now


@pytest.mark.usefixtures("kept")
def test_bytes_of_the_same_number_and_time_are_seen(copied, now):
    """As an installer leaves them that sets the times which an archive tells."""
    file = copied / "extract/records/tasks.py"
    before, told = file.read_text("utf-8"), file.stat()
    other = before.replace("=", "-", 1)
    try:
        file.write_text(other, "utf-8")
        os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
        assert len(other) == len(before)
        assert stage_versions.__wrapped__(copied).document != now.document
    finally:
        file.write_text(before, "utf-8")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"of": 1}', '"x"'])
def test_a_kept_file_that_is_none_is_made_anew(copied, kept, now, content):
    kept.write_text(content)
    assert stage_versions.__wrapped__(copied) == now
    assert json.loads(kept.read_text())["words"] == now.words


def test_where_python_writes_no_bytecode_nothing_is_kept(copied, kept, now, monkeypatch):
    kept.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert stage_versions.__wrapped__(copied) == now
    assert not kept.exists()


def test_a_package_that_cannot_be_written_to_costs_nothing_else(copied, kept, now):
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("a file in its place")
    try:
        assert stage_versions.__wrapped__(copied) == now
    finally:
        kept.parent.unlink()


def without_docstrings(source):
    """A module as a syntax tree, texts that stand as statements left out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(getattr(node, "body", None), list):
            node.body = [n for n in node.body if not is_text(n)] or [ast.Pass()]
    return ast.dump(tree)


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_nothing_but_comments_and_docstrings_is_left_out(copied):
    for path in map(Path, versions._modules(copied, versions._DOCUMENT)):
        source = path.read_text("utf-8")
        # A body that was a docstring alone is empty in what is left, which Python would not parse.
        whole = re.sub(r"^(\s*)(class|def) .*:\n(?!\1\s)", r"\g<0>\1    pass\n", bare_code(source) + "\n", flags=re.M)
        assert without_docstrings(whole) == without_docstrings(source), path


BARE = 'a = 1\nb = "# no comment"\n\n\ndef f():\n    return "a\\"b", "\'"\n'


@pytest.mark.parametrize(
    "same",
    [
        '"""A module."""\n\n' + BARE,
        BARE.replace("a = 1", "# why\n\n    # so\na = 1  # one"),
        BARE.replace("def f():", 'def f():\n    r"""Does \\ it.\n\n    a = 2\n    """'),
        BARE.replace("a = 1\n", 'a = 1\n"""What a is."""\n'),
        BARE + "\n# end",
    ],
)
def test_what_is_said_of_code_is_no_code(same):
    assert bare_code(same) == bare_code(BARE)


@pytest.mark.parametrize(
    "other",
    [
        BARE.replace("a = 1", "a = 2"),
        BARE.replace("# no comment", "# one"),
        BARE.replace("    return", "return"),
        BARE.replace("a = 1", 'a = """1\n# 2\n"""'),
        BARE.replace("a = 1", 'a = f(\n    """1"""\n)'),
    ],
)
def test_code_is_code(other):
    assert bare_code(other) != bare_code(BARE)


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
    counted = {Path(p).relative_to(copied).as_posix() for p in versions._modules(copied, versions._WORDS)}
    wanted = {n for m in counted - ORDERS_ALL for n in imported(copied, copied / m)}
    assert wanted - counted - NAMES_ONLY == set()
    assert wanted >= NAMES_ONLY
