"""A run whose IN and OUT are in a store: the same rows as in folders, gone on with, told what cannot be done."""

import pytest

from sohoa.errors import ExitCode
from tests.support.kept_results import results
from tests.support.loopback_cluster import Cluster

PAGES = {"a": ["một", "hai ba", "bug"], "b": ["bốn", "năm"], "c": ["encrypted"], "d": ["sáu"]}


def put_pages(bucket, source, pages=PAGES):
    """The same sources in a folder and in the store."""
    for name, lines in pages.items():
        bucket.put(f"vào/{name}.txt", source(f"{name}.txt", *lines).read_bytes())


def in_store(bucket):
    there = bucket.objects("ra")
    return {p: data for p, data in there.items() if p.split("/")[0] not in ("outcome", "checkpoints")}


def test_the_same_rows_as_in_folders(sohoa, source, tmp_path, bucket):
    put_pages(bucket, source)
    there = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "-j", "2")
    here = sohoa("run", "in", "-o", "out", "-j", "2")
    assert there[0] == here[0] == ExitCode.SOME_FAILED, there
    assert in_store(bucket) == results(tmp_path / "out", *PAGES)
    assert bucket.url("ra") in there[1]
    assert [k for k in bucket.all_keys() if ".lock" in k or ".part" in k] == []
    again = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "-j", "2")
    assert again[1].count("done  ") == 2


def test_sources_in_a_store_results_in_a_folder(sohoa, source, tmp_path, bucket):
    put_pages(bucket, source, {"a": ["một", "hai ba"]})
    assert sohoa("run", bucket.url("vào"), "-o", "out", "-j", "1")[0] == ExitCode.OK
    assert sohoa("run", "in", "-o", "here", "-j", "1")[0] == ExitCode.OK
    assert results(tmp_path / "out", "a") == results(tmp_path / "here", "a")
    bucket.remove("vào/a.txt")
    bucket.put("vào/b.txt", b"ba\n")
    again = sohoa("run", bucket.url("vào"), "-o", "out", "-j", "1")
    assert "b.txt" in again[1]
    assert "a.txt" not in again[1]


def test_what_has_not_changed_is_not_fetched_again(sohoa, source, bucket, server):
    put_pages(bucket, source, {"a": ["một"], "b": ["hai"]})
    sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "-j", "1")
    bucket.put("vào/b.txt", b"hai ba\n")
    before = server.n_fetched("txt")
    code, out, _ = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "-j", "1")
    assert (code, out.count("done  "), server.n_fetched("txt") - before) == (ExitCode.OK, 1, 1)


def test_a_dry_run_writes_nothing(sohoa, source, bucket):
    put_pages(bucket, source, {"a": ["một"]})
    code, out, _ = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "--dry-run")
    assert code == ExitCode.OK
    assert f"would read  a  ({bucket.url('vào/a.txt')})" in out
    assert bucket.all_keys("ra") == []


def test_nothing_of_it_stays_on_this_machine(sohoa, source, bucket, tmp_path):
    put_pages(bucket, source, {"a": ["một"]})
    sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), "-j", "1")
    assert {p.name for p in (tmp_path / "tmp").rglob("*") if p.is_file()} == {"holder", "lock"}


@pytest.mark.usefixtures("bucket")
def test_a_store_that_is_not_there(sohoa, tmp_path):
    code, _, err = sohoa("run", "s3://khong-co-kho-nay/x", "-o", tmp_path / "out")
    assert code == ExitCode.CLUSTER_LOST
    assert "the object store did not do what was asked" in err


def test_an_address_of_another_kind_is_told(sohoa, bucket):
    assert sohoa("run", "gs://kho/x", "-o", "out")[0] == ExitCode.NOTHING_READABLE
    assert sohoa("run", bucket.url("không có"), "-o", "out")[0] == ExitCode.NOTHING_READABLE


def test_what_wants_folders_says_so(sohoa, source, bucket):
    source("a.txt", "một")
    for words in (
        ("run", "in", "-o", bucket.url("ra"), "--watch"),
        ("run", "in", "-o", bucket.url("ra"), "--pdf"),
        ("review", bucket.url("ra")),
        ("search", bucket.url("ra"), "một"),
        ("export", "out", "--to", "xlsx", bucket.url("ra")),
    ):
        code, _, err = sohoa(*words)
        assert code == ExitCode.NOTHING_READABLE
        assert f"{bucket.url('ra')}: this works on folders of this machine" in err
        assert "sohoa copy s3://" in err


@pytest.fixture
def cluster(bucket, tmp_path):  # noqa: ARG001 - the workers find the store by the environment
    """A scheduler and two workers that reach the store."""
    some = Cluster(tmp_path / "cluster", 2)
    yield some
    some.end()


@pytest.mark.long
def test_on_a_cluster(sohoa, source, tmp_path, bucket, cluster):
    pages = {f"d{k}": [f"trang {k} {n}" for n in range(4)] for k in range(3)} | PAGES
    put_pages(bucket, source, pages)
    words = ("--scheduler", cluster.address, "--unencrypted")
    there = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), *words)
    here = sohoa("run", "in", "-o", "out", "-j", "1")
    assert there[0] == here[0] == ExitCode.SOME_FAILED, (there, cluster.log())
    assert in_store(bucket) == results(tmp_path / "out", *pages)


@pytest.mark.long
def test_a_worker_that_does_not_reach_the_store_gets_no_page(sohoa, source, tmp_path, bucket):
    put_pages(bucket, source, {"a": ["một"]})
    some = Cluster(tmp_path / "cluster", 0)
    try:
        some.start_worker({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"})
        words = ("--scheduler", some.address, "--unencrypted")
        code, _, err = sohoa("run", bucket.url("vào"), "-o", bucket.url("ra"), *words)
    finally:
        some.end()
    assert code == ExitCode.CLUSTER_LOST
    assert f"does not see {bucket.url('ra')}" in err
    assert bucket.all_keys("ra") == ["ra/checkpoints/.sources.json.gz"]
