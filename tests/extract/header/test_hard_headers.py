"""Formal parts that stamps, seals, pens and odd layouts make hard to read; wording and names are invented."""

from dataclasses import replace

import pytest

from sohoa.extract.header.found import REVIEW_BELOW, Found, is_odd, joined
from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.recipe import read_header
from sohoa.extract.wording.authority_names import mend_authority, mend_place
from sohoa.nouns.word import Alternative
from tests.support.record_builders import page

HEAD = [
    [330, 200, "UBND TỈNH LAM GIANG"],
    [1200, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [380, 262, "SỞ NỘI VỤ"],
    [1350, 262, "Độc lập - Tự do - Hạnh phúc"],
    [350, 400, "Số: 41/QĐ-SNV"],
    [1300, 400, "Lam Giang, ngày 05 tháng 3 năm 2021"],
    [1140, 560, "QUYẾT ĐỊNH"],
]
BODY = [
    [330, 1000 + 70 * k, "Các đơn vị rà soát, bổ sung và hoàn thiện hồ sơ theo hướng dẫn của phòng chuyên môn này."]
    for k in range(4)
]
LISTED = [[330, 420, "Nơi nhận:"], [330, 480, "- Như trên;"], [330, 540, "- Lưu: VT."]]


def read(*pages):
    return read_header([page(n, lines, regions=False) for n, lines in enumerate(pages, 1)])[0]


def sure(header, field):
    return dict(header.header_confidence)[field]


def test_a_stamp_beside_the_subject_is_kept_out():
    stamp = [[330, 630, "CHUYỂN 0.5TR", "", 0.3], [930, 630, "Về việc kiểm kê sổ sách kho lưu trữ"]]
    header = read([*HEAD, *stamp, [330, 700, "ĐẾN Ngày...", "", 0.3], [1050, 700, "của tỉnh năm 2021"], *BODY])
    assert header.subject == "kiểm kê sổ sách kho lưu trữ của tỉnh năm 2021"
    assert sure(header, "subject") < REVIEW_BELOW


def test_without_a_stamp_the_paragraph_under_a_type_is_no_subject():
    header = read([*HEAD, *BODY])
    assert header.subject is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thượng tá Nguyễn Văn Thử", "Nguyễn Văn Thử"),
        ("PGS.TS. Lê Thị Thử", "Lê Thị Thử"),
        ("Đại Thử", None),
        ("Xuân Nữ Thử", None),
    ],
)
def test_a_rank_is_no_part_of_the_name(text, name):
    header = read([*LISTED, [1600, 420, "GIÁM ĐỐC"], [1500, 900, text]])
    assert header.signer_name == name
    assert name is None or sure(header, "signer_name") < REVIEW_BELOW


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("guyễn Văn Thử", "Nguyễn Văn Thử"),
        ("rần Thị Thử", "Trần Thị Thử"),
        ("g Thị Thử", None),
        ("ương Thị Thử", None),
        ("oàng Thử", None),
        ("trần nhà Thử", None),
    ],
)
def test_a_surname_without_its_capital(text, name):
    header = read([*LISTED, [1600, 420, "GIÁM ĐỐC"], [1500, 900, text]])
    assert header.signer_name == name
    assert name is None or sure(header, "signer_name") < REVIEW_BELOW


def test_the_letters_of_an_authority_are_never_changed():
    assert mend_authority("BỘ THÔNG TIN VÀ TRUYỀN THÔNG") == "BỘ THÔNG TIN VÀ TRUYỀN THÔNG"
    assert mend_authority("BO THÔNG TIN VA TRUYỀN THÔNG").startswith("BO")
    assert mend_authority("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ") == "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"
    assert mend_authority("CHI CỤC QUẢN LÝ GIÁ") == "CHI CỤC QUẢN LÝ GIÁ"
    assert mend_place("Hậu Giang") == "Hậu Giang"
    assert mend_place("Hạ Giang") == "Hà Giang"


