"""One writer of a store at a time; a dead one's lock is taken over, and the one that comes back ends."""

import json

import pytest

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores import store_lock
from sohoa.pipeline.stores.s3 import Store
from sohoa.pipeline.stores.store_lock import Hold, only_store_writer, require_no_store_writer
from tests.support.fault_runs import wait_until


@pytest.fixture
def store(bucket, monkeypatch):
    monkeypatch.setattr(store_lock, "BEAT_S", 0.1)
    monkeypatch.setattr(store_lock, "DEAD_AFTER_S", 0.6)
    return Store(bucket.url("ra"))


def work(tmp_path, name):
    (tmp_path / name).mkdir()
    return tmp_path / name


def test_a_second_writer_is_refused(store, tmp_path):
    with only_store_writer(store, work(tmp_path, "một")) as hold:
        assert hold.sure
        with pytest.raises(CannotWrite) as raised, only_store_writer(store, work(tmp_path, "hai")):
            pass
        assert raised.value.doubt.kind is DoubtKind.OUT_IS_TAKEN
        with pytest.raises(InputError) as raised:
            require_no_store_writer(store)
        assert raised.value.doubt.kind is DoubtKind.OUT_IS_BEING_WRITTEN
        hold.require()
    with only_store_writer(store, tmp_path / "hai"):
        pass
    require_no_store_writer(store)


def test_a_dead_ones_lock_is_taken_over(store, bucket, tmp_path):
    bucket.put("ra/.lock", json.dumps({"holder": "một máy khác", "beat": 3}).encode())
    require_no_store_writer(store)
    with only_store_writer(store, work(tmp_path, "hai")):
        assert json.loads(bucket.get("ra/.lock"))["holder"] != "một máy khác"
    assert bucket.all_keys("ra") == []


def test_that_of_an_earlier_run_of_this_folder_at_once(store, tmp_path, monkeypatch):
    monkeypatch.setattr(store_lock, "DEAD_AFTER_S", 1000.0)
    folder = work(tmp_path, "một")
    killed = Hold(store, store_lock._own_word(folder))
    killed.take()
    with only_store_writer(store, folder) as hold:
        hold.require()


def test_a_word_that_is_none_of_ours_is_that_of_a_dead_one(store, bucket, tmp_path):
    bucket.put("ra/.lock", b"\xff[")
    with only_store_writer(store, work(tmp_path, "một")):
        pass


def test_who_was_taken_over_ends_and_leaves_the_lock_of_the_other(store, bucket, tmp_path):
    with only_store_writer(store, work(tmp_path, "một")) as hold:
        bucket.put("ra/.lock", b'{"holder": "x", "beat": 1}')
        assert wait_until(lambda: hold._lost, 5)
        with pytest.raises(CannotWrite):
            hold.require()
    assert bucket.get("ra/.lock") == b'{"holder": "x", "beat": 1}'


def test_a_store_that_puts_in_any_case_is_told(store, tmp_path, monkeypatch):
    whole = store.put_if
    monkeypatch.setattr(
        store, "put_if", lambda place, data, tag: whole(place, data, tag) or store.put(place, data) or "t"
    )
    with only_store_writer(store, work(tmp_path, "một")) as hold:
        assert not hold.sure
