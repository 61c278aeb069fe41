import pytest

from sohoa.pipeline.cluster.job_runner import end_idle
from tests.support.command_fixtures import calls, outcome, sohoa, source
from tests.support.loopback_cluster import Cluster

__all__ = ["calls", "cluster", "outcome", "sohoa", "source"]


@pytest.fixture(autouse=True)
def _nothing_left():
    """Jobs done in this very process leave nothing behind for other tests."""
    yield
    end_idle()


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and one worker of one thread."""
    some = Cluster(tmp_path / "cluster")
    yield some
    some.end()
