"""Whatever is changed in an output folder is noticed, and nothing else is called damage."""

import json
import os
import shutil

import pytest

from sohoa.errors import InputError
from sohoa.pipeline.output import damage
from sohoa.pipeline.output.damage import Damage, Found, Health, examine, stands
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.paths import DATASETS
from tests.support.kept_results import turned
from tests.support.run_here import fake_run, run_here

RESULTS = [*(f"{d}/a.parquet" for d in DATASETS), "text/a.txt"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An output folder with documents `a` (two pages) and `b`, made in this process."""
    place = tmp_path_factory.mktemp("made")
    (place / "a.txt").write_text("một\nhai\n", "utf-8")
    (place / "b.txt").write_text("ba\n", "utf-8")
    run_here(fake_run(place / "out"), place / "a.txt", place / "b.txt")
    return place / "out"


@pytest.fixture
def out(made, tmp_path):
    shutil.copytree(made, tmp_path / "out", copy_function=shutil.copy2)
    return tmp_path / "out"


def found(out, quick=False):
    return {f.name: (f.health, dict(f.damages)) for f in examine(out, quick)}


def a(out):
    return next(o for o in load_outcomes(out).values() if o.name == "a")


GOOD = (Health.GOOD, {})


@pytest.mark.parametrize("quick", [True, False])
def test_what_is_as_it_was_written_is_good(out, quick):
    assert list(examine(out, quick)) == [Found("a", Health.GOOD), Found("b", Health.GOOD)]
    assert stands(out, a(out), quick)


def test_a_copy_with_other_times_is_good(out):
    for path in out.rglob("*"):
        os.utime(path, (1, 1))
    assert found(out, quick=True) == found(out) == {"a": GOOD, "b": GOOD}
    assert stands(out, a(out), quick=True)


def test_a_run_that_looks_at_all_bytes_reads_each_file_once(out, monkeypatch):
    looked, is_as_written = [], damage.is_as_written

    def look(folder, path, then, quick):
        looked.append(path)
        return is_as_written(folder, path, then, quick)

    monkeypatch.setattr(damage, "is_as_written", look)
    assert stands(out, a(out), quick=False)
    assert len(looked) == len(set(looked)) == len(RESULTS) + 2


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def longer(path):
    path.write_bytes(path.read_bytes() + b"\n")


def emptied(path):
    path.write_bytes(b"")


def linked(path):
    path.rename(path.parent.parent / "moved")
    path.symlink_to(path.parent.parent / "moved")


@pytest.mark.parametrize("file", RESULTS)
@pytest.mark.parametrize("how", [cut, longer, emptied, turned])
def test_damage_is_found(out, file, how):
    how(out / file)
    assert found(out) == {"a": (Health.DAMAGED, {file: Damage.CHANGED}), "b": GOOD}
    assert found(out, quick=True)["a"][0] is (Health.GOOD if how is turned else Health.DAMAGED)
    assert stands(out, a(out), quick=True) is (how is turned)
    assert not stands(out, a(out), quick=False)


@pytest.mark.parametrize("file", RESULTS)
def test_what_is_missing_or_a_link_is_found_at_once(out, file):
    linked(out / file)
    assert found(out, quick=True)["a"] == (Health.DAMAGED, {file: Damage.NOT_FOLLOWED})
    (out / file).unlink()
    assert found(out, quick=True)["a"] == (Health.DAMAGED, {file: Damage.MISSING})
    assert not stands(out, a(out), quick=True)


@pytest.mark.parametrize("how", [cut, emptied, turned])
def test_an_outcome_is_sealed_too(out, how):
    cut(out / "outcome" / "a.json")  # its last line feed, which says nothing
    assert found(out)["a"] == GOOD
    how(out / "outcome" / "a.json")
    assert found(out)["a"] == (Health.DAMAGED, {"outcome/a.json": Damage.UNREADABLE})


@pytest.mark.parametrize("key", ["n_pages", "engine", "finished_at", "files", "counts"])
def test_every_word_of_an_outcome_is_under_its_seal(out, key):
    path = out / "outcome" / "a.json"
    told = json.loads(path.read_text("utf-8"))
    told[key] = {"n_pages": 3, "files": {}, "counts": {"words": 9}}.get(key, "other")
    path.write_text(json.dumps(told), "utf-8")
    assert found(out)["a"] == (Health.DAMAGED, {"outcome/a.json": Damage.UNREADABLE})


@pytest.mark.parametrize("how", [cut, emptied, turned])
def test_a_damaged_checkpoint_is_found(out, how):
    how(out / "checkpoints" / "a" / "p0002.json.gz")
    assert found(out)["a"] == (Health.DAMAGED, {"checkpoints/a/p0002.json.gz": Damage.CHANGED})
    assert not stands(out, a(out), quick=False)


def test_checkpoints_that_are_gone_or_newer_are_no_damage(out):
    kept = out / "checkpoints" / "a"
    (kept / "p0001.json.gz").unlink()
    assert found(out)["a"] == GOOD
    assert stands(out, a(out), quick=False)
    from sohoa.pipeline.output.checkpoints import load_checkpoint, save_checkpoint

    newer = load_checkpoint(out, "a", 2, a(out).doc_id)
    newer.reading.seconds["more"] = 1.0
    save_checkpoint(out, "a", newer)
    assert found(out)["a"] == GOOD
    assert not stands(out, a(out), quick=True)  # its results are made of another reading
    shutil.rmtree(out / "checkpoints")
    assert found(out) == {"a": GOOD, "b": GOOD}


def test_an_outcome_without_digests_is_said_to_have_none(out):
    path = out / "outcome" / "a.json"
    told = json.loads(path.read_text("utf-8"))
    del told["sha256"], told["files"]
    path.write_text(json.dumps(told), "utf-8")
    assert found(out) == {"a": (Health.UNSEALED, {}), "b": GOOD}
    (out / "cells" / "a.parquet").unlink()
    assert found(out)["a"] == (Health.DAMAGED, {"cells/a.parquet": Damage.MISSING})


def test_results_without_an_outcome_are_unfinished(out):
    (out / "outcome" / "a.json").unlink()
    assert found(out) == {"b": GOOD, "a": (Health.UNFINISHED, {})}


def test_files_that_an_outcome_names_elsewhere_are_not_looked_at(out, monkeypatch):
    path = out / "outcome" / "a.json"
    told = json.loads(path.read_text("utf-8"))
    del told["sha256"]
    some = told["files"]["text/a.txt"]
    told["files"] |= {"../secret": some, "/etc/passwd": some, "checkpoints/../p0001.json.gz": some, "": some}
    path.write_text(json.dumps(told), "utf-8")
    asked = []
    from sohoa.pipeline.output import damage

    monkeypatch.setattr(damage, "is_as_written", lambda _, path, *__: bool(asked.append(path)) or True)
    assert found(out)["a"] == GOOD
    assert [p for p in asked if ".." in p.parts or out not in p.parents] == []
    assert len(asked) == 2 * len(RESULTS) + 3


def test_an_output_of_another_contract_is_refused(out):
    path = out / "outcome" / "a.json"
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**told, "contract": "0.1"}), "utf-8")
    with pytest.raises(InputError, match="another version"):
        found(out)
