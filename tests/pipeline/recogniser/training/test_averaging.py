"""The mean of two models: of floats, not of whole numbers; only of models of one shape."""

import numpy as np
import pytest

from sohoa.pipeline.recogniser.training.averaging import mean_weights


def test_the_mean_of_two():
    axes = np.array([0, 2], np.int64)
    old = {"kernel": np.array([1.0, 3.0], np.float16), "axes": axes}
    mean = mean_weights(old, {"axes": axes + 2, "kernel": np.array([2.0, 5.0], np.float16)})
    assert mean["kernel"].tolist() == [1.5, 4.0] and mean["kernel"].dtype == np.float16
    assert mean["axes"].tolist() == [2, 4]


@pytest.mark.parametrize("other", [{"kernel": np.zeros(3, np.float32)}, {"else": np.zeros(2, np.float32)}, {}])
def test_models_of_other_shapes_have_no_mean(other):
    with pytest.raises(ValueError, match="different shapes"):
        mean_weights({"kernel": np.zeros(2, np.float32)}, other)
