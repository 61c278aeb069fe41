"""A release: as whole as the output it was made of, and opened by programs of other people."""

import csv
import hashlib
import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
import yaml

import sohoa
from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.record import DocumentParts, Header, Provenance, Task
from sohoa.pipeline.export.release import recipe
from sohoa.pipeline.export.release.recipe import ReleaseWish, export_release
from sohoa.pipeline.export.release.workbook import write_workbook
from sohoa.pipeline.output.atomic_files import UNFINISHED
from sohoa.pipeline.output.paths import DATASETS, merged_path
from sohoa.pipeline.output.schemas import SCHEMAS
from sohoa.pipeline.output.secrecy import OnSecret
from tests.support.layered_outputs import reading, write_output

EVIL = ['=HYPERLINK("http://x";"y")', "+84 219", "-2,5", "<script>alert(1)</script>"]


@pytest.fixture
def out(tmp_path):
    for k, name in enumerate(("b", "a", "c")):
        source = tmp_path / f"{name}.pdf"
        source.write_bytes(name.encode())
        where = Provenance(1, None, 0.7)
        tasks = tuple(Task("p001-1", r, str(r), text, where, extra={"Ghi chú": text}) for r, text in enumerate(EVIL))
        parts = DocumentParts(header=Header(number=f"00{k}", subject=f'"{name}", xã\nEa'), tasks=tasks)
        write_output(
            tmp_path / "out", source, reading(lines=("TỐI MẬT",) if name == "c" else ("xin chào",)), parts=parts
        )
    return tmp_path / "out"


@pytest.fixture
def release(out, tmp_path):
    assert (
        len(list(export_release(out, tmp_path / "rel", ReleaseWish("Kế hoạch", "Kho A: 'B'")))) == 2 * len(DATASETS) + 7
    )
    return tmp_path / "rel"


@pytest.mark.parametrize("dataset", DATASETS)
def test_load_reads_both_alike(out, release, dataset):
    pd.testing.assert_frame_equal(sohoa.load(release, dataset), sohoa.load(out, dataset))


def test_pandas_polars_and_duckdb_read_it(release):
    path = merged_path(release, "tasks")
    assert pd.read_parquet(path)["task"].tolist() == EVIL * 3
    assert pl.read_parquet(path).group_by("document").len().sort("document")["len"].to_list() == [4, 4, 4]
    with duckdb.connect(release / "sohoa.duckdb", read_only=True) as db:
        assert db.execute("SELECT document, count(*) FROM tasks GROUP BY ALL ORDER BY ALL").fetchall() == [
            ("a", 4),
            ("b", 4),
            ("c", 4),
        ]
        assert db.execute("SELECT count(DISTINCT table_name) FROM duckdb_tables()").fetchone() == (len(DATASETS),)
        told = db.execute("SELECT comment FROM duckdb_columns() WHERE table_name='tasks' AND column_name='task'")
        assert told.fetchone() == ("the task, as printed",)


def test_the_package_is_valid(release):
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package(str(release / "datapackage.json"))
        report = package.validate()
    tabular = [t for t in report.tasks if t.type == "table"]
    assert report.valid, [t.errors for t in report.tasks]
    assert len(tabular) >= len(DATASETS)


def test_a_csv_that_differs_from_its_schema_is_not(release):
    from frictionless import Package, system

    path = release / "csv" / "pages.csv"
    path.write_text(path.read_text("utf-8").replace(",200.0,", ",many,"), "utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(release / "datapackage.json")).validate().valid


def test_the_package_names_every_column_and_digest(release):
    told = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert told["title"] == "Kế hoạch"
    resources = {r["path"]: r for r in told["resources"]}
    for dataset in DATASETS:
        fields = resources[f"csv/{dataset}.csv"]["schema"]["fields"]
        assert [f["name"] for f in fields] == SCHEMAS[dataset].names
        assert all(f["description"] for f in fields)
    for path, resource_ in resources.items():
        assert resource_["hash"] == f"sha256:{hashlib.sha256((release / path).read_bytes()).hexdigest()}"
    assert f"`{DATASETS[0]}` | 3 |" in (release / "DATASHEET.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_the_sums_are_right(release):
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=release, check=True)
    named = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()}
    assert named == there - {"SHA256SUMS"}


