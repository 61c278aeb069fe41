"""A small page with a letterhead, text, a table and a close, drawn once and kept with what the engine read on it.

    python -m tests.support.small_page           # records what the engine reads on it; commit what changes
    python -m tests.support.small_page --draw    # draws it again first

The picture is kept because another version of the font or of the drawing library would give other
pixels. The recording has one row a word: the first digits of the SHA-256 of the strip, its kind
(Tesseract's page segmentation mode), box in the strip, confidence, text, alternatives. A strip that is not in it
fails the test: what is cut out of the page has changed, so record it again and see that the words are as good.
"""

import csv
import hashlib
import sys
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.word import Alternative
from sohoa.pipeline.engine.engine import open_engine
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.reading.recipe import read_print
from sohoa.settings import OcrSettings, Settings
from tests.support.print_strips import font

FOLDER = Path(__file__).parent / "recorded"
DPI = 150
SIZE = 25
WIDTH, HEIGHT = 1240, 1000

LEFT, RIGHT = 330, 880
HEAD = (
    ("letterhead_left", "UBND TỈNH VÂN KHÊ", LEFT, 80),
    ("letterhead_left", "SỞ NÔNG NGHIỆP", LEFT, 112),
    ("letterhead_left", "Số: 218/KH-SNN", LEFT, 170),
    ("letterhead_right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT, 80),
    ("letterhead_right", "Độc lập - Tự do - Hạnh phúc", RIGHT, 112),
    ("letterhead_right", "Vân Khê, ngày 03 tháng 3 năm 2031", RIGHT, 170),
    ("title", "KẾ HOẠCH", 620, 240),
    ("title", "Phòng, chống dịch bệnh gia súc năm 2031", 620, 275),
)
BODY = (
    ("body", "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, Sở Nông nghiệp ban hành kế hoạch về việc", 205, 330),
    ("body", "phòng, chống dịch bệnh trên đàn gia súc với các nhiệm vụ sau đây:", 120, 365),
)
TABLE = (
    (("TT",), ("Nhiệm vụ",), ("Chỉ tiêu",)),
    (("I",), ("Phòng bệnh",), ("",)),
    (("1",), ("Tiêm phòng vắc xin cho", "đàn trâu, bò"), ("≥ 90%",)),
    (("II",), ("Giám sát",), ("",)),
    (("2",), ("Tỷ lệ chết do bệnh",), ("≤ 5%",)),
)
COLUMNS = (120, 200, 800, 1120)
ROWS = (400, 445, 490, 565, 610, 655)
FOOT = (
    ("footer_left", "Nơi nhận:", 240, 730),
    ("footer_left", "- Như trên;", 240, 762),
    ("footer_left", "- Lưu: VT.", 240, 794),
    ("footer_right", "KT. GIÁM ĐỐC", 880, 730),
    ("footer_right", "PHÓ GIÁM ĐỐC", 880, 762),
    ("footer_right", "Lò Thị Mẫu", 880, 930),
)


def table_lines():
    """(row, col, text, x, baseline) of each printed line."""
    for r, row in enumerate(TABLE):
        for c, lines in enumerate(row):
            for k, text in enumerate(lines):
                if text:
                    yield r, c, text, COLUMNS[c] + 14, ROWS[r] + 30 + 32 * k


def expected_lines():
    """(region, text) in reading order."""
    middle = [("table", text) for _, _, text, _, _ in table_lines()]
    return [(region, text) for region, text, _, _ in (*HEAD, *BODY)] + middle + [(r, t) for r, t, _, _ in FOOT]


def draw_page():
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    pen, face = ImageDraw.Draw(picture), font(SIZE)
    for region, text, x, baseline in (*HEAD, *BODY, *FOOT):
        anchor = "ls" if region == "body" else "ms"
        pen.text((x, baseline), text, fill=0, font=face, anchor=anchor)
    pen.line((LEFT - 60, 120, LEFT + 60, 120), fill=0, width=2)
    pen.line((RIGHT - 160, 122, RIGHT + 160, 122), fill=0, width=2)
    for x in COLUMNS:
        pen.line((x, ROWS[0], x, ROWS[-1]), fill=0, width=2)
    for y in ROWS:
        pen.line((COLUMNS[0], y, COLUMNS[-1], y), fill=0, width=2)
    for _, _, text, x, baseline in table_lines():
        pen.text((x, baseline), text, fill=0, font=face, anchor="ls")
    return picture


def small_page():
    """The page as cleaned: grey pixels at 150 dpi."""
    pixels = np.asarray(Image.open(FOLDER / "page.png").convert("L"))
    k = 72 / DPI
    transform = (k, 0, 0, 0, k, 0, 0, 0, 1)
    return Page(PageFrame(1, WIDTH, HEIGHT, DPI, WIDTH * k, HEIGHT * k, transform), pixels)


def strip_key(strip, kind):
    return hashlib.sha256(f"{strip.shape} {kind.psm} ".encode() + strip.tobytes()).hexdigest()[:16]


@cache
def _recording():
    found = {}
    with (FOLDER / "engine.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = found.setdefault(row["strip"], [])
            if row["text"]:
                box = Box(*(float(row[side]) for side in ("x0", "y0", "x1", "y1")))
                others = [a.rsplit("=", 1) for a in row["alternatives"].split(" ") if a]
                alternatives = tuple(Alternative(t, float(s)) for t, s in others)
                words.append(EngineWord(row["text"], box, float(row["confidence"]), 0, alternatives))
    return found


class RecordedEngine:
    """Gives back what was recorded; `calls` holds (strips, kind, seconds) of each call."""

    name = "recorded"
    scale_matters = True
    needless = frozenset()

    def __init__(self):
        self.calls = []

    def version(self):
        return "recorded"

    def read(self, strips, kind, seconds):
        self.calls.append((len(strips), kind, seconds))
        return [self._read_one(s, kind) for s in strips]

    @staticmethod
    def _read_one(strip, kind):
        words = _recording().get(strip_key(strip, kind))
        if words is None:
            raise AssertionError(f"no recording of a {kind.name} strip {strip.shape}; see the head of {__name__}")
        return list(words)


class _Recorder:
    """The engine itself; keeps what it reads."""

    name = "recorder"
    scale_matters = True
    needless = frozenset()

    def __init__(self):
        self.rows = {}
        self._engine = open_engine(OcrSettings(engine="tesserocr"))

    def version(self):
        return self._engine.version()

    def read(self, strips, kind, seconds):
        read = self._engine.read(strips, kind, seconds)
        for strip, words in zip(strips, read, strict=True):
            key, empty = strip_key(strip, kind), (0, 0, 0, 0, 0, "", "")
            self.rows[key] = [(key, kind.psm, *self._row(w)) for w in words] or [(key, kind.psm, *empty)]
        return read

    @staticmethod
    def _row(w):
        others = " ".join(f"{a.text}={a.score:.4f}" for a in w.alternatives if a.score >= 0.01 and " " not in a.text)
        return w.box.x0, w.box.y0, w.box.x1, w.box.y1, round(w.confidence, 4), w.text, others


def record():
    page, recorder = small_page(), _Recorder()
    for grids in (page_to_steps(page).grids, ()):
        read_print(page, grids, recorder, Settings())
    header = ("strip", "psm", "x0", "y0", "x1", "y1", "confidence", "text", "alternatives")
    lines = ["\t".join(map(str, row)) for rows in ([header], *recorder.rows.values()) for row in rows]
    (FOLDER / "engine.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    if "--draw" in sys.argv[1:]:
        draw_page().save(FOLDER / "page.png", optimize=True)
    record()
