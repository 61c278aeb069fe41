import pytest

from tests.support.searched_outputs import searched_output


@pytest.fixture
def out(tmp_path):
    return searched_output(tmp_path)
