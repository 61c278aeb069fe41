"""What exported tables say to people, in Vietnamese and English, and how doubt is coloured."""

from __future__ import annotations

from sohoa.messages import Language, decimal
from sohoa.pipeline.export.stored_tables import DOUBTFUL_BELOW, UNSURE_BELOW, CellMark

CONTENTS = "Mục lục - Contents"
FACTS = {
    "code": "Số, ký hiệu / code",
    "issued_on": "Ngày ban hành / issued on",
    "issuing_authority": "Cơ quan ban hành / authority",
    "doc_type": "Tên loại / type",
    "subject": "Trích yếu / subject",
}
"""What columns of `documents` are called on the sheet of contents."""
CONTENTS_HEADINGS = ("bảng / table", "trang / pages", "hàng / rows", "cột / columns", "ô cần xem / cells to check")
PAGE = "trang / page"
ROW = "hàng (từ 1) / row (from 1)"
"""The dataset `cells` counts its rows from 0."""
CHECK = "ô cần xem / check"

COLOURS: dict[CellMark, str | None] = {CellMark.NONE: None, CellMark.UNSURE: "#fff2b3", CellMark.DOUBTFUL: "#f8c4b4"}
"""Fill of a cell, light enough to read black text on."""

_UNSURE, _DOUBTFUL = (decimal(x, 2, Language.VI) for x in (UNSURE_BELOW, DOUBTFUL_BELOW))
LEGEND: dict[CellMark, str] = {
    CellMark.UNSURE: f"chưa chắc (độ tin cậy dưới {_UNSURE}): nên xem lại / not sure: have a look",
    CellMark.DOUBTFUL: f"đáng ngờ (dưới {_DOUBTFUL}): đối chiếu với bản gốc / doubtful: compare with the scan",
    CellMark.NONE: "đọc chắc, ô trống, hoặc lấy từ lớp văn bản / read surely, empty, or from a text layer",
}
