"""What is laid over lines for the network of covered ones: it adds ink, and leaves the line's own."""

import numpy as np
import pytest

from sohoa.pipeline.recogniser.training import covers
from sohoa.pipeline.recogniser.training.covers import lay_covers
from sohoa.pipeline.recogniser.training.setting import SetLine


def line(letters=6):
    """Blocks that stand for letters of 40 pixels."""
    coverage = np.zeros((104, 40 * letters + 20), np.uint8)
    for k in range(letters):
        coverage[40:68, 10 + 40 * k : 36 + 40 * k] = 255
    return SetLine(coverage, np.arange(letters, dtype=np.float32) * 40 + 23, 40, 68)


@pytest.mark.parametrize("other", [None, line(9)], ids=["first line", "later line"])
def test_covers_add_ink_and_take_none(other, monkeypatch):
    monkeypatch.setattr(covers, "_TAKEN_OFF", 0.0)
    rng = np.random.default_rng(5)
    more = []
    for _ in range(60):
        before = np.asarray(line().coverage / np.float32(255), np.float32)
        after = before.copy()
        lay_covers(after, line(), other, rng)
        assert (after >= before).all() and after.max() <= 1 and after.shape == before.shape
        more.append(float((after - before).sum()))
    assert np.mean(np.array(more) > 50) > 0.8


def test_what_is_taken_off_leaves_paler_print_and_crumbs(monkeypatch):
    monkeypatch.setattr(covers, "_TAKEN_OFF", 1.0)
    rng, paler, crumbs = np.random.default_rng(5), [], []
    for _ in range(60):
        before = np.asarray(line().coverage / np.float32(255), np.float32)
        after = before.copy()
        lay_covers(after, line(), line(9), rng)
        assert after.min() >= 0 and after.max() <= 1
        paler.append(bool((after < before - 0.05).any()))
        crumbs.append(bool((after[before == 0] > 0.2).any()))
    assert np.mean(paler) > 0.5 and np.mean(crumbs) > 0.5


def test_equal_seeds_lay_equal_covers():
    inks = [np.zeros((104, 260), np.float32) for _ in range(2)]
    for ink in inks:
        lay_covers(ink, line(), line(9), np.random.default_rng(8))
    assert (inks[0] == inks[1]).all()
