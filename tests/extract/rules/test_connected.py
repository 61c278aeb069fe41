"""Connected components are those of OpenCV, with its measures."""

import cv2
import numpy as np
import pytest

from sohoa.extract.rules.connected import ink_to_connected
from sohoa.pipeline.ink.components import UNDERLINE, page_to_components

INK = (0.0, 0.05, 0.3, 0.6, 1.0)
"""Shares of the pixels that are ink."""


@pytest.mark.parametrize("share", INK)
def test_labels_measures_and_centres_are_those_of_opencv(share):
    rng = np.random.default_rng(1)
    for height, width in rng.integers(1, 60, (100, 2)).tolist():
        ink = (rng.random((height, width)) < share).astype(np.uint8)
        count, labels, measures, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
        ours = ink_to_connected(ink)
        assert np.array_equal(labels, ours[0])
        assert np.array_equal(measures[1:], ours[1][1:])
        assert np.array_equal(centres[1:], ours[2][1:])
        assert (len(ours[1]), ours[1][0].tolist()) == (count, [0, 0, width, height, int((ink == 0).sum())])


def underlines(ink):
    """Thin level lines found in the whole picture at once, as `components` finds them band by band."""
    length = max(15, round(UNDERLINE * ink.shape[1]))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2 * max(3, length // 8) + 1, 1), np.uint8))
    return (cv2.dilate(level, np.ones((3, 1), np.uint8)) > 0) & (ink > 0) & (crossing == 0)


@pytest.mark.parametrize("width", [40, 303, 375, 512, 1240])
def test_underlines_are_found_wherever_they_lie(width):
    rng = np.random.default_rng(width)
    found = 0
    for _ in range(60):
        ink = (rng.random((80, width)) < rng.choice([0.02, 0.3, 0.9])).astype(np.uint8)
        for _ in range(5):
            y, x, long = int(rng.integers(80)), int(rng.integers(-20, width)), int(rng.integers(2, width // 2))
            ink[y : y + int(rng.integers(1, 4)), max(0, x) : max(0, x + long)] = 1
            ink[max(0, y - int(rng.integers(40))) : y + int(rng.integers(40)), int(rng.integers(width)) :][:, :2] = 1
        wanted = underlines(ink)
        assert np.array_equal(page_to_components(255 - 255 * ink).rules, wanted)
        found += wanted.any()
    assert found > 40
