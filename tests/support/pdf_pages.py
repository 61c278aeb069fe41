"""Pages for small PDFs: lines of text, and a scan."""

import numpy as np

from tests.support.pdf_files import text_at

LINES = [
    "Kế hoạch phát triển đô thị tỉnh Sông Lam năm 2031",
    "Giao các sở, ban, ngành phối hợp thực hiện đầy đủ",
    "Báo cáo kết quả trước ngày 15 tháng 12 hằng năm",
]
BAD_LINES = [
    "Ké hoach phat trién d6 thi tinh Song Lam nim 2031",
    "Giao cac so, ban, nganh ph6i hop thuc hién diy du",
    "Bio cio két qua truéc ngay 15 thang 12 hing nam",
]


def paragraphs(lines, show=text_at, **kwargs):
    return "".join(show(60, 760 - 20 * i, line, **kwargs) for i, line in enumerate(lines))


def scan(width=595, height=842, box=(595, 0, 0, 842, 0, 0)):
    grey = np.full((height, width), 235, np.uint8)
    for i in range(3):
        for x in range(60, 350, 40):
            grey[70 + 20 * i : 82 + 20 * i, x : x + 28 : 2] = 20
    return {"I1": (width, height, grey.tobytes())}, "q " + " ".join(map(str, box)) + " cm /I1 Do Q\n"
