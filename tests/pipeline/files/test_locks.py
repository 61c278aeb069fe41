"""Locks that somebody else holds, that are let go meanwhile, and a file system that knows none."""

import errno
import fcntl
import threading

import pytest

from sohoa.pipeline.files.locks import hold, is_held


@pytest.fixture
def two(tmp_path):
    """Two descriptors of one file, as two programs have them."""
    with (tmp_path / "a").open("w") as one, (tmp_path / "a").open("w") as other:
        yield one, other


def test_one_writer_alone_or_many_readers(two):
    one, other = (f.fileno() for f in two)
    assert is_held(one, fcntl.LOCK_SH)
    assert is_held(other, fcntl.LOCK_SH)
    assert not is_held(other, fcntl.LOCK_EX)


def test_what_is_not_let_go_in_time_is_said(two):
    one, other = (f.fileno() for f in two)
    hold(one, fcntl.LOCK_EX, 0.0)
    with pytest.raises(BlockingIOError) as told:
        hold(other, fcntl.LOCK_SH, 0.05)
    assert told.value.errno == errno.EWOULDBLOCK


def test_what_is_let_go_meanwhile_is_taken(two):
    one, other = two
    hold(one.fileno(), fcntl.LOCK_EX, 0.0)
    later = threading.Timer(0.1, fcntl.flock, (one.fileno(), fcntl.LOCK_UN))
    later.start()
    assert is_held(other.fileno(), fcntl.LOCK_EX, 30.0)
    later.join()


def test_without_locks_all_goes_on(two, monkeypatch):
    def none(*_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", none)
    assert is_held(two[0].fileno(), fcntl.LOCK_EX)