def test_two_bodies_of_one_document_are_one_authority():
    lines = [[330, 200, "HỘI NÔNG DÂN -"], [330, 262, "SỞ NỘI VỤ TỈNH LAM GIANG"], *(x for x in HEAD if x[0] > 1000)]
    header = read([*lines, [350, 400, "Số: 41/CTPH-HND-SNV"]])
    assert header.issuing_authority == "HỘI NÔNG DÂN - SỞ NỘI VỤ TỈNH LAM GIANG"
    assert header.parent_authority is None


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("HỘI NÔNG DÂN", "- SỞ NỘI VỤ", True),
        ("- HỘI NÔNG DÂN", "SỞ NỘI VỤ", False),
        ("-HỘI NÔNG DÂN", "SỞ NỘI VỤ", False),
    ],
    ids=["between them", "a scrap before the first", "glued to it"],
)
def test_only_a_dash_between_two_lines_joins_them(above, below, one):
    header = read(
        [[330, 200, above], [330, 262, below], [350, 400, "Số: 41/CTPH-HND"], *(x for x in HEAD if x[0] > 1000)]
    )
    assert (header.parent_authority is None) is one
    assert header.issuing_authority == ("HỘI NÔNG DÂN - SỞ NỘI VỤ" if one else "SỞ NỘI VỤ")


def test_recipients_without_bullets():
    listed = [
        [330, 420, "Nơi nhận:"],
        [430, 480, "P.TCHC để theo dõi"],
        [430, 540, "Các tổ, đội"],
        [430, 600, "trực thuộc;"],
    ]
    header = read([*listed, [430, 660, "Lưu VP"], [1600, 420, "GIÁM ĐỐC"], [1500, 900, "Lê Văn Thử"]])
    assert header.recipients == ("P.TCHC để theo dõi", "Các tổ, đội trực thuộc", "Lưu VP")


def test_two_signers_side_by_side():
    titles = [
        [500, 420, "SỞ NỘI VỤ"],
        [1500, 420, "HỘI NÔNG DÂN TỈNH"],
        [540, 480, "GIÁM ĐỐC"],
        [1600, 480, "CHỦ TỊCH"],
    ]
    names = [[500, 900, "Lê Văn Thử"], [1500, 900, "Trần Thị Mẫu"]]
    listed = [[x, y + 700, *rest] for x, y, *rest in LISTED]
    header = read([*titles, *names, *listed])
    assert header.signer_name == "Lê Văn Thử; Trần Thị Mẫu"
    assert header.signer_title == "SỞ NỘI VỤ GIÁM ĐỐC HỘI NÔNG DÂN TỈNH CHỦ TỊCH"
    assert header.recipients == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("other", "title"),
    [
        ("Đã Hữu Mẫu", "SỞ NỘI VỤ GIÁM ĐỐC HỘI NÔNG DÂN TỈNH CHỦ TỊCH"),
        ("và các đơn vị", None),  # no name beside it
    ],
)
def test_two_signers_of_whom_one_is_misread(other, title):
    titles = [
        [500, 420, "SỞ NỘI VỤ"],
        [1500, 420, "HỘI NÔNG DÂN TỈNH"],
        [540, 480, "GIÁM ĐỐC"],
        [1600, 480, "CHỦ TỊCH"],
    ]
    names = [[500, 900, "Lê Văn Thử"], [1500, 900, other]]
    header = read([*titles, *names, *[[x, y + 700, *rest] for x, y, *rest in LISTED]])
    assert header.signer_name is None
    assert title is None or header.signer_title == title
    assert dict(header.header_confidence).get("signer_title", 0) < 0.85


def test_two_names_in_running_text_are_no_signers():
    text = [[330, 420, "Lê Văn Thử"], [1500, 420, "Trần Thị Mẫu"], *BODY]
    assert read([*HEAD, *text]).signer_name is None


def test_a_second_document_lends_no_signer():
    close = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1500, 900, "Lê Văn Thử"]]
    header = read([*HEAD, *BODY], [*HEAD, [1000, 700, "Về việc thử"]], close)
    assert header.signer_name is None
    assert header.recipients == ()


def test_a_form_with_a_letterhead_but_no_number_is_no_second_document():
    close = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1500, 900, "Lê Văn Thử"]]
    header = read([*HEAD, *BODY], [*HEAD[:4], HEAD[5], [1000, 700, "Về việc thử"]], close)
    assert header.signer_name == "Lê Văn Thử"


