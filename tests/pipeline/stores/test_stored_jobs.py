"""A document read and put together with OUT in a store, job by job, as on machines that share nothing else."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.errors import SourceChanged, StoreLost
from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.document_jobs import Gathered
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.stores import stored_jobs
from sohoa.pipeline.stores.mirror import push
from sohoa.pipeline.stores.s3 import Store
from sohoa.pipeline.stores.stored_jobs import Errand, assemble_stored, read_stored, survey_stored
from tests.support.run_here import fake_run

DATA = "một\nhai ba\n".encode()


@pytest.fixture
def source(bucket):
    bucket.put("vào/a.txt", DATA)
    return Source(hashlib.sha256(DATA).hexdigest(), "a", str(Path(bucket.url("vào/a.txt"))), "a.txt", "a.txt")


def machine(bucket, tmp_path, name):
    work = tmp_path / name
    return Errand(work, bucket.url("ra")), fake_run(work / "out")


def test_pages_read_on_two_machines_are_put_together_on_a_third(bucket, source, tmp_path):
    one, two, three = (machine(bucket, tmp_path, name) for name in ("một", "hai", "ba"))
    assert survey_stored(*one, source).to_read == (1, 2)
    assert read_stored(*one, source, 1) is read_stored(*two, source, 2) is Status.OK
    assert survey_stored(*three, source).to_read == ()
    outcome = assemble_stored(*three, Gathered(source, 2, True, pages=(1, 2)))
    assert (outcome.status, outcome.complete) == (Status.OK, True)
    assert {p.split("/")[0] for p in bucket.objects("ra")} >= {"documents", "text", "outcome", "checkpoints"}
    assert not (tmp_path / "ba" / "in" / source.doc_id).exists()


def test_the_outcome_is_put_last(bucket, source, tmp_path, monkeypatch):
    here = machine(bucket, tmp_path, "một")
    read_stored(*here, source, 1)

    def fail_at_text(store, out, places, there=None):
        places = list(places)
        if "text/a.txt" in places:
            raise StoreLost("no network", where=store.url)
        push(store, out, places, there)

    monkeypatch.setattr(stored_jobs, "push", fail_at_text)
    with pytest.raises(StoreLost):
        assemble_stored(*here, Gathered(source, 2, False, pages=(1,)))
    assert not [key for key in bucket.all_keys("ra") if "/outcome/" in key]


def test_what_an_earlier_run_has_left_here_does_not_count(bucket, source, tmp_path):
    """Its page was read here, but never came into the store: another machine could not see it."""
    one = machine(bucket, tmp_path, "một")
    read_stored(*one, source, 1)
    for key in bucket.all_keys("ra"):
        bucket.remove(key)
    assert survey_stored(*one, source).to_read == (1, 2)


def test_other_bytes_are_not_read(bucket, source, tmp_path):
    here = machine(bucket, tmp_path, "một")
    with pytest.raises(SourceChanged):
        survey_stored(*here, replace(source, doc_id="0" * 64))


def test_without_a_network_it_is_the_store_that_is_told(tmp_path, bucket, source, monkeypatch):
    monkeypatch.setattr(Store, "_s3", property(lambda _: (_ for _ in ()).throw(OSError("no route to host"))))
    stored_jobs.store_at.cache_clear()
    with pytest.raises(StoreLost) as raised:
        survey_stored(*machine(bucket, tmp_path, "một"), source)
    assert "no route to host" in str(raised.value)
