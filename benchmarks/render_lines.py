"""Print lines of text, wear them, and let an engine read them: garbled and right lines to learn from.

`python benchmarks/render_lines.py TEXT -o PAIRS.tsv --language eng --count 2000` needs
Tesseract's data for the language and TrueType fonts with Vietnamese letters. The wear is
drawn from a fixed seed: size, blur, noise, threshold and ink spread as in Kanungo et al.,
"Document degradation models" (ICDAR 1993), without the morphology.
"""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sohoa.diacritics.language.alphabet import ALPHABET

if TYPE_CHECKING:
    from PIL import Image

_FONTS = ("LiberationSerif", "FreeSerif", "DejaVuSerif")
_COLUMNS = 78


def text_to_lines(text: str, count: int, seed: int) -> Iterator[str]:
    """`count` printed lines of about 78 columns drawn from the paragraphs of `text`; one in eight in capitals."""
    rng = np.random.default_rng(seed)
    paragraphs = [p for p in text.split("\n") if len(p) > 30]
    for at in rng.permutation(len(paragraphs))[:count].tolist():
        lines = textwrap.wrap(paragraphs[at], _COLUMNS)
        line = lines[int(rng.integers(len(lines)))]
        yield line[: _COLUMNS // 2].upper() if rng.random() < 0.125 else line


def line_to_pixels(line: str, font_path: Path, rng: np.random.Generator) -> Image.Image:
    """A worn grey picture (PIL image) of one line."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    font = ImageFont.truetype(str(font_path), 54)
    width = int(font.getlength(line)) + 80
    image = Image.new("L", (width, 130), 255)
    ImageDraw.Draw(image).text((40, 30), line, font=font, fill=int(rng.integers(0, 90)))
    scale = rng.uniform(0.36, 0.62)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 2.2)))
    image = image.rotate(rng.uniform(-0.25, 0.25), fillcolor=255)
    image = image.resize((int(width * scale), int(130 * scale)), Image.Resampling.BILINEAR)
    pixels = np.asarray(image, np.float32) + rng.normal(0, rng.uniform(2, 28), (image.height, image.width))
    if rng.random() < 0.6:
        pixels = np.where(pixels > rng.uniform(110, 190), 255, 0)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def read_lines(lines: list[str], fonts: list[Path], language: str, seed: int) -> Iterator[str]:
    """What the engine reads of each line, or "" where it reads nothing."""
    import tesserocr

    rng = np.random.default_rng(seed)
    data = os.environ.get("TESSDATA_PREFIX", "/usr/share/tesseract-ocr/5/tessdata")
    with tesserocr.PyTessBaseAPI(path=data, lang=language, psm=tesserocr.PSM.SINGLE_LINE) as engine:
        for line in lines:
            engine.SetImage(line_to_pixels(line, fonts[int(rng.integers(len(fonts)))], rng))
            yield " ".join(engine.GetUTF8Text().split())


def find_fonts(folder: Path) -> list[Path]:
    """Serif fonts below `folder` that have the Vietnamese letters.

    Raises:
        FileNotFoundError: there are none.
    """
    fonts = sorted(p for p in folder.rglob("*.ttf") if p.stem.startswith(_FONTS) and _has_letters(p))
    if not fonts:
        raise FileNotFoundError(f"no font named {', '.join(_FONTS)} below {folder}")
    return fonts


def _has_letters(path: Path) -> bool:
    """Does the font have all Vietnamese letters (not the box that stands for a missing one)?"""
    from PIL import ImageFont

    font = ImageFont.truetype(str(path), 40)
    missing = bytes(font.getmask("\ue123"))
    return all(bytes(font.getmask(c)) != missing for c in ALPHABET)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--language", default="eng")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    options = parser.parse_args()
    lines = list(text_to_lines(options.text.read_text("utf-8"), options.count, options.seed))
    with options.output.open("w", encoding="utf-8") as out:
        for line, got in zip(
            lines, read_lines(lines, find_fonts(options.fonts), options.language, options.seed), strict=True
        ):
            if got:
                out.write(f"{got}\t{line}\n")
                out.flush()


if __name__ == "__main__":
    main()