@pytest.mark.parametrize(("second", "code"), [(HEAD[:4], "41/QĐ-SNV"), (HEAD, None)])
def test_a_second_document_lends_no_number(second, code):
    """What an appendix of it cites is the second document."""
    cited = [[600, 270, "(Kèm theo Quyết định số 41/QĐ-SNV ngày 05/3/2021 của Sở Nội vụ)"]]
    first = [*HEAD[:4], [350, 400, "Số: 7 /QĐ-SNV", "", 0.4], [1300, 400, "Lam Giang, ngày 0S tháng 3 năm 2021"]]
    assert read([*first, HEAD[6], *BODY], [*second, *BODY], cited).code == code


def test_a_chiefs_title_over_strokes_of_a_seal_is_flagged():
    """The deputy's line may lie under the seal: then a deputy's decision would be the chief's."""
    clean = read([*LISTED, [1600, 420, "CHỦ TỊCH"], [1580, 900, "Lê Văn Thử"]])
    sealed = read([*LISTED, [1600, 420, "CHỦ TỊCH"], [1610, 490, "O C", "", 0.5], [1580, 900, "Lê Văn Thử"]])
    assert clean.signer_title == sealed.signer_title == "CHỦ TỊCH"
    assert sure(clean, "signer_title") >= REVIEW_BELOW > sure(sealed, "signer_title")


def test_odd_words():
    assert [is_odd(x) for x in ("Mnh", "Minh", "TTĐT", "KTTHTien32", "Lưu:", "đ/c")] == [True] + [False] * 5
    assert [is_odd(x) for x in ("SỞƠ", "SỞ", "HĐND", "ĐẮK", "QUẢNG", "TP.VS")] == [True] + [False] * 5


def test_month_and_year_of_a_form_that_nobody_filled_in():
    blank = [*HEAD[:5], [1300, 400, "Lam Giang, ngày ... tháng ... năm 20..."]]
    header = read(blank)
    assert (header.issued_on, header.issued_year, header.issued_month) == (None, None, None)


def test_signatures_of_the_file_are_told():
    from sohoa.nouns.digital_signature import DigitalSignature

    one = DigitalSignature("Lê Văn Thử", "Tỉnh Lam Giang", "2021-03-08T09:00:00+07:00")
    first = replace(page(1, HEAD, regions=False), signatures=(one,))
    header, evidence, _ = read_header([first])
    assert header.signed_by == (one,)
    assert any(e.field == "signed_on" and not e.chosen for e in evidence)


@pytest.mark.parametrize(
    ("line", "flagged"), [("Số: 660 /TB-SNV", True), ("Số: 660/TB-SNV", False), ("Số 660-TB/TU", False)]
)
def test_a_number_in_a_blank_is_flagged(line, flagged):
    head = [*HEAD[:4], [350, 400, line], HEAD[5]]
    header = read(head)
    assert header.number == "660"
    assert (sure(header, "code") < REVIEW_BELOW) is flagged


def test_a_title_of_which_the_seal_hides_the_end_is_flagged():
    cut = read(
        [*LISTED, [1580, 420, "KT. TRƯỞNG BAN"], [1480, 480, "PHÓ TRƯỞNG BAN THƯỜNG"], [1570, 900, "Lê Văn Thử"]]
    )
    whole = read([*LISTED, [1580, 420, "KT. TRƯỞNG BAN"], [1580, 480, "PHÓ TRƯỞNG BAN"], [1590, 900, "Lê Văn Thử"]])
    assert sure(cut, "signer_title") < REVIEW_BELOW <= sure(whole, "signer_title")


def test_the_last_word_of_a_name_stands_under_its_middle():
    lines = [[330, 200, "LIÊN ĐOÀN LAO ĐỘNG - SỞ NỘI"], [570, 262, "VỤ"], [440, 330, "TỈNH LAM GIANG"]]
    header = read([*lines, HEAD[1], HEAD[3], [350, 400, "Số: 41/CTPH-LĐLĐ"]])
    assert header.issuing_authority == "LIÊN ĐOÀN LAO ĐỘNG - SỞ NỘI VỤ TỈNH LAM GIANG"


def test_a_stamp_beside_the_last_line_of_a_subject():
    title = [
        [730, 630, "Về việc kiểm kê sổ sách, tài liệu kho lưu trữ"],
        [330, 700, "ĐẾN", "", 0.7],
        [1060, 700, "của tỉnh năm 2021"],
    ]
    header = read([*HEAD, *title, *BODY])
    assert header.subject == "kiểm kê sổ sách, tài liệu kho lưu trữ của tỉnh năm 2021"
    assert sure(header, "subject") < REVIEW_BELOW


