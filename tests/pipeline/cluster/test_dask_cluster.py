"""A run on a Dask cluster of the loopback: the same rows as on this machine, bad pages, workers that may not."""

import dask
import pytest
from distributed import Security

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.cluster.dask_cluster import require_address
from tests.support.kept_results import results
from tests.support.loopback_cluster import Cluster


@pytest.mark.parametrize("address", ["tcp://h:8786", "h:8786", "tls://", "http://h", ""])
def test_an_address_without_tls_wants_a_word(address):
    with pytest.raises(InputError) as raised:
        require_address(address, unencrypted=False)
    plain = address.startswith("tcp")
    assert raised.value.doubt.kind is (DoubtKind.CLUSTER_UNENCRYPTED if plain else DoubtKind.CLUSTER_ADDRESS)


def test_with_the_word_or_with_tls_it_will_do():
    require_address("tcp://h:8786", unencrypted=True)
    require_address("tls://h:8786", unencrypted=False)


def test_a_scheduler_that_is_not_there(sohoa, source):
    source("a.txt", "một")
    with_config = ("run", "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:9", "--unencrypted")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        code, _, err = sohoa(*with_config)
    assert code == ExitCode.CLUSTER_LOST
    assert "cannot be reached" in err


def test_the_same_rows_as_on_this_machine(sohoa, source, tmp_path, cluster, outcome):
    source("a.txt", "một", "hai ba", "bug")
    source("b.txt", "bốn", "crash", "năm")
    source("c.txt", "encrypted")
    source("d.txt", *(f"trang {n}" for n in range(12)))
    source("e.txt", "crash once")
    there = sohoa("run", "in", "-o", "out", "--scheduler", cluster.address, "--unencrypted")
    (tmp_path / "in" / ".crashed-1").unlink()
    here = sohoa("run", "in", "-o", "here", "-j", "1")
    assert there[0] == here[0] == ExitCode.SOME_FAILED, (there, cluster.log())
    assert results(tmp_path / "out", *"abcde") == results(tmp_path / "here", *"abcde")
    assert outcome("e")["status"] == "ok"
    assert [p for p in (tmp_path / "out").rglob(".*") if p.name != ".lock"] == []
    again = sohoa("run", "in", "-o", "out", "--scheduler", cluster.address, "--unencrypted")
    assert again[1].count("done  ") == 2


def test_workers_of_another_engine_get_no_page(sohoa, source, cluster, calls, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE", "fake 2.0")
    source("a.txt", "một")
    code, _, err = sohoa("run", "in", "-o", "out", "--scheduler", cluster.address, "--unencrypted")
    assert code == ExitCode.CLUSTER_LOST
    assert "its engine is fake 1.0, that of this run fake 2.0" in err
    assert calls() == []


@pytest.fixture
def certificates(tmp_path):
    """Files of one certificate for all roles, as Dask's configuration names them."""
    made = Security.temporary()
    (tmp_path / "cert.pem").write_text(made.tls_ca_file)
    (tmp_path / "key.pem").write_text(made.tls_client_key)
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def test_over_tls_and_nobody_without_a_certificate(sohoa, source, tmp_path, certificates):
    cert, key = certificates
    told = ("--protocol", "tls", "--tls-ca-file", cert, "--tls-cert", cert, "--tls-key", key)
    there = Cluster(tmp_path / "cluster", security=told)
    try:
        assert there.address.startswith("tls://")
        source("a.txt", "một", "hai")
        tls = "distributed.comm.tls"
        files = {f"{tls}.ca-file": str(cert), f"{tls}.client.cert": str(cert), f"{tls}.client.key": str(key)}
        with dask.config.set({"distributed.comm.timeouts.connect": "2s"}):
            assert sohoa("run", "in", "-o", "out", "--scheduler", there.address)[0] == ExitCode.CLUSTER_LOST
        with dask.config.set(files):
            code, _, err = sohoa("run", "in", "-o", "out", "--scheduler", there.address)
        assert code == ExitCode.OK, (err, there.log())
    finally:
        there.end()
