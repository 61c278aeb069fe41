"""Labels that were added to the alphabet since a model was trained: its last layer grows by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_NEVER = -8.0
"""Score before softmax of a label that nothing was learned of; those of labels that are wrong lie about there."""


def with_new_labels(weight: Floats, shift: Floats, labels: int) -> list[Floats]:
    """The last layer with rows for labels that the model has not: as good as never said, until they are learned.

    Args:
        weight: of the last layer, (its labels, channels, 1, 1).
        shift: of it, (its labels,).
        labels: how many there are now.
    """
    more = max(0, labels - len(shift))
    shape = (more, *weight.shape[1:])
    return [
        np.concatenate((weight, np.zeros(shape, weight.dtype))),
        np.concatenate((shift, np.full(more, _NEVER, shift.dtype))),
    ]
