"""Pictures of single lines with their truth: cut from pages by kept boxes, or printed and worn for the purpose.

The generated lines use typefaces and wear that the reader's training does not: whole lines are shaped by the font
library with kerning, and worn as in `render_lines.py`.
"""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from line_boxes import page_truth
from render_lines import line_to_pixels

BESIDE = 0.25
"""Paper kept left and right of a box, in heights of the box."""
ABOVE = {"real": 0.1, "office": 0.03, "hard": 0.03}
"""... above and below: word boxes end at the ink, typeset ones at the line's ascent. Chosen so that Tesseract reads
best: more lets scraps of the next lines in (CER on `office` 2.4 with 0.12), less spoils the ends of words."""
KEPT_ASIDE = (
    "LinLibertine_R.otf",
    "LinLibertine_RB.otf",
    "LinLibertine_RI.otf",
    "CharisSIL-Regular.ttf",
    "CharisSIL-Bold.ttf",
    "CharisSIL-Italic.ttf",
    "Gentium-R.ttf",
    "Lato-Regular.ttf",
    "Andika-Regular.ttf",
)
"""Debian: fonts-linuxlibertine, fonts-sil-charis, fonts-sil-gentium, fonts-lato, fonts-sil-andika."""


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line: which set and document it is of, uint8 grey pixels, what it says; page box where it was cut."""

    of: str
    name: str
    pixels: np.ndarray
    truth: str
    page: int = 0
    box: tuple[int, ...] = ()


def page_entries(path: Path) -> list[dict[str, Any]]:
    """The pages of `line_boxes.jsonl`."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def cut_crops(boxes: Path, folder: Path) -> Iterator[Crop]:
    """Crops of all lines in a file of boxes.

    Args:
        boxes: see `line_boxes.py`.
        folder: holds the scans (in any folder below) and their truth.
    """
    files = {p.name: p for p in sorted(folder.rglob("*.pdf"))}
    by_file = defaultdict(list)
    for entry in page_entries(boxes):
        by_file[entry["file"]].append(entry)
    for file, entries in by_file.items():
        for entry in entries:
            truth = " ".join(page_truth(folder, entry["name"], entry["page"]) or [])
            grey = upright_page(files[file], entry)
            kind = "real" if entry["set"] == "real" else entry["set"]
            for x0, y0, x1, y1, start, end in entry["lines"]:
                h, above = y1 - y0, ABOVE[kind] * (y1 - y0)
                top, left = max(0, round(y0 - above)), max(0, round(x0 - BESIDE * h))
                pixels = grey[top : round(y1 + above), left : round(x1 + BESIDE * h)]
                if pixels.size:
                    box = (x0, y0, x1, y1)
                    yield Crop(kind, entry["name"], np.ascontiguousarray(pixels), truth[start:end], entry["page"], box)


def upright_page(path: Path, entry: dict[str, Any]) -> np.ndarray:
    """A scanned page, grey, straight and upright as the run had it, but not cleaned."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        page = document[entry["page"] - 1]
        to_source = np.asarray(entry["to_source"]).reshape(3, 3)
        scale = 1 / float(np.sqrt(abs(np.linalg.det(to_source[:2, :2]))))
        grey = page.render(scale=scale, grayscale=True).to_numpy()
    grey = grey[:, :, 0] if grey.ndim == 3 else grey
    to_pixels = np.diag([scale, scale, 1.0]) @ to_source
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpPerspective(grey, to_pixels, tuple(entry["size"]), flags=flags, borderValue=255)


def generated_crops(corpus: Path, count: int = 600, seed: int = 11) -> Iterator[Crop]:
    """Printed and worn lines of paragraphs that are never trained on (SHA-256 begins with `00`).

    Raises:
        FileNotFoundError: none of the faces kept aside is installed.
    """
    fonts = [p for p in sorted(Path("/usr/share/fonts").rglob("*.?tf")) if p.name in KEPT_ASIDE]
    if not fonts:
        raise FileNotFoundError(f"none of {', '.join(KEPT_ASIDE)} below /usr/share/fonts")
    rng = np.random.default_rng(seed)
    paragraphs = held_back(corpus)
    for k in rng.permutation(len(paragraphs))[:count].tolist():
        lines = textwrap.wrap(paragraphs[k], int(rng.integers(12, 80)))
        line = lines[int(rng.integers(len(lines)))]
        line = line[:40].upper().strip() if rng.random() < 0.125 else line
        font = fonts[int(rng.integers(len(fonts)))]
        pixels = np.asarray(line_to_pixels(line, font, rng))
        yield Crop("generated", font.stem, pixels, line)


def held_back(corpus: Path) -> list[str]:
    """Paragraphs of a folder of text that no model of the project is trained on."""
    import zstandard

    kept = []
    for path in sorted(corpus.glob("*.txt*")):
        raw = path.read_bytes()
        if path.suffix == ".zst":
            raw = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(raw)).read()
        kept += [p for p in raw.split(b"\n") if len(p) > 8 and hashlib.sha256(p).digest()[0] == 0]
    return [p.decode("utf-8") for p in kept]
