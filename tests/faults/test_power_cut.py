"""A power cut at any moment: nothing that `verify` calls good is damaged, and the next run ends as if none had been."""

import random
import sys
from dataclasses import replace

import pytest

from sohoa.pipeline.output.damage import Health, examine
from sohoa.settings import RecordSettings, Settings
from tests.support.kept_results import results
from tests.support.run_here import fake_run, run_here
from tests.support.write_log import Recorder, lay_out, on_disk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SEED = 12


def recorded(out, sources, monkeypatch, *runs, deaf=False):
    """Events of these runs in turn, and what each left of each document."""
    out.mkdir()
    recorder = Recorder(out, deaf)
    with monkeypatch.context() as patch:
        recorder.install(patch)
        left = []
        for run in runs:
            run_here(run, sources)
            left.append({name: results(out, name) for name in "ab"})
    return recorder.events, left


def all_lost(_data):
    return b""


def half_lost(data):
    return data[: len(data) // 2]


def zeros(data):
    return bytes(len(data))


def cuts(events, often=1):
    """Disks after a cut at each point: nothing unsynced is kept, all names are, or some."""
    draw = random.Random(SEED)
    for k in range(0, len(events) + 1, often):
        some = events[:k]
        yield k, on_disk(some, lambda: True, all_lost)
        yield k, on_disk(some, lambda: False, all_lost)
        yield k, on_disk(some, lambda: draw.random() < 0.5, draw.choice((half_lost, zeros)))


def test_nothing_that_is_called_good_is_damaged(tmp_path, sources, monkeypatch):
    out = tmp_path / "out"
    first = fake_run(out)
    other = replace(first, settings=replace(Settings(), records=RecordSettings(review_below=0.9)), force=True)
    events, left = recorded(out, sources, monkeypatch, first, other)
    assert left[0] != left[1]
    seen = set()
    for n, (k, files) in enumerate(cuts(events)):
        place = tmp_path / f"cut{n}"
        lay_out(files, out, place)
        for found in examine(place, quick=False):
            seen.add(found.health)
            if found.health is Health.GOOD:
                assert results(place, found.name) in [version[found.name] for version in left], (k, found.name)
    assert seen == {Health.GOOD, Health.DAMAGED, Health.UNFINISHED}


def test_what_was_told_to_be_done_is_there(tmp_path, sources, monkeypatch):
    out = tmp_path / "out"
    events, left = recorded(out, sources, monkeypatch, fake_run(out))
    outcomes = [k for k, (what, at, *_) in enumerate(events) if what == "sync" and at == out / "outcome"]
    assert len(outcomes) == 2
    for n, (k, files) in enumerate(cuts(events)):
        place = tmp_path / f"cut{n}"
        lay_out(files, out, place)
        healths = {f.name: f.health for f in examine(place, quick=False)}
        assert Health.DAMAGED not in healths.values(), k  # an outcome comes after all that it tells of
        assert list(healths.values()).count(Health.GOOD) >= sum(k > at for at in outcomes)
    assert healths == {"a": Health.GOOD, "b": Health.GOOD}
    assert left[0] == {name: results(place, name) for name in "ab"}


def test_without_syncs_this_would_be_seen(tmp_path, sources, monkeypatch):
    out = tmp_path / "out"
    events, _ = recorded(out, sources, monkeypatch, fake_run(out), deaf=True)
    lay_out(on_disk(events, lambda: True, all_lost), out, tmp_path / "nothing")
    assert list((tmp_path / "nothing").iterdir()) == []
    lay_out(on_disk(events, lambda: False, all_lost), out, tmp_path / "empty")
    assert {f.health for f in examine(tmp_path / "empty", quick=True)} == {Health.DAMAGED}


def test_the_next_run_ends_as_if_there_had_been_none(tmp_path, sources, monkeypatch):
    out = tmp_path / "out"
    events, left = recorded(out, sources, monkeypatch, fake_run(out))
    for n, (k, files) in enumerate(cuts(events, often=4)):
        place = tmp_path / f"cut{n}"
        lay_out(files, out, place)
        run_here(fake_run(place), sources)
        assert {name: results(place, name) for name in "ab"} == left[0], k
        assert [p for p in place.rglob(".*") if p.name != ".lock"] == []
        assert {f.health for f in examine(place, quick=False)} == {Health.GOOD}