@pytest.mark.parametrize(("stamp", "kept"), [("Ngày: 2²", True), ("Số 41", True), ("hạ tầng", False)])
def test_what_a_stamp_says_beside_the_last_line_is_told_by_its_words(stamp, kept):
    """It stands close to the line and was read as surely as that."""
    title = [[730, 630, "Về việc kiểm kê sổ sách, tài liệu kho lưu trữ"], [890, 700, f"{stamp} của tỉnh năm 2021"]]
    header = read([*HEAD, *title, *BODY])
    assert header.subject == "kiểm kê sổ sách, tài liệu kho lưu trữ" + " của tỉnh năm 2021" * kept


@pytest.mark.parametrize(("day", "kept"), [("24", True), ("2 +", False), ("2.4", False), ("5²", False)])
def test_a_day_with_other_strokes_is_no_day(day, kept):
    header = read([*HEAD[:5], [1300, 400, f"Lam Giang, ngày {day} tháng 3 năm 2021"]])
    assert (header.issued_on is not None) is kept
    assert header.issued_month == 3


@pytest.mark.parametrize(
    ("line", "kept"), [("Nhâm Dần đầm ấm", True), ("Nhằm bảo đảm an toàn", False), ("Nham bảo đảm", False)]
)
def test_a_subject_goes_on_where_only_its_marks_tell(line, kept):
    title = [[980, 630, "Về việc đón Tết Nguyên đán"], [1240 - 10 * len(line), 700, line]]
    header = read([*HEAD, *title, *BODY])
    assert header.subject == ("đón Tết Nguyên đán Nhâm Dần đầm ấm" if kept else "đón Tết Nguyên đán")


def test_a_wide_blank_for_the_number_does_not_part_its_line():
    header = read([*HEAD[:4], [350, 400, "Số:"], [600, 400, "/QĐ-SNV"], HEAD[5], *BODY])
    assert (header.number, header.symbol) == (None, "QĐ-SNV")


def test_a_wide_blank_for_the_day_does_not_part_its_line():
    header = read([*HEAD[:5], [1200, 400, "Lam Giang, ngày"], [1640, 400, "tháng 3 năm 2021"], *BODY])
    assert (header.place, header.issued_month, header.issued_year) == ("Lam Giang", 3, 2021)


def test_found_texts_joined():
    some = [Found("A", (), 0.9), Found("B", (), 0.7, limit=0.8)]
    both = joined(some, "; ")
    assert (both.value, both.sure, both.limit) == ("A; B", 0.7, 0.8)
    assert joined([]) is None
    assert (both.at_most(0.5).sure, both.at_most(0.75).sure) == (0.5, 0.7)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [("Dương Văn Thử", False), ("Đương Văn Thử", True), ("Đường Văn Thử", False), ("Nguyển Văn Thử", True)],
)
def test_a_surname_with_odd_marks_is_flagged(text, flagged):
    header = read([*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, text]])
    assert header.signer_name == text
    assert (sure(header, "signer_name") < REVIEW_BELOW) is flagged


@pytest.mark.parametrize(
    ("scrap", "line_sure", "left_out"),
    [
        ([1180, 690, "Lì", "", 0.5], 0.96, True),
        ([1180, 690, "Lì", "", 0.69], 0.62, True),
        ([1180, 690, "Lìch", "", 0.69], 0.62, False),
        ([1180, 690, "Lì", "", 0.9], 0.96, False),
        ([1700, 700, "kho", "", 0.5], 0.96, False),
    ],
    ids=["over a word", "over a longer one", "as long as a word", "as sure as print", "in a place of its own"],
)
def test_a_scrap_in_the_place_of_a_word_is_left_out(scrap, line_sure, left_out):
    """A dot of one line and the mark of the next touch and are read as letters between them."""
    last = [1060, 700, "của tỉnh năm 2021", "", line_sure]
    title = [[730, 630, "Về việc kiểm kê sổ sách, tài liệu kho lưu trữ"], last]
    header = read([*HEAD, *title, scrap, *BODY])
    assert (header.subject == "kiểm kê sổ sách, tài liệu kho lưu trữ của tỉnh năm 2021") is left_out


