"""Property tests draw the same examples in every run (a red run means a change of ours); long tests run on request."""

from hypothesis import HealthCheck, settings

# Without limits of time: on a busy machine they would fail what is right.
settings.register_profile(
    "same-examples", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same-examples")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_collection_modifyitems(config, items):
    """Leave the long tests out unless they are asked for: deselected, so that no run calls them skipped."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
