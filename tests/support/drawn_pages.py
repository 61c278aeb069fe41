"""Small pages drawn for these tests: lines of invented Vietnamese, a ruled table, wear."""

from itertools import pairwise

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

SERIF = "LiberationSerif-Regular.ttf"
LINES = (
    "Ủy ban nhân dân tỉnh giao các sở, ban, ngành, đoàn thể cấp tỉnh;",
    "đẩy mạnh ứng dụng công nghệ số trong hoạt động của cơ quan nhà",
    "nước trên địa bàn; tổ chức tập huấn, bồi dưỡng nghiệp vụ cho đội",
    "ngũ cán bộ phụ trách; báo cáo kết quả thực hiện trước ngày 15/12",
    "hằng năm gửi về Sở Khoa học và Công nghệ để tổng hợp, theo dõi.",
)
HIGH, WIDE = 1160, 820


def text_page(font_size: int = 22, lines: int = 26) -> np.ndarray:
    page = Image.new("L", (WIDE, HIGH), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(SERIF, font_size)
    for i in range(lines):
        draw.text((90, 80 + i * 1.5 * font_size), LINES[i % len(LINES)], fill=0, font=font)
    return np.asarray(page)


def table_page(rows: int = 7) -> np.ndarray:
    """Landscape, three columns, cells of two lines."""
    page = Image.new("L", (HIGH, WIDE), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(SERIF, 20)
    columns = (70, 130, 620, 1090)
    for row in range(rows):
        y = 90 + 90 * row
        for a, b in pairwise(columns):
            draw.rectangle((a, y, b, y + 90), outline=0, width=2)
        draw.text((85, y + 10), str(row + 1), fill=0, font=font)
        for x, first in ((140, row), (630, row + 2)):
            for i in range(2):
                draw.text((x, y + 10 + 34 * i), LINES[(first + i) % 5][:42], fill=0, font=font)
    return np.asarray(page)


def tilted(page: np.ndarray, clockwise: float) -> np.ndarray:
    high, wide = page.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -clockwise, 1.0)
    return cv2.warpAffine(page, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)


def shaded(page: np.ndarray, paper: float = 200, noise: float = 4) -> np.ndarray:
    """On grey paper that darkens to the right, with grain."""
    light = np.linspace(paper, 0.75 * paper, page.shape[1])
    grain = np.random.default_rng(7).normal(0, noise, page.shape)
    return np.clip(30 + (light - 30) * (page / 255.0) + grain, 0, 255).astype(np.uint8)
