"""Files of a watched folder that have arrived."""

import os

import pytest

from sohoa.pipeline.batch.resting_files import RestingFiles
from sohoa.pipeline.output.document_names import FoundFile


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"begin")
    return FoundFile.given(tmp_path / "a.pdf")


def test_a_file_that_grows_is_left_alone(file):
    resting = RestingFiles(10)
    for now in range(0, 90, 9):
        assert resting.arrived([file], now) == ()
        with file.path.open("ab") as f:
            f.write(b"more")
    assert resting.arrived([file], 90) == ()
    assert resting.arrived([file], 100) == (file,)


def test_each_is_given_once_until_it_changes(file):
    resting = RestingFiles(10)
    assert [resting.arrived([file], now) for now in (0, 10, 11, 50)] == [(), (file,), (), ()]
    file.path.write_bytes(b"other")
    assert [resting.arrived([file], now) for now in (60, 69, 70)] == [(), (), (file,)]


def test_one_of_the_same_size_is_another(file):
    resting = RestingFiles(10)
    resting.arrived([file], 0)
    file.path.write_bytes(b"bytes")
    os.utime(file.path, ns=(1, 1))
    assert resting.arrived([file], 10) == ()


def test_one_that_has_gone_and_comes_again(file):
    resting = RestingFiles(10)
    assert [resting.arrived([file], now) for now in (0, 10)] == [(), (file,)]
    file.path.unlink()
    assert resting.arrived([file], 20) == ()
    file.path.write_bytes(b"begin")
    assert [resting.arrived([file], now) for now in (30, 40)] == [(), (file,)]
