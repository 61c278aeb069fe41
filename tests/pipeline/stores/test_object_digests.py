"""Digests of inputs in a store: learnt once, known by their tags, forgotten if what tells them is spoiled."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from sohoa.pipeline.output.source_bytes import read_stamp
from sohoa.pipeline.stores.object_digests import ObjectDigests
from sohoa.pipeline.stores.object_inputs import find_all


@pytest.fixture
def learn(bucket, tmp_path, server):
    """Learns the digests of all inputs; gives them, what is kept, and how many were fetched."""

    def do(known=b""):
        kept, before = [known], server.n_fetched("txt")
        _, tagged = find_all([Path(bucket.url("vào"))], tmp_path / "out", False)
        some = ObjectDigests(tagged, tmp_path / "in", known, kept.append)
        some.learn()
        return {p.name: some.of(p)[1] for p in tagged}, kept[-1], server.n_fetched("txt") - before

    return do


def test_each_is_fetched_once(learn, bucket):
    data = {f"{k}.txt": str(k).encode() for k in range(5)}
    for name, some in data.items():
        bucket.put(f"vào/{name}", some)
    found, kept, n = learn()
    assert found == {name: hashlib.sha256(some).hexdigest() for name, some in data.items()}
    assert n == 5
    assert learn(kept)[2] == 0
    bucket.put("vào/3.txt", b"ba")
    found, _, n = learn(kept)
    assert (found["3.txt"], n) == (hashlib.sha256(b"ba").hexdigest(), 1)


def packed(text: bytes) -> bytes:
    """Without the time of packing: workers that name their tests a second apart would have other ones."""
    return gzip.compress(text, mtime=0)


@pytest.mark.parametrize(
    "known",
    [b"x", packed(b"["), packed(b"[]"), packed(b'{"a": 1}'), packed(b"{}")[:-3]],
)
def test_what_is_spoiled_is_forgotten(learn, bucket, known):
    bucket.put("vào/a.txt", b"a")
    assert learn(known)[0] == {"a.txt": hashlib.sha256(b"a").hexdigest()}


def test_a_digest_that_is_none_is_not_believed(learn, bucket):
    bucket.put("vào/a.txt", b"a")
    tag = hashlib.md5(b"a", usedforsecurity=False).hexdigest()
    bad = gzip.compress(json.dumps({bucket.url("vào/a.txt"): [tag, 1, "../../x"]}).encode())
    assert learn(bad)[0] == {"a.txt": hashlib.sha256(b"a").hexdigest()}


def test_a_file_is_hashed_as_ever(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a")
    stamp, digest = ObjectDigests({}, tmp_path / "in", b"", lambda _: None).of(tmp_path / "a.txt")
    assert (stamp, digest) == (read_stamp(tmp_path / "a.txt"), hashlib.sha256(b"a").hexdigest())
