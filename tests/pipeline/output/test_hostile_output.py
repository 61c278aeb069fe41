"""An output folder made by somebody else: nothing in it is followed, nothing is written or read outside."""

import json
import os
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sohoa as face
from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.cli import main
from sohoa.pipeline.output.outcomes import load_kept
from sohoa.pipeline.output.paths import DATASETS
from sohoa.pipeline.output.schemas import SCHEMAS
from tests.support import fake_stages

FOLDERS = (*DATASETS, "text", "outcome", "checkpoints")


@pytest.fixture
def sohoa(sohoa):
    """The same from a whole line; a fault of the program is none of the answers."""

    def call(line):
        code, out, err = sohoa(*line.split())
        assert "fault of the program" not in err
        return code, out, err

    return call


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An output folder with the documents `a` and `b`."""
    place = tmp_path_factory.mktemp("made")
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text("một\n", "utf-8")
    (place / "in" / "b.txt").write_text("hai\n", "utf-8")
    assert main(["run", str(place / "in"), "-o", str(place / "out"), "-q", "-j", "1"], fake_stages.RECIPE) == 0
    (place / "in" / "calls.log").unlink()
    return place


@pytest.fixture
def out(made, tmp_path):
    """A copy of it, and a folder beside it that is none of its business."""
    shutil.copytree(made / "in", tmp_path / "in")
    shutil.copytree(made / "out", tmp_path / "out")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").write_text("keep me", "utf-8")
    (tmp_path / "elsewhere" / ".x.part").write_text("keep me", "utf-8")
    return tmp_path / "out"


def seen(folder):
    """All that lies in a folder, with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("folder", [*FOLDERS, "checkpoints/a"])
def test_nothing_is_written_outside(out, sohoa, folder):
    elsewhere = out.parent / "elsewhere"
    before = seen(elsewhere)
    shutil.rmtree(out / folder)
    (out / folder).symlink_to(elsewhere)
    code, _, err = sohoa("run in -o out -j 1 --force")
    assert code == 5
    assert f"out/{folder}: a link" in err
    assert seen(elsewhere) == before


@pytest.mark.parametrize("folder", DATASETS)
def test_a_linked_dataset_is_not_read(out, sohoa, folder):
    shutil.copytree(out / folder, out.parent / "copy")
    shutil.rmtree(out / folder)
    (out / folder).symlink_to(out.parent / "copy")
    with pytest.raises(InputError) as refused:
        face.load(out, folder)
    assert refused.value.doubt.kind is DoubtKind.NOT_FOLLOWED
    code, _, err = sohoa("export out --to csv there")
    assert (code, f"out/{folder}: a link" in err) == (3, True)
    assert not (out.parent / "there" / f"{folder}.csv").exists()


@pytest.mark.parametrize("command", ["status out", "export out --to xlsx there", "run in -o out --dry-run"])
def test_linked_outcomes_are_not_read(out, sohoa, command):
    (out / "outcome").rename(out.parent / "copy")
    (out / "outcome").symlink_to(out.parent / "copy")
    code, _, err = sohoa(command)
    assert (code, "out/outcome: a link" in err) == (3, True)


def test_a_pipe_a_device_and_a_link_among_the_outcomes_are_passed_over(out, sohoa):
    (out / "outcome" / "a.json").rename(out.parent / "a.json")
    (out / "outcome" / "a.json").symlink_to(out.parent / "a.json")
    (out / "outcome" / "zero.json").symlink_to("/dev/zero")
    os.mkfifo(out / "outcome" / "pipe.json")
    (out / "outcome" / "folder.json").mkdir()
    (out / "outcome" / "deep.json").write_text("[" * 100_000, "utf-8")
    code, told, err = sohoa("status out")
    assert (code, "1 document" in told) == (0, True)
    assert sorted(w.split("/")[-1].split()[0] for w in err.splitlines()) == [
        "a.json", "deep.json", "folder.json", "pipe.json", "zero.json",
    ]  # fmt: skip


def rewritten(path, **changes):
    told = json.loads(path.read_text("utf-8"))
    told.pop("sha256", None)
    path.write_text(json.dumps({**told, **changes}), "utf-8")


@pytest.mark.parametrize("name", ["../escaped", "../../elsewhere/x", "/tmp/escaped", "b", "", ".", "..", "a/../b"])
@pytest.mark.parametrize("contract", ["0.2", "0.1"])
def test_a_name_in_an_outcome_is_not_believed(out, name, contract):
    rewritten(out / "outcome" / "a.json", name=name, contract=contract)
    kept = load_kept(out)
    assert {k.name for k in kept.known.values()} == {"b"}
    assert [p.name for p in kept.unreadable] == ["a.json"]


@pytest.mark.parametrize("contract", ["0.2", "0.1"])
def test_a_run_writes_such_an_outcome_anew(out, sohoa, contract):
    before = {p.name for p in out.parent.iterdir()}
    rewritten(out / "outcome" / "a.json", name="../escaped", contract=contract)
    assert sohoa("run in -o out -j 1")[0] == 0
    assert {p.name for p in out.parent.iterdir()} == before
    assert sorted(p.stem for p in (out / "outcome").iterdir()) == ["a", "b"]
    assert json.loads((out / "outcome" / "a.json").read_text("utf-8"))["name"] == "a"


