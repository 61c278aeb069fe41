"""What the catalogue says to people, in Vietnamese: it is read by archivists and filed with their records."""

from __future__ import annotations

from sohoa.pipeline.export.archive.fields import Need, Origin

LIST, RECORDS, LEGEND = "Mục lục văn bản", "Trường dữ liệu", "Chú giải"
TITLE = "MỤC LỤC VĂN BẢN"
LIST_HEADINGS = (
    "STT",
    "Số, ký hiệu",
    "Ngày, tháng, năm",
    "Tên cơ quan ban hành",
    "Tên loại",
    "Trích yếu nội dung",
    "Người ký",
    "Số trang",
    "Tệp",
    "Cần xem, cần bổ sung",
)
LIST_WIDTHS = (5, 17, 12, 24, 12, 46, 22, 7, 24, 34)
FILE, DOCUMENT, SURE, MISSING, UNSURE, MARK = "Tệp", "Mã SHA-256", "độ tin cậy", "Thiếu", "Chưa chắc", "Dấu độ mật"
MISSING_LIST, UNSURE_LIST = "Thiếu: {}", "Chưa chắc: {}"
MARK_LIST = "Có dấu chỉ mức độ mật, phải xem trước khi cho khai thác: {}"
NOT_READ = "Văn bản không đọc được"
MARK_AT = "{mark} (trang {page})"
LEGEND_HEADINGS = ("Trường", "Tên trường", "Bắt buộc", "Độ dài tối đa", "Ai điền")
NEEDS = {Need.REQUIRED: "bắt buộc", Need.CONDITIONAL: "có điều kiện", Need.OPTIONAL: "không bắt buộc"}
ORIGINS = {
    Origin.SCAN: "chương trình, từ văn bản",
    Origin.COMPUTED: "chương trình, tính ra",
    Origin.PERSON: "cán bộ văn thư, lưu trữ (để trống)",
}
NOTES = (
    "Các trường theo mẫu hồ sơ nộp lưu của Thông tư 05/2025/TT-BNV, do hai đơn vị thực hiện chép lại từ "
    "phụ lục kỹ thuật.",
    "Ô tô màu: độ tin cậy dưới 0,85 hoặc dài hơn quy định, cần đối chiếu với bản gốc.",
    "Ô để trống: không in trên văn bản, không đọc được, hoặc chỉ người có trách nhiệm mới biết. "
    "Chương trình không tự điền.",
    '"Mức độ tin cậy" là loại bản (01 gốc điện tử, 02 số hóa, 03 hỗn hợp), không phải độ tin cậy của việc nhận dạng; '
    "văn bản có lớp chữ sẵn thì chương trình không phân biệt được nên để trống.",
    "Mã của danh mục chỉ ghi khi đã biết chắc; tên loại chưa biết mã được giữ như trên văn bản.",
)
