import os

import pytest

from tests.support.command_fixtures import outcome, sohoa, source
from tests.support.loopback_store import LoopbackStore

__all__ = ["bucket", "outcome", "server", "sohoa", "source"]


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


@pytest.fixture
def bucket(server, tmp_path, monkeypatch):
    """A bucket of this test's own; what is fetched lies in its folder meanwhile."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return server.bucket()
