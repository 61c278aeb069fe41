import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.diacritics.words.mend import Token, mend_tokens


def tokens(text, low=()):
    return [Token(w, 0.4 if w in low else 0.96) for w in text.split()]


def mended(text, low=()):
    return " ".join(m.text for m in mend_tokens([tokens(text, low)])[0])


@pytest.mark.parametrize(
    ("text", "low", "expect"),
    [
        ("Ủy ban nhân dân tỉnh ban hành Kể hoạch", ("Kể",), "Ủy ban nhân dân tỉnh ban hành Kế hoạch"),
        ("thực hiện nhiệm vự được giao", ("vự",), "thực hiện nhiệm vụ được giao"),
        ("chuyển đồi số quốc gia", ("đồi",), "chuyển đổi số quốc gia"),
        ("QUYÉT ĐỊNH", (), "QUYẾT ĐỊNH"),
        ("ĐIÈU 1", (), "ĐIỀU 1"),
    ],
)
def test_doubtful_words_are_mended(text, low, expect):
    assert mended(text, low) == expect


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Ủy ban nhân dân tính ban hành", ()),
        ("ngày 24/4/2025 số 57-NQ/TW 5.000 13", ("24/4/2025", "57-NQ/TW", "5.000", "13")),
        ("UBND và HĐND tỉnh KH&CN", ("UBND", "HĐND", "KH&CN")),
        ("QĐ TƯ ĐTXD TTHC UỶ", ("QĐ", "TƯ", "ĐTXD", "TTHC")),
        ("nền tảng Blockchain và Website", ("Blockchain", "Website")),
        ("… ; - ) 😀", ("…", ";", "-", ")", "😀")),
    ],
)
def test_the_rest_is_left_alone(text, low):
    assert mended(text, low) == text


def test_a_mend_tells_why():
    mend = mend_tokens([tokens("thực hiện nhiệm vự", ("vự",))])[0][-1]
    assert mend.rule == "confusion"
    assert 0.5 < mend.score <= 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.builds(Token, st.text(max_size=9), st.none() | st.floats(0, 1)), max_size=8), max_size=4))
def test_shape_is_kept(lines):
    assert [len(x) for x in mend_tokens(lines)] == [len(x) for x in lines]


def test_punctuation_stays_around_a_mended_word():
    assert mended("Kế hoạch của tỉnh về chuyển (đồi) số", ("(đồi)",)) == "Kế hoạch của tỉnh về chuyển (đổi) số"


def test_a_stop_inside_a_sentence_was_a_comma():
    mend = mend_tokens([tokens("các cơ quan. đơn vị có liên quan. b) Kinh phí")])[0]
    assert [m.text for m in mend[2:8]] == ["quan,", "đơn", "vị", "có", "liên", "quan."]
    assert mend[2].rule == "comma"


def test_a_stop_that_was_read_surely_stays():
    line = [Token("cơ", 0.99), Token("quan.", 0.999), Token("đơn", 0.99), Token("vị", 0.99)]
    assert [m.text for m in mend_tokens([line])[0]] == ["cơ", "quan.", "đơn", "vị"]


@pytest.mark.parametrize(
    ("lines", "expect"),
    [
        (["theo quy. định của pháp luật"], ["theo quy định của pháp luật"]),
        (["của Chính. phủ về"], ["của Chính phủ về"]),
        (["trong các trường.", "hợp đặc biệt"], ["trong các trường", "hợp đặc biệt"]),
        (["các sở. ban. ngành tỉnh"], ["các sở, ban, ngành tỉnh"]),
        (["trong các trường.", "", "hợp đặc biệt"], ["trong các trường.", "", "hợp đặc biệt"]),
        (["trong các trường.", "Hợp đặc biệt"], ["trong các trường.", "Hợp đặc biệt"]),
    ],
    ids=["a word", "a name", "over the end of a line", "an enumeration", "another cell", "a capital"],
)
def test_a_stop_inside_a_word_is_a_speck(lines, expect):
    found = mend_tokens([tokens(line) for line in lines])
    assert [" ".join(m.text for m in line) for line in found] == expect


def test_a_stop_inside_a_word_that_was_read_surely_stays():
    line = [Token("quy.", 0.999), Token("định", 0.99)]
    assert [m.text for m in mend_tokens([line])[0]] == ["quy.", "định"]


@pytest.mark.parametrize("text", ["thuộc TP. trực thuộc", "năm 2026. đơn vị", "kế hoạch. Đơn vị", "v.v. và"])
def test_other_stops_stay(text):
    assert mended(text) == text


def test_what_another_engine_read_with_other_marks():
    def mended(read, alternatives, around="làm việc, {} từ ngày nhận đủ"):
        line = [Token(w, 0.99) for w in around.split()]
        at = around.split().index("{}")
        line[at] = Token(read, 0.7, alternatives)
        return mend_tokens([line])[0][at].text

    assert mended("k", (("kế", 0.8),)) == "kể"
    assert mended("k", (("kế", 0.8),), "quy {} hoạch năm") == "kế"
    assert mended("k", (("3", 0.8),)) == "k"
    assert mended("A", (("ế", 0.8),), "lớp {} của trường") == "A"
