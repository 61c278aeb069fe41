import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.diacritics.words.mend import Mend, Token
from sohoa.diacritics.words.weighed_ink import weigh_ink
from sohoa.nouns.word import ChangeRule


def weighed(text, at, seen, confidence=0.99):
    """The word at a place of a line, read surely, once the other readings of its ink are weighed."""
    words = text.split()
    line = [Token(w, confidence, tuple(seen.items()) if k == at else ()) for k, w in enumerate(words)]
    return weigh_ink([line], [[Mend(w) for w in words]])[0][at]


@pytest.mark.parametrize(
    ("text", "at", "seen", "after"),
    [
        ("Kế hoạch chuyển đối số tỉnh Hương Thủy", 3, {"đổi": 0.1, "đõi": 0.003}, "đổi"),
        ("KẾ HOẠCH CHUYỂN ĐỐI SỐ TỈNH", 3, {"ĐỔI": 0.08}, "ĐỔI"),
        ("Sở Văn hóa, Thế thao và Du lịch", 3, {"Thể": 0.25}, "Thể"),
        ("các sở, ban, ngành cấp tính; Ủy ban nhân dân xã", 5, {"tỉnh;": 0.16, "tĩnh;": 0.004}, "tỉnh;"),
        ("rà soát, khắc phục lỗ hống sau kiểm tra", 5, {"hổng": 0.15}, "hổng"),
        ("LIÊN ĐOÀN LAO ĐỘNG - SỞƠ NỘI VỤ TỈNH", 5, {"SỞ": 0.9, "SỞỞ": 0.3}, "SỞ"),
        ("các nguồn vốn khắc theo quy định", 3, {"khác": 0.06, "khảc": 0.02}, "khác"),
    ],
)
def test_ink_and_language_together(text, at, seen, after):
    mend = weighed(text, at, seen)
    assert (mend.text, mend.rule) == (after, ChangeRule.ALTERNATIVE)
    assert 0.8 <= mend.score <= 1


@pytest.mark.parametrize(
    ("text", "at", "seen"),
    [
        ("Kế hoạch chuyển đối số tỉnh", 3, {}),  # the ink shows no other
        ("rà soát, khắc phục lỗ hống sau kiểm tra", 5, {"hổng": 0.001}),
        ("rà soát các đề xuất của chủ đầu tư", 3, {"đê": 0.4}),  # the language is for the word as read
        ("hai triệu trang số được số hóa", 3, {"sổ": 0.3}),  # either may be meant
        ("đồng chí Đặng Khác Thuần chủ trì", 3, {"Khắc": 0.4}),  # a name
        ("Báo và Đài tỉnh Lam Giang đưa tin", 4, {"Lâm": 0.4}),  # a name
        ("Phó Chủ tịch Điểu Sang ký", 3, {"Điều": 0.4}),
        ("THÀNH PHỐ VĨÌNH SA", 2, {"VINH": 0.1, "VĨNH": 0.2}),  # no engine saw a syllable
        ("PHẦN VI KINH PHÍ", 1, {"VÌ": 0.4}),  # a numeral
        ("phòng TƯ và UBND tỉnh", 1, {"TÚ": 0.4}),  # an abbreviation
        ("nền tảng cloud của tỉnh", 2, {"clóud": 0.4}),
        ("mã 1a2 của tỉnh", 1, {"là": 0.4}),
        ("a) Rà soát quy định", 0, {"à)": 0.4}),
    ],
)
def test_what_stays(text, at, seen):
    mend = weighed(text, at, seen)
    assert (mend.text, mend.rule) == (text.split()[at], None)


@pytest.mark.parametrize(
    ("text", "at", "seen", "doubtful"),
    [
        ("Xây dựng trợ lý áo hỗ trợ công chức", 4, {"ảo": 0.012}, True),
        ("hồ chứa, 09 cống ngăn mặn và dọc đê", 3, {"cổng": 0.1}, False),
        ("báo cáo Bản Thường vụ Tỉnh ủy", 2, {"Ban": 0.02}, True),  # a name that none has
        ("báo cáo Ban Thường vụ Tỉnh ủy", 2, {"Bản": 0.1}, False),
        ("Báo và Đài tỉnh Lam Giang đưa tin", 4, {"Lâm": 0.03}, False),
        ("các tỉnh Khăm Muộn, Xay Sôm Bun, Sa Văn Na Khệt", 5, {"Sổm": 0.002}, False),  # the ink shows no other
    ],
)
def test_an_unlikely_word_that_stays_is_no_surer_than_its_share(text, at, seen, doubtful):
    mend = weighed(text, at, seen)
    assert (mend.text, mend.rule) == (text.split()[at], None)
    assert (mend.score < 0.5) == doubtful


