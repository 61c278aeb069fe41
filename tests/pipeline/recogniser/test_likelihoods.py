from itertools import product

import numpy as np
import pytest

from sohoa.pipeline.recogniser.likelihoods import log_likelihoods


def read(path):
    """What a path says: runs joined, blanks (0) left out."""
    return [x for k, x in enumerate(path) if x and (k == 0 or path[k - 1] != x)]


def by_all_paths(frames, text):
    paths = (p for p in product(range(frames.shape[1]), repeat=len(frames)) if read(p) == list(text))
    return np.log(sum(np.prod([frames[t, x] for t, x in enumerate(p)]) for p in paths) or 1e-30)


@pytest.mark.parametrize(
    "text", [(), (1,), (1, 2), (1, 1), (2, 1, 2), (1, 1, 2)], ids=["nothing", "one", "two", "twice", "three", "more"]
)
def test_all_places_of_the_letters_count_together(text):
    frames = np.random.default_rng(5).dirichlet(np.ones(3), 5).astype(np.float32)
    assert log_likelihoods([frames], [text])[0] == pytest.approx(by_all_paths(frames, text), abs=1e-4)


def test_each_text_has_its_piece_however_long():
    draw = np.random.default_rng(6)
    pieces = [draw.dirichlet(np.ones(4), n).astype(np.float32) for n in (3, 7, 5)]
    texts = [(1, 2), (3,), ()]
    alone = [log_likelihoods([p], [t])[0] for p, t in zip(pieces, texts, strict=True)]
    assert log_likelihoods(pieces, texts) == pytest.approx(alone)


def test_long_lines_do_not_come_to_nothing():
    frames = np.full((1000, 3), (1e-3, 1e-3, 1e-3), np.float32)
    found = log_likelihoods([frames, frames], [(1,), (1, 2)])
    assert np.isfinite(found).all()
    assert found[0] < -6000


def test_nothing_to_weigh():
    assert len(log_likelihoods([], [])) == 0
