"""Any file of an output folder spoiled in any way (seeded): nobody trips over it, and the next run makes all anew."""

import os
import random
import shutil

import pytest

from sohoa.errors import InputError
from sohoa.loading import load
from sohoa.pipeline.export.recipe import export_tables
from sohoa.pipeline.output.damage import Health, examine
from sohoa.pipeline.output.paths import DATASETS
from sohoa.pipeline.review.queue.worst import find_worst, outcomes_by_name
from tests.support.kept_results import results
from tests.support.run_here import fake_run, run_here

QUICK, LONG = 40, 1_000


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text("một hai ba\nhai\n", "utf-8")
    (place / "in" / "b.txt").write_text("ba\n", "utf-8")
    run_here(fake_run(place / "out"), place / "in")
    return place


def cut(data, draw):
    return data[: draw.randrange(len(data))]


def turned(data, draw):
    spoiled = bytearray(data)
    for _ in range(draw.choice((1, 1, 1, 20))):
        spoiled[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def zeros(data, draw):
    at = draw.randrange(len(data))
    return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]


def doubled(data, draw):
    at = draw.randrange(len(data))
    return data[:at] + data[draw.randrange(len(data)) :] + data[at:]


def other(data, draw):
    return draw.choice((b"", b"\0" * len(data), b"{}", b"[]", b"PAR1", b"\x1f\x8b", b"null\n", b"\xff\xfe"))


def spoil(out, draw):
    """Spoil one or two files; gives their paths in the folder."""
    files = sorted(p for p in out.rglob("*") if p.is_file() and p.name != ".lock")
    chosen = draw.sample(files, draw.choice((1, 1, 2)))
    for path in chosen:
        before, data = path.stat(), path.read_bytes()
        path.write_bytes(draw.choice((cut, turned, zeros, doubled, other))(data, draw))
        if draw.random() < 0.5:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return chosen


def look_at(out, place):
    """All that reads an output folder: it works, or says what is wrong with it."""
    for work in (
        lambda: outcomes_by_name(out),
        lambda: find_worst(out, 3),
        lambda: [load(out, dataset) for dataset in DATASETS],
        lambda: list(export_tables(out, "csv", place)),
    ):
        try:
            work()
        except InputError as e:
            assert e.told()


def damage_many(made, tmp_path, times, seed):
    whole = {name: results(made / "out", name) for name in "ab"}
    noticed = 0
    for n in range(times):
        draw = random.Random(f"{seed} {n}")
        out = tmp_path / f"out{n}"
        shutil.copytree(made / "out", out)
        spoil(out, draw)
        look_at(out, tmp_path / "export")
        for found in examine(out, quick=False):
            if found.health is Health.GOOD:
                assert results(out, found.name) == whole[found.name], (n, found)
            else:
                noticed += 1
        run_here(fake_run(out, verify=True), made / "in")
        assert {name: results(out, name) for name in "ab"} == whole, n
        assert {f.health for f in examine(out, quick=False)} == {Health.GOOD}, n
        shutil.rmtree(out)
    return noticed


def test_damage_of_any_kind(made, tmp_path):
    assert damage_many(made, tmp_path, QUICK, seed=12) >= QUICK * 3 // 4


@pytest.mark.long
def test_damage_of_any_kind_many_times(made, tmp_path):
    assert damage_many(made, tmp_path, LONG, seed=13) >= LONG * 3 // 4
