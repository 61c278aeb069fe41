"""Property tests draw the same examples in every run (a red run means a change of ours); long tests run on request."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Without limits of time: on a busy machine they would fail what is right.
settings.register_profile(
    "same-examples", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same-examples")


_ONE_PROCESS = (Path("tests/end_to_end"), Path("tests/samples"))


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


@pytest.hookimpl(tryfirst=True)  # before the plugin that runs tests in several processes looks at their groups
def pytest_collection_modifyitems(config, items):
    """Leave the long tests out unless they are asked for: deselected, so that no run calls them skipped.

    What makes something dear for many tests stays in one process (`--dist loadgroup`): a module, and those folders whose
    fixtures last as long as the session.
    """
    for item in items:
        place = item.path.relative_to(config.rootpath)
        room = next((p for p in place.parents if p in _ONE_PROCESS), place)
        item.add_marker(pytest.mark.xdist_group(str(room)))
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
