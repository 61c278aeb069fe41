"""Makes the pictures of the README from a run over the sample plans: small PNGs of few colours.

python docs/pictures.py data/processed
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from sohoa.pipeline.view.shown import ShownStage
from sohoa.pipeline.view.stages import render_stage
from sohoa.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw" / "lam-giang-126-kh-ubnd.pdf"
PICTURES = {
    "page.png": (4, ShownStage.SOURCE, 800),
    "cells.png": (4, ShownStage.CELLS, 800),
    "words.png": (1, ShownStage.WORDS, 600),
}
"""File name → page of the sample, stage, width in pixels."""
COLOURS = 48


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT", help="output folder of sohoa run data/raw")
    out = parser.parse_args().out
    for name, (page, stage, width) in PICTURES.items():
        picture = Image.fromarray(render_stage(SAMPLE, page, stage, Settings(), out))
        small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        path = ROOT / "docs" / "pictures" / name
        path.parent.mkdir(exist_ok=True)
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
