import pytest

from tests.support.command_fixtures import calls, outcome, sohoa, source

__all__ = ["calls", "outcome", "sohoa", "source", "sources"]


@pytest.fixture
def sources(tmp_path):
    """A folder with documents `a` (two pages) and `b`."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("một\nhai\n", "utf-8")
    (tmp_path / "in" / "b.txt").write_text("ba\n", "utf-8")
    return tmp_path / "in"
