"""How often the cleanup turns a page the right way up, and how much skew it leaves.

Pages are composed here (invented wording, Liberation Serif, portrait text and landscape tables), tilted by up to
7 degrees, worn like scans, and turned by each of the four quarter turns in equal number.

    python benchmarks/orientation_skew.py --pages 200 --seed 1 [--engine] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.cleanup import recipe
from sohoa.pipeline.cleanup.pixels import turned
from sohoa.pipeline.engine.engine import strip_confidence
from sohoa.settings import CleanupSettings, OcrSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

TEXT = (
    "Ủy ban nhân dân tỉnh xây dựng kế hoạch triển khai thực hiện nhiệm vụ phát triển khoa học công nghệ đổi mới "
    "sáng tạo chuyển đổi số trên địa bàn giai đoạn 2026 - 2030 với các nội dung sau đây; giao Sở Tài chính chủ trì, "
    "phối hợp các cơ quan, đơn vị, địa phương rà soát, tổng hợp, báo cáo kết quả trước ngày 15/12 hằng năm; đẩy "
    "mạnh tuyên truyền, phổ biến pháp luật; nâng cao chất lượng nguồn nhân lực, bồi dưỡng đội ngũ cán bộ công chức "
    "viên chức; kinh phí 5.000 triệu đồng từ ngân sách địa phương và nguồn vốn hợp pháp khác theo quy định"
)
WORDS = TEXT.split()
DPI = 200
MAX_SKEW = 7.0


@dataclass(frozen=True)
class Sample:
    """A page with its truth: `turn` brings it upright, `skew` is its clockwise tilt then."""

    pixels: NDArray[uint8]
    turn: int
    skew: float
    kind: str


def _font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"LiberationSerif-{style}.ttf", size)


def _phrase(rng: random.Random, n: int) -> str:
    start = rng.randrange(len(WORDS))
    return " ".join(WORDS[(start + i) % len(WORDS)] for i in range(n))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def body_page(rng: random.Random) -> Image.Image:
    """A portrait page of paragraphs, full or ending early."""
    width, height = round(8.27 * DPI), round(11.69 * DPI)
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    font = _font(round(rng.uniform(12, 14) / 72 * DPI), rng.choice(("Regular", "Regular", "Italic")))
    pitch = font.size * rng.uniform(1.15, 1.5)
    y, end = 0.08 * height, height * rng.uniform(0.3, 0.92)
    while y < end:
        for i, line in enumerate(_wrapped(_phrase(rng, rng.randint(8, 70)), font, 0.7 * width)):
            draw.text((0.16 * width + (i == 0) * 2 * font.size, y), line, fill=0, font=font)
            y += pitch
        y += 0.4 * pitch
    return page


def table_page(rng: random.Random) -> Image.Image:
    """A landscape page that a ruled table fills, cells of several lines, some empty."""
    width, height = round(11.69 * DPI), round(8.27 * DPI)
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    font = _font(round(rng.uniform(10.5, 13) / 72 * DPI))
    shares = [0.05] + [rng.uniform(0.5, 2) for _ in range(rng.randint(3, 6))]
    total = sum(shares[1:]) / 0.95
    edges = np.cumsum([0.08 * width, 0.05 * 0.84 * width, *(0.84 * width * s / total for s in shares[1:])])
    y, row = 0.1 * height, 1
    while y < height * 0.8:
        cells = [[str(row)]] + [
            _wrapped(_phrase(rng, rng.randint(2, 18)), font, b - a - font.size) if rng.random() < 0.85 else []
            for a, b in pairwise(edges[1:])
        ]
        tall = max(len(c) for c in cells) * font.size * 1.2 + 0.6 * font.size
        if y + tall > 0.93 * height:
            break
        for a, b, lines in zip(edges[:-1], edges[1:], cells, strict=True):
            draw.rectangle((a, y, b, y + tall), outline=0, width=2)
            for i, line in enumerate(lines):
                draw.text((a + 0.4 * font.size, y + (0.2 + 1.2 * i) * font.size), line, fill=0, font=font)
        y, row = y + tall, row + 1
    return page


def worn(clean: NDArray[uint8], skew: float, rng: random.Random) -> NDArray[uint8]:
    """The page tilted on its sheet, greyed, blurred, grainy, sometimes with a dark scanner edge."""
    height, width = clean.shape
    paper, noise = rng.uniform(170, 250), np.random.default_rng(rng.randrange(2**32))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    tilted = cv2.warpAffine(clean, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    tilted = cv2.GaussianBlur(tilted, (0, 0), rng.uniform(0.3, 1.0)).astype(np.float32)
    ink = rng.uniform(20, 90)
    shade = np.linspace(1.0, rng.uniform(0.8, 1.0), width, dtype=np.float32)
    grey = (ink + (paper - ink) * tilted / 255) * shade + noise.normal(0, rng.uniform(1, 7), clean.shape)
    if rng.random() < 0.3:
        grey[:, : round(rng.uniform(0.005, 0.02) * width)] = rng.uniform(10, 50)
    return np.clip(grey, 0, 255).astype(np.uint8)


def samples(pages: int, seed: int) -> list[Callable[[], Sample]]:
    """Makers of `pages` samples, a quarter for each turn, two in five of them tables."""

    def made(i: int) -> Sample:
        rng = random.Random(f"{seed}-{i}")
        kind = "table" if i % 5 < 2 else "body"
        skew = rng.uniform(-MAX_SKEW, MAX_SKEW)
        upright = worn(np.asarray(table_page(rng) if kind == "table" else body_page(rng)), skew, rng)
        turn = 90 * (i % 4)
        return Sample(turned(upright, -turn % 360), turn, skew, kind)

    return [lambda i=i: made(i) for i in range(pages)]  # type: ignore[misc]


def main() -> None:
    """Runs the benchmark and prints what the issue asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", action="store_true", help="ask the engine where the letters do not tell")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    recipe.use_one_thread()
    read = strip_confidence(OcrSettings()) if args.engine else None
    wrong, unsure, left, seconds = [], 0, [], 0.0
    for i, make in enumerate(samples(args.pages, args.seed)):
        sample = make()
        height, width = sample.pixels.shape
        began = time.process_time()
        page = Page(PageFrame(i + 1, width, height, DPI, width / DPI * 72, height / DPI * 72), sample.pixels)
        done = recipe.clean_page(page, CleanupSettings(), read)
        seconds += time.process_time() - began
        unsure += any(p.kind is ProblemKind.ORIENTATION_UNSURE for p in done.problems)
        left.append(abs(sample.skew - done.frame.skew_deg))
        if done.frame.rotation != sample.turn:
            wrong.append((i, sample.kind, sample.turn, done.frame.rotation))
    result = {
        "pages": args.pages,
        "right_turn": args.pages - len(wrong),
        "unsure": unsure,
        "wrong": wrong,
        "skew_left_median": round(float(np.median(left)), 3),
        "skew_left_p95": round(float(np.percentile(left, 95)), 3),
        "skew_left_worst": round(max(left), 3),
        "cpu_s_per_page": round(seconds / args.pages, 3),
    }
    print(json.dumps(result, indent=1))
    if args.json:
        args.json.write_text(json.dumps(result), "utf-8")


if __name__ == "__main__":
    main()
