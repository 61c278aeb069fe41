import os

import pytest

from sohoa.pipeline.cli import main
from tests.support import fake_stages
from tests.support.command_fixtures import outcome, sohoa, source
from tests.support.loopback_store import LoopbackStore

__all__ = ["bucket", "outcome", "read_once", "server", "sohoa", "source"]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The store; all tests share it."""
    some = LoopbackStore(tmp_path_factory.mktemp("store"))
    before = dict(os.environ)
    os.environ.update(some.environment)
    yield some
    os.environ.clear()
    os.environ.update(before)
    some.end()


@pytest.fixture(scope="session")
def read_once(server, tmp_path_factory):
    """A bucket with an output at `ra`, made of some documents in `vào`; it is only read."""
    some, folder = server.bucket(), tmp_path_factory.mktemp("read")
    for name, lines in {"a": ["một", "hai ba", "bug"], "b": ["bốn", "năm"], "c": ["sáu"]}.items():
        some.put(f"vào/{name}.txt", "".join(f"{line}\n" for line in lines).encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(folder))
        assert main(["run", some.url("vào"), "-o", some.url("ra"), "-j", "1", "-q"], fake_stages.RECIPE) == 1
    return some


@pytest.fixture
def bucket(server, tmp_path, monkeypatch):
    """A bucket of this test's own; what is fetched lies in its folder meanwhile."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return server.bucket()