@pytest.mark.parametrize(
    "changes",
    [{"n_pages": 10**15}, {"n_pages": -1}, {"doc_id": "../x"}, {"doc_id": "A" * 64}, {"status": "fine"}, {"files": 3}],
)
def test_an_outcome_that_cannot_be_is_left_out(out, sohoa, changes):
    rewritten(out / "outcome" / "a.json", **changes)
    code, told, err = sohoa("status out")
    assert (code, "1 document" in told, "a.json cannot be read" in err) == (0, True, True)


def test_a_linked_checkpoint_is_not_read(out, sohoa):
    log = out.parent / "in" / "calls.log"
    kept = out / "checkpoints" / "a" / "p0001.json.gz"
    kept.rename(out.parent / "elsewhere" / "p.json.gz")
    kept.symlink_to(out.parent / "elsewhere" / "p.json.gz")
    (out / "outcome" / "a.json").unlink()
    assert sohoa("run in/a.txt -o out -j 1")[0] == 0
    assert log.read_text("utf-8") == "a.txt 1 source\n"
    assert not kept.is_symlink()


def test_a_linked_lock_and_one_that_is_a_pipe(out, sohoa):
    (out / ".lock").unlink()
    (out / ".lock").symlink_to(out.parent / "elsewhere" / "precious")
    assert sohoa("run in -o out -j 1")[0] == 5
    (out / ".lock").unlink()
    os.mkfifo(out / ".lock")
    assert sohoa("run in -o out -j 1")[0] == 5
    assert (out.parent / "elsewhere" / "precious").read_text("utf-8") == "keep me"


def with_cells(out, **changes):
    """Write the cells of `a` anew, each with these values."""
    path = out / "cells" / "a.parquet"
    rows = [{**row, **changes} for row in pq.ParquetFile(path).read().to_pylist()]
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["cells"]), path)


@pytest.mark.parametrize("to", ["xlsx", "html", "csv"])
@pytest.mark.parametrize(
    "changes",
    [
        {"table_id": "../../escaped"},
        {"table_id": "/tmp/sohoa-escaped"},
        {"table_id": '"><script>'},
        {"table_id": "p001-1\n"},
        {"table_id": ""},
        {"row": 2_000_000_000},
        {"row": -1},
        {"col_span": 0},
        {"row_span": 1_000_000, "col_span": 1_000},
    ],
)
def test_cells_that_cannot_be_are_not_exported(out, sohoa, to, changes):
    with_cells(out, **changes)
    before = {p.name for p in out.parent.iterdir()} | {"there"}
    code, _, err = sohoa(f"export out --to {to} there/deep")
    assert (code, "cells/a.parquet: damaged, or not written by sohoa" in err) == (3, True)
    assert {p.name for p in out.parent.iterdir()} <= before
    assert not any("escaped" in str(p) for p in (out.parent / "there").rglob("*"))


def test_cells_that_can_be_are_exported(out, sohoa):
    with_cells(out, table_id="p165-12", row_span=3)
    assert sohoa("export out --to csv there")[0] == 0
    assert (out.parent / "there" / "tables" / "a" / "p165-12.csv").is_file()


def test_a_folder_of_the_export_is_not_followed_either(out, sohoa):
    (out.parent / "there").mkdir()
    (out.parent / "there" / "tables").symlink_to(out.parent / "elsewhere")
    code, _, err = sohoa("export out --to csv there")
    assert (code, "a link" in err) == (5, True)
    assert sorted(seen(out.parent / "elsewhere")) == [".x.part", "precious"]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no Parquet at all"])
def test_a_damaged_dataset_is_named(out, sohoa, data):
    (out / "cells" / "b.parquet").write_bytes(data)
    with pytest.raises(InputError, match=r"cells/b\.parquet") as refused:
        face.load(out, "cells")
    assert refused.value.doubt.kind is DoubtKind.STORED_DAMAGED
    for to in ("csv", "xlsx"):
        code, _, err = sohoa(f"export out --to {to} there")
        assert (code, "cells/b.parquet: damaged" in err, "sohoa verify OUT" in err) == (3, True, True)
    code, _, err = sohoa("status out --worst 3")
    assert (code, "cells/b.parquet: damaged" in err) == (3, True)


def test_a_checkpoint_of_a_giant_page_is_not_drawn(out, tmp_path):
    from dataclasses import replace

    from sohoa.pipeline.output.checkpoints import Checkpoint, page_key, save_checkpoint
    from sohoa.pipeline.output.source_bytes import file_digest
    from sohoa.pipeline.view.stages import _stored
    from sohoa.settings import Settings
    from tests.pipeline.output.test_datasets import page

    source = tmp_path / "in" / "a.txt"
    doc_id = file_digest(source)
    for width, found in ((100, [1]), (10**7, [])):
        reading = page(1)
        reading = replace(reading, frame=replace(reading.frame, width=width, height=width))
        save_checkpoint(out, "a", Checkpoint(page_key(doc_id, Settings(), ("1", "1")), reading))
        assert list(_stored(source, 1, out, Settings())) == found
