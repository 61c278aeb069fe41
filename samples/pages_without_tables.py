"""Pages that are ruled, or stand in columns, and hold no table."""

from __future__ import annotations

from samples.table_nouns import PORTRAIT, Segment, SetPage, put_words

_LETTER = (
    ("", "UBND TỈNH LAM GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("", "SỞ TÀI CHÍNH", "Độc lập - Tự do - Hạnh phúc"),
    ("", "Số: 12/KH-STC", "Lam Giang, ngày 05 tháng 3 năm 2026"),
)


def letterhead() -> SetPage:
    """A letter with letterhead, numbered paragraphs and signature, in two columns above and below."""
    page = SetPage(PORTRAIT)
    for k, (_, left, right) in enumerate(_LETTER):
        put_words(page, left, 150, 130 + 36 * k)
        put_words(page, right, 600, 130 + 36 * k)
    page.rules.extend([(220, 200, 380, 200), (700, 200, 960, 200)])
    for k in range(20):
        put_words(
            page, f"{k + 1}. Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện.", 118, 330 + 36 * k
        )
    for k, (left, right) in enumerate((("Nơi nhận:", "GIÁM ĐỐC"), ("- Như trên;", ""), ("- Lưu: VT.", "Lê Văn Khải"))):
        put_words(page, left, 118, 1200 + 50 * k)
        put_words(page, right, 820, 1200 + 50 * k)
    return page


def framed() -> SetPage:
    """The same in a frame round the page."""
    page = letterhead()
    page.rules[:] = _box(60, 60, 1180, 1690)
    return page


def flow_chart() -> SetPage:
    """Boxes and lines between them."""
    page = SetPage(PORTRAIT)
    for k, text in enumerate(("Tiếp nhận hồ sơ", "Thẩm định hồ sơ", "Trình ký", "Trả kết quả")):
        y = 200 + 260 * k
        page.rules.extend(_box(380, y, 860, y + 120))
        put_words(page, text, 480, y + 45)
        if k:
            page.rules.append((620, y - 140, 620, y))
    page.rules.extend([*_box(940, 460, 1160, 580), (860, 520, 940, 520)])
    put_words(page, "Trả lại", 980, 505)
    return page


def _box(x0: float, y0: float, x1: float, y1: float) -> list[Segment]:
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
