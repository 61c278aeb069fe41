import pytest

from tests.support.command_fixtures import calls, outcome, sohoa, source
from tests.support.loopback_cluster import Cluster

__all__ = ["calls", "cluster", "outcome", "sohoa", "source"]


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and one worker of one thread."""
    some = Cluster(tmp_path / "cluster")
    yield some
    some.end()