def test_csv_holds_every_text_as_it_is(release):
    with (release / "csv" / "tasks.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [r["task"] for r in rows] == EVIL * 3
    assert not (release / "csv" / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_in_the_workbook_nothing_is_a_formula(release):
    book = openpyxl.load_workbook(release / "sohoa.xlsx")
    assert book.sheetnames == ["documents", "tasks", "indicators", "problems"]
    column = [c.value for c in book["tasks"][1]].index("task") + 1
    cells = [book["tasks"].cell(r, column) for r in range(2, 6)]
    assert [c.value for c in cells] == EVIL
    assert {c.data_type for c in cells} == {"s"}
    numbers = [c.value for c in book["documents"][1]].index("number") + 1
    assert book["documents"].cell(2, numbers).value == "001"


def test_a_dataset_too_long_for_a_sheet_is_told(release, tmp_path):
    merged = {d: merged_path(release, d) for d in DATASETS}
    assert write_workbook(merged, tmp_path / "x.xlsx", most_rows=5) == ("tasks",)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["tasks"].max_row == 5


def test_the_citation_can_be_read(release):
    told = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    assert (told["title"], told["authors"], told["type"]) == ("Kế hoạch", [{"name": "Kho A: 'B'"}], "dataset")
    assert told["version"] == json.loads((release / "datapackage.json").read_text("utf-8"))["version"]


def test_equal_data_have_equal_versions_and_others_other_ones(out, release, tmp_path):
    def version(folder):
        return json.loads((folder / "datapackage.json").read_text("utf-8"))["version"]

    first = version(release)
    list(export_release(out, release, ReleaseWish()))  # a release is replaced
    assert version(release) == first
    list(export_release(out, release, ReleaseWish(on_secret=OnSecret.SKIP)))
    assert version(release) != first
    assert sohoa.load(release, "documents")["document"].tolist() == ["a", "b"]
    assert "1 documents with a mark of secrecy were left out" in (release / "DATASHEET.md").read_text("utf-8")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_folder_with_other_things_is_left(out, tmp_path):
    (tmp_path / "rel").mkdir()
    (tmp_path / "rel" / "letter.txt").write_text("x")
    with pytest.raises(InputError) as refused:
        list(export_release(out, tmp_path / "rel", ReleaseWish()))
    assert refused.value.doubt.kind is DoubtKind.NO_RELEASE
    assert [p.name for p in (tmp_path / "rel").iterdir()] == ["letter.txt"]


def test_another_data_package_is_left(out, tmp_path):
    folder = tmp_path / "rel"
    folder.mkdir()
    (folder / "datapackage.json").write_text('{"name": "rain"}')
    (folder / "rain.csv").write_text("mm\n3\n")
    with pytest.raises(InputError) as refused:
        list(export_release(out, folder, ReleaseWish()))
    assert refused.value.doubt.kind is DoubtKind.NO_RELEASE
    assert (folder / "rain.csv").read_text() == "mm\n3\n"


def test_a_file_in_its_place_is_left(out, tmp_path):
    (tmp_path / "rel").write_text("x")
    with pytest.raises(InputError) as refused:
        list(export_release(out, tmp_path / "rel", ReleaseWish()))
    assert refused.value.doubt.kind is DoubtKind.NO_RELEASE
    assert (tmp_path / "rel").read_text() == "x"


def test_an_empty_folder_becomes_the_release(out, tmp_path):
    (tmp_path / "rel").mkdir()
    assert list(export_release(out, tmp_path / "rel", ReleaseWish()))


@pytest.mark.parametrize("error", [PermissionError(13, "refused"), KeyboardInterrupt()])
def test_one_that_cannot_take_its_place_leaves_the_old_release(out, release, tmp_path, monkeypatch, error):
    before = (release / "SHA256SUMS").read_bytes()
    rename = Path.rename

    def refuse(path, to):
        if path.name.endswith(UNFINISHED):
            raise error
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CannotWrite if isinstance(error, OSError) else KeyboardInterrupt):
        list(export_release(out, release, ReleaseWish("other")))
    assert (release / "SHA256SUMS").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_full_disk_leaves_the_old_release(out, release, tmp_path):
    before = (release / "SHA256SUMS").read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, old[1]))
    try:
        with pytest.raises(CannotWrite):
            list(export_release(out, release, ReleaseWish("other")))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert (release / "SHA256SUMS").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_without_duckdb_there_is_no_database(out, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr("sohoa.pipeline.export.release.recipe.is_here", lambda: False)
    names = {p.name for p in export_release(out, tmp_path / "rel", ReleaseWish())}
    assert "sohoa.duckdb" not in names
    assert "sohoa.xlsx" in names


def test_a_release_of_another_contract_is_refused(release):
    import pyarrow.parquet as pq

    path = merged_path(release, "tasks")
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({b"contract": b"0.1"}), path)
    with pytest.raises(InputError) as refused:
        sohoa.load(release, "tasks")
    assert refused.value.doubt.kind is DoubtKind.OLD_OUTPUT


@pytest.mark.parametrize(("column", "refused"), [("note", False), ("lead_agencies", True)])
def test_a_column_that_came_later_is_null_if_it_may_be(out, tmp_path, column, refused):
    import pyarrow.parquet as pq

    path = out / "tasks" / "b.parquet"
    pq.write_table(pq.read_table(path).drop_columns(column), path)
    if refused:
        with pytest.raises(InputError) as told:
            list(export_release(out, tmp_path / "rel", ReleaseWish()))
        assert told.value.doubt.kind is DoubtKind.OLD_OUTPUT
        assert not (tmp_path / "rel").exists()
    else:
        list(export_release(out, tmp_path / "rel", ReleaseWish()))
        assert sohoa.load(tmp_path / "rel", "tasks")[column].isna().all()


def test_a_damaged_file_is_named(out, tmp_path):
    file = out / "tasks" / "b.parquet"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(InputError) as refused:
        list(export_release(out, tmp_path / "rel", ReleaseWish()))
    assert (refused.value.doubt.kind, refused.value.where) == (DoubtKind.STORED_DAMAGED, str(file))
    assert not (tmp_path / "rel").exists()


def test_each_file_is_hashed_once(out, tmp_path, monkeypatch):
    hashed, digest = [], recipe.file_digest
    monkeypatch.setattr(recipe, "file_digest", lambda path: hashed.append(path.name) or digest(path))
    list(export_release(out, tmp_path / "rel", ReleaseWish()))
    assert len(hashed) == len(set(hashed)) == 2 * len(DATASETS) + 6
