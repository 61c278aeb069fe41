"""Property tests draw the same examples in every run (a red run means a change of ours); long tests run on request."""

from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, settings

# Without limits of time: on a busy machine they would fail what is right.
settings.register_profile(
    "same-examples", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same-examples")


_ONE_PROCESS = {"tests/end_to_end", "tests/samples"}


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Have a module run in one process, and those folders whose fixtures last as long as the session."""
    from xdist.scheduler import LoadScopeScheduling

    class ByModule(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            module = PurePosixPath(nodeid.split("::")[0])
            return str(next((p for p in module.parents if str(p) in _ONE_PROCESS), module))

    return ByModule(config, log)


def pytest_collection_modifyitems(config, items):
    """Leave the long tests out unless they are asked for: deselected, so that no run calls them skipped."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
