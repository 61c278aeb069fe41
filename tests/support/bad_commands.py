"""A run of the real stages, in real worker processes, with a `tesseract` that breaks its word."""

import os
import sys
from pathlib import Path

from PIL import Image

from sohoa.pipeline.lazy_recipe import ShippedRecipe
from tests.support.bad_tesseract import HOW
from tests.support.small_page import FOLDER

SCRIPT = Path(__file__).with_name("bad_tesseract.py")


class BadCommand(ShippedRecipe):
    """The stages of the package; the command is told which file is read, and does as that is called."""

    def read_page(self, path, number, settings, known=None):
        os.environ[HOW] = path.stem
        return super().read_page(path, number, settings, known)


def install(folder):
    """Put the command and a model for it into a folder; gives what the environment must say."""
    folder.mkdir()
    command = folder / "tesseract"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} {SCRIPT} "$@"\n')
    command.chmod(0o755)
    (folder / "vie.traineddata").touch()
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "TESSDATA_PREFIX": str(folder)}


def write_page(path):
    """A small page with print, a little another for each name: equal bytes would be one document."""
    with Image.open(FOLDER / "page.png") as page:
        page = page.convert("L")
        for x, sign in enumerate(path.stem):
            page.putpixel((x, 0), 255 - ord(sign) % 32)
        page.save(path, dpi=(150, 150))
