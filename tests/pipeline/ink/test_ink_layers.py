"""Print and a paler stamp over it are told apart by how dark their ink is."""

import numpy as np
import pytest

from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.ink_layers import part_layers

PRINT, PALE = 20, 130


def letter(grey, x, y, ink, size=30):
    """A ring of ink, lighter inks under darker ones."""
    area = grey[y : y + size, x : x + size - 8]
    stroke = np.zeros(area.shape, np.bool_)
    stroke[:6], stroke[-6:], stroke[:, :6], stroke[:, -6:] = True, True, True, True
    area[stroke] = np.minimum(area[stroke], ink)


def drawn(stamp=PALE, lines=12, under=6):
    """Lines of print; letters of a stamp in three rows lie over the beginning of `under` letters of the fourth line."""
    grey = np.full((1400, 1600), 255, np.uint8)
    for row in range(lines):
        for k in range(40 if row != 3 else under + 20):
            letter(grey, 200 + 30 * k, 100 + 100 * row, PRINT)
    for row, y in enumerate((340, 395, 450) if stamp else ()):
        for k in range(9):
            letter(grey, 150 + 33 * k, y + 7 * (row == 1), stamp)
    return grey


def layers(grey):
    return part_layers(grey, page_to_components(grey))


def test_a_pale_stamp_is_taken_off_the_print_under_it():
    grey, bare = drawn(), drawn(stamp=None)
    found = layers(grey)
    assert len(found.zones) == 1
    assert found.zones[0].holds(250, 415)
    for printed in found.printed:
        assert (printed[bare == PRINT] == PRINT).all()
        stamp = (grey == PALE)[:, :140]
        assert (printed[:, :140][stamp] == 255).all()
        assert (printed == PALE).sum() < 0.35 * (grey == PALE).sum()


@pytest.mark.parametrize(
    "grey",
    [drawn(stamp=None), drawn(stamp=PRINT), drawn(stamp=40), drawn(lines=3), np.full((500, 500), 255, np.uint8)],
    ids=["no stamp", "as dark as print", "hardly paler", "nothing under it", "nothing at all"],
)
def test_where_no_paler_stamp_lies_over_print_there_is_but_one_layer(grey):
    assert layers(grey) is None


def test_print_that_is_paler_in_a_part_of_the_page_is_no_stamp():
    grey = drawn(stamp=None)
    for row in range(8, 12):
        area = grey[90 + 100 * row : 190 + 100 * row]
        area[area == PRINT] = PALE
    assert layers(grey) is None
