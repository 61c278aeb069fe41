"""The last layer of an earlier model grows by the labels that the alphabet has since."""

import numpy as np
import pytest

from sohoa.pipeline.recogniser.alphabet import LABELS
from sohoa.pipeline.recogniser.training.new_labels import with_new_labels


@pytest.mark.parametrize("labels", [5, 7])
def test_what_it_said_stays_and_new_labels_are_never_said(labels):
    rng = np.random.default_rng(1)
    weight, shift = rng.normal(size=(5, 8, 1, 1)).astype(np.float32), rng.normal(size=5).astype(np.float32)
    more, moved = with_new_labels(weight, shift, labels)
    assert (more.shape, moved.shape) == ((labels, 8, 1, 1), (labels,))
    said = more[:, :, 0, 0] @ rng.normal(size=8).astype(np.float32) + moved
    assert np.array_equal(more[:5], weight) and np.array_equal(moved[:5], shift)
    assert (said[5:] < said[:5].min()).all()


def test_labels_are_added_at_the_end():
    assert LABELS[284:] == "■★❖➢►◆™®©Δπ‰≠₁₃₄¾"  # the model for covered lines has those before
