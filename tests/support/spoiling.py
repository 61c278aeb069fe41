"""A run of the real stages that spoils something while it is under way: the worker that reads a page of `b` does.

The worker then dies, so that another one, which opens its engine and models afresh, has to read that page.
"""

import os
from pathlib import Path

from sohoa.pipeline.lazy_recipe import ShippedRecipe

TARGET = "SPOILED"
"""Variable of the environment: the file of which a bit is turned."""


class SpoilingRecipe(ShippedRecipe):
    """The stages of the package, once interrupted."""

    def read_page(self, path, number, settings, known=None):
        target = Path(os.environ[TARGET])
        done = path.parent / ".spoiled"
        if path.stem == "b" and not done.exists():
            done.touch()
            spoil(target)
            os._exit(9)
        return super().read_page(path, number, settings, known)


def spoil(target):
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)


RECIPE = SpoilingRecipe()
