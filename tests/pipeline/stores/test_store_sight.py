"""Is what stands in a store what was put there?"""

import pytest

from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.stores.mirror import pull
from sohoa.pipeline.stores.s3 import Store
from sohoa.pipeline.stores.store_sight import StoredSight


@pytest.fixture
def stored(read_once, bucket, tmp_path):
    """An output in a bucket of its own, put in the order of a run, and the outcome of `b`."""
    keys = read_once.all_keys("ra")
    for key in sorted(keys, key=lambda k: "/outcome/" in k):
        bucket.put(key, read_once.get(key))
    pull(Store(bucket.url("ra")), tmp_path, ("outcome/",))
    return next(o for o in load_outcomes(tmp_path).values() if o.name == "b")


@pytest.fixture
def stands(bucket, tmp_path, stored):
    def ask(quick):
        return StoredSight(Store(bucket.url("ra")), tmp_path).stands(tmp_path, stored, quick)

    assert ask(quick=True)
    assert ask(quick=False)
    return ask


def test_what_was_changed_in_the_store_is_made_anew(stands, bucket, monkeypatch):
    whole = bucket.get("ra/text/b.txt")
    bucket.put("ra/text/b.txt", whole[:-1])
    assert not stands(quick=True)
    bucket.put("ra/text/b.txt", whole.swapcase())
    assert not stands(quick=False)
    late = Store.objects

    def later(self, below=""):
        for place, told in late(self, below):
            yield place, told if place != "text/b.txt" else type(told)(told.size, told.tag, told.modified + 5)

    monkeypatch.setattr(Store, "objects", later)  # the store's clock tells seconds
    assert not stands(quick=True)
    bucket.put("ra/text/b.txt", whole)
    assert stands(quick=True)


def test_what_is_missing_is_made_anew(stands, bucket):
    bucket.remove("ra/cells/b.parquet")
    assert not stands(quick=True)


def test_a_checkpoint_may_be_missing(stands, bucket):
    bucket.remove("ra/checkpoints/b/p0001.json.gz")
    assert stands(quick=False)


def test_without_its_outcome_it_is_none(stands, bucket):
    bucket.remove("ra/outcome/b.json")
    assert not stands(quick=True)
