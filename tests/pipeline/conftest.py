import pytest

from tests.support.small_page import RecordedEngine, small_page


@pytest.fixture
def page():
    return small_page()


@pytest.fixture
def engine():
    """What the engine read on the small page, without the engine."""
    return RecordedEngine()