@pytest.mark.parametrize(
    ("text", "at", "seen", "firm"),
    [
        ("Thể chế, nhận thức và tổ chức bộ máy", 0, {"Thế": 0.5}, True),
        ("hai triệu trang số được số hóa", 3, {"sổ": 0.3}, False),  # either may be meant
        ("Xây dựng trợ lý áo hỗ trợ công chức", 4, {"ảo": 0.012}, False),
        ("Thể chế, nhận thức và tổ chức bộ máy", 0, {}, False),  # nothing was weighed
        ("Thể chế, nhận thức và tổ chức bộ máy", 0, {"7h8": 0.6, "Thế": 0.1}, False),  # strokes, or figures
    ],
)
def test_a_word_of_which_nothing_else_is_left_is_firm(text, at, seen, firm):
    assert weighed(text, at, seen).firm == firm


def test_of_a_lost_word_the_best_reading_is_taken_and_its_share_told():
    mend = weighed("Thẽ chế, nhận thức và tổ chức bộ máy", 0, {"Thế": 0.8, "Thể": 0.009})
    assert mend.text == "Thể"
    assert mend.score < 0.8


@pytest.mark.parametrize(
    ("text", "at", "read", "score", "sure"),
    [
        ("đổi mới sáng tạo, chuyển đổi mới", 4, "chuyên", 0.01, False),  # a misprint, perhaps
        ("đổi mới sáng tạo, chuyển đổi mới", 4, "chuyên", 0.2, True),  # the ink shows it too
        ("cải thiện môi trường đầu tư kinh doanh", 4, "dầu", 0.01, True),  # nothing else can be meant
    ],
)
def test_what_the_language_put_against_sure_ink(text, at, read, score, sure):
    words = text.split()
    line = [Token(w, 0.99) for w in words]
    line[at] = Token(read, 0.99, ((words[at], score),))
    done = [Mend(w, ChangeRule.ALTERNATIVE, 0.99) if k == at else Mend(w) for k, w in enumerate(words)]
    assert (weigh_ink([line], [done])[0][at].score > 0.8) == sure


@pytest.mark.parametrize(
    ("text", "at", "seen", "after"),
    [
        ("danh sách các công trình cầu yếu, cầu tạm cần cải tạo", 6, {"yêu,": 0.01}, "yếu,"),
        ("phẩm chất đạo đức tận tuy, gương mẫu", 5, {"tuỵ,": 0.02}, "tuỵ,"),  # told by what stands before
        ("đổi mới sáng tạo, chuyên đổi mới", 4, {"chuyển": 0.01}, "chuyển"),  # told by what stands behind
    ],
)
def test_a_comma_parts_words_that_are_no_phrase(text, at, seen, after):
    assert weighed(text, at, seen, 0.998).text == after


def test_what_the_language_put_there_across_a_comma_is_taken_back():
    words = ["danh", "sách", "các", "công", "trình", "cầu", "yêu,", "cầu", "tạm", "cần", "cải", "tạo"]
    line = [Token(w, 0.99) for w in words]
    line[6] = Token("yếu,", 0.998, (("yêu,", 0.01),))
    done = [Mend(w, ChangeRule.ALTERNATIVE, 0.97) if k == 6 else Mend(w) for k, w in enumerate(words)]
    mend = weigh_ink([line], [done])[0][6]
    assert (mend.text, mend.rule) == ("yếu,", None)


def test_what_was_mended_stays_as_it_is():
    line = [Token(w, 0.9, (("đồi", 0.4),) if w == "đối" else ()) for w in ["chuyển", "đối", "số"]]
    done = [Mend("chuyển"), Mend("đổi", ChangeRule.CONFUSION, 0.9), Mend("số")]
    assert weigh_ink([line], [done]) == [done]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.builds(Token, st.text(max_size=9), st.none(), st.just((("tỉnh", 0.3),))), max_size=8), max_size=4
    )
)
def test_shape_is_kept(lines):
    done = weigh_ink(lines, [[Mend(t.text) for t in line] for line in lines])
    assert [len(line) for line in done] == [len(line) for line in lines]