@pytest.mark.parametrize(
    ("x", "title"),
    [(1690, "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"), (1620, None), (1560, None), (1790, None)],
    ids=["cut at its left", "in the middle", "left of it", "too far off"],
)
def test_a_deputys_title_whose_first_word_is_hidden(x, title):
    header = read([*LISTED, [1580, 420, "KT. CHỦ TỊCH"], [x, 480, "CHỦ TỊCH"], [1580, 900, "Lê Văn Thử"]])
    assert header.signer_title == title
    assert title is None or sure(header, "signer_title") < REVIEW_BELOW


def test_a_chiefs_title_from_under_a_seal_beside_strokes_is_left_out():
    """`KT.` may lie under the seal too, and the deputy's line: then a deputy's decision would be the chief's."""
    strokes = [1610, 490, "O C", "", 0.5]
    covered = read([*LISTED, [1600, 420, "GIÁM ĐỐC", "", 0.65], strokes, [1580, 900, "Lê Văn Thử"]])
    alone = read([*LISTED, [1600, 420, "GIÁM ĐỐC", "", 0.65], [1580, 900, "Lê Văn Thử"]])
    assert (covered.signer_title, alone.signer_title) == (None, "GIÁM ĐỐC")


def renamed(reading, texts, others=()):
    """The page with words that the language changed (what was read: what became of it), and other readings of some."""
    some = dict(others)
    words = [
        replace(w, text=texts.get(w.text, w.text), alternatives=tuple(Alternative(*a) for a in some.get(w.text, ())))
        for w in reading.words
    ]
    return replace(reading, words=tuple(words))


@pytest.mark.parametrize(
    ("mended", "name"),
    [
        ({"Điểu": "Điều"}, "Trần Văn Điểu"),
        ({"Trấn": "Trần"}, "Trần Văn Điểu"),
        ({"Vàn": "Văn"}, "Trần Vàn Điểu"),
        ({"Diểu": "Điểu"}, "Trần Văn Điểu"),
    ],
    ids=["a given name", "a surname that is known", "a middle name", "a letter"],
)
def test_the_language_gives_a_name_no_marks(mended, name):
    ((was, now),) = mended.items()
    signed = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, "Trần Văn Điểu".replace(now, was)]]
    header = read_header([renamed(page(1, signed, regions=False), mended)])[0]
    assert header.signer_name == name


@pytest.mark.parametrize(
    ("others", "name"),
    [
        ([("Dương", 0.9)], "Dương Văn Thử"),
        ([("Dương", 0.03)], "Dương Văn Thử"),
        ([("Dương", 0.01)], "Đương Văn Thử"),
        ([("Đướng", 0.9)], "Đương Văn Thử"),
        ([("Trương", 0.9)], "Đương Văn Thử"),
        ([], "Đương Văn Thử"),
    ],
    ids=["another reading", "seen", "hardly seen", "none either", "other letters", "nothing else"],
)
def test_a_surname_that_another_reading_has(others, name):
    signed = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, "Đương Văn Thử"]]
    header = read_header([renamed(page(1, signed, regions=False), {}, {"Đương": others})])[0]
    assert header.signer_name == name
    assert sure(header, "signer_name") < REVIEW_BELOW


@pytest.mark.parametrize(
    ("first", "others", "surname"),
    [
        ("Lệ", [("Lê", 0.05)], "Lê"),
        ("Và", [("Vũ", 0.9)], "Vũ"),
        ("Và", [("Vũ", 0.2)], None),  # another letter, hardly seen
        ("Và", [("Vũ", 0.9), ("Võ", 0.5)], None),  # two may be meant
        ("1ỗ", [("Đố", 0.4), ("Đổ", 0.3)], "Đỗ"),  # marks of one reading, the capital of the other
        ("1ỗ", [("Đố", 0.1)], None),
        ("1ỗ", [("Hố", 0.4)], None),
    ],
)
def test_a_first_word_that_is_no_surname(first, others, surname):
    signed = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, f"{first} Văn Thử"]]
    header = read_header([renamed(page(1, signed, regions=False), {}, {first: others})])[0]
    assert (header.signer_name or "").split(" ")[0] == (surname or header.signer_name or "").split(" ")[0]
    assert header.signer_name in ((f"{surname} Văn Thử",) if surname else (None, f"{first} Văn Thử"))
    assert header.signer_name is None or sure(header, "signer_name") < REVIEW_BELOW


