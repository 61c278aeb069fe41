"""What a change of the code costs: a comment nothing, a rule of tables no words, a rule of the ink everything."""

import shutil
from pathlib import Path

import pytest

import sohoa
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
