"""Faults inside the index that no search meets."""

import random

import pytest

from sohoa.pipeline.files.fingerprints import Fingerprint
from sohoa.pipeline.output.paths import search_path
from sohoa.pipeline.search.finding import search
from sohoa.pipeline.search.index_check import index_is_whole
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, writing
from sohoa.pipeline.search.query import Wish
from sohoa.pipeline.search.units import Unit
from sohoa.pipeline.search.writing import put_document

N_PAGES, N_WORDS, PIECE = 30, 300, 512
ASKED = ("suoi", "rung", "dat")


@pytest.fixture
def out(tmp_path):
    draw = random.Random(5)
    begin_anew(tmp_path, IndexDamaged(State.MISSING))
    words = [(*ASKED, *(f"tu{draw.randrange(4000)}" for _ in range(N_WORDS))) for _ in range(N_PAGES)]
    units = [Unit(n, some, (0,) * 4 * len(some)) for n, some in enumerate(words, 1)]
    with writing(tmp_path) as db:
        put_document(db, "a", Fingerprint(1, "0", 1), units, [])
    return tmp_path


def loses_a_hit(out):
    try:
        return any(search(out, Wish(word)).n_pages < N_PAGES for word in ASKED)
    except IndexDamaged:
        return False


def test_what_no_search_meets_is_found(out):
    path = search_path(out)
    whole = path.read_bytes()
    assert index_is_whole(out)
    lost = [at for at in range(0, len(whole), PIECE) if spoiled(path, whole, at) and loses_a_hit(out)]
    assert lost
    for at in lost:
        spoiled(path, whole, at)
        assert not index_is_whole(out)
        assert search(out, Wish(ASKED[0])).n_pages == 0, "an empty one stands in its place"


def spoiled(path, whole, at):
    path.write_bytes(whole[:at] + bytes(PIECE) + whole[at + PIECE :])
    return True


def test_without_an_index_nothing_is_damaged(tmp_path):
    assert index_is_whole(tmp_path)
    assert not search_path(tmp_path).exists()