@pytest.mark.parametrize("read", ["Hoàng húy Thử", "Hoàng ữu Thử", "Hoàng Thúy ử", "kính thưa húy"])
def test_a_word_of_a_name_that_lacks_its_capital_is_not_guessed(read):
    header = read_header([page(1, [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, read]], regions=False)])[0]
    assert header.signer_name is None


def test_a_word_of_a_name_that_was_read_twice():
    signed = [*LISTED, [1600, 420, "GIÁM ĐỐC"], [1580, 900, "Lê Hữu Khải Khai"]]
    one = page(1, signed, regions=False)
    at = next(w.box for w in one.words if w.text == "Khải")
    words = tuple(replace(w, box=at, confidence=0.6) if w.text == "Khai" else w for w in one.words)
    assert read_header([replace(one, words=words)])[0].signer_name == "Lê Hữu Khải"
    assert read_header([one])[0].signer_name == "Lê Hữu Khải Khai"


@pytest.mark.parametrize(
    ("head", "confidence", "subject"),
    [
        ("Vy", 0.4, "tổ chức hội chợ năm 2021"),
        ("Vy", 0.2, "tổ chức hội chợ năm 2021"),
        ("VÀ", 0.65, "tổ chức hội chợ năm 2021"),
        ("Vy", 0.95, "Vy tổ chức hội chợ năm 2021"),
        ("Về", 0.4, "Về tổ chức hội chợ năm 2021"),
        ("Vệ", 0.6, "tổ chức hội chợ năm 2021"),
        ("Vui", 0.4, "tổ chức hội chợ năm 2021"),
        ("Vườn", 0.4, "Vườn tổ chức hội chợ năm 2021"),
    ],
)
def test_an_unsurely_read_about_is_no_part_of_the_subject(head, confidence, subject):
    x = 1210 - 20 * (len(head) + 25) // 2
    line = [[x, 630, head, "", confidence], [x + 20 * (len(head) + 1), 630, "tổ chức hội chợ năm 2021"]]
    assert read([*HEAD, *line, *BODY]).subject == subject


def test_a_subject_that_begins_with_a_short_word_keeps_it():
    line = [[920, 630, "Vệ", "", 0.5], [980, 630, "sinh kho lưu trữ năm 2021"]]
    assert read([*HEAD, *line, *BODY]).subject == "Vệ sinh kho lưu trữ năm 2021"


@pytest.mark.parametrize(
    ("line", "symbol"),
    [("Số: 1 95 TTr-SNV ¹", "TTr-SNV"), ("Số: 195/TTr-SNV .", "TTr-SNV"), ("Số: 41/QĐ-SNV", "QĐ-SNV")],
)
def test_a_speck_behind_the_symbol_is_no_part_of_it(line, symbol):
    assert read([*(x for x in HEAD if not x[2].startswith("Số")), [350, 400, line], *BODY]).symbol == symbol


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Ngày về việc rà soát hồ sơ lưu trữ", "rà soát hồ sơ lưu trữ"),
        ("Quy định về việc rà soát hồ sơ", "Quy định về việc rà soát hồ sơ"),
    ],
)
def test_what_a_stamp_left_before_about(line, subject):
    assert strip_about(line) == subject


@pytest.mark.parametrize(
    ("end", "sure", "item"),
    [
        ("Anh.", 0.29, "Lưu: VT, KTTH Anh"),
        ("Anh.", 0.15, "Lưu: VT, KTTH"),
        ("nhx.", 0.29, "Lưu: VT, KTTH"),
        ("Á", 0.29, "Lưu: VT, KTTH"),
    ],
    ids=["a syllable", "hardly read", "no syllable", "one letter"],
)
def test_a_syllable_at_the_end_of_the_recipients(end, sure, item):
    last = [[330, 540, "- Lưu: VT, KTTH"], [330 + 16 * 20, 540, end, "", sure]]
    assert read([*HEAD, *BODY, *LISTED[:2], *last]).recipients[-1] == item
