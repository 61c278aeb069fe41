"""What exported tables say to people, in Vietnamese and English, and how doubt is coloured."""

from __future__ import annotations

from sohoa.pipeline.export.stored_tables import DOUBTFUL_BELOW, UNSURE_BELOW, Doubt

CONTENTS = "Mục lục - Contents"
CONTENTS_HEADINGS = ("bảng / table", "trang / pages", "hàng / rows", "cột / columns", "ô cần xem / cells to check")
PAGE = "trang / page"
ROW = "hàng / row"
CHECK = "ô cần xem / check"

COLOURS: dict[Doubt, str | None] = {Doubt.NONE: None, Doubt.UNSURE: "#fff2b3", Doubt.DOUBTFUL: "#f8c4b4"}
"""Fill of a cell, light enough to read black text on."""

LEGEND: dict[Doubt, str] = {
    Doubt.UNSURE: f"chưa chắc (độ tin cậy dưới {UNSURE_BELOW:.2f}): nên xem lại / not sure: have a look",
    Doubt.DOUBTFUL: f"đáng ngờ (dưới {DOUBTFUL_BELOW:.2f}): đối chiếu với bản gốc / doubtful: compare with the scan",
    Doubt.NONE: "đọc chắc, ô trống, hoặc lấy từ lớp văn bản / read surely, empty, or from a text layer",
}
