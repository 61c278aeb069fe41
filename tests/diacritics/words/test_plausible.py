import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.diacritics.words.plausible import plausible_words


def scores(text):
    return dict(zip(text.split(), plausible_words([text.split()])[0], strict=True))


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("đẩy mạnh chuyển đồi số quốc gia", "đồi"),
        ("Ủy ban nhân dân tính ban hành kế hoạch", "tính"),
        ("các cơ quan, đơn vi có liên quan", "vi"),
        ("ỦY BAN NHÂN DẤN TỈNH", "DẤN"),
        ("thực hiện nhiệm vụ đưọ‹c giao", "đưọ‹c"),
    ],
)
def test_the_odd_word_is_the_least_plausible(text, odd):
    found = scores(text)
    assert min(found, key=found.get) == odd
    assert found[odd] < 0.8


@pytest.mark.parametrize("text", ["5.000", "57-NQ/TW", "KH&CN", "UBND", "24/4/2025", "…", "-", ""])
def test_nothing_is_said_of_numbers_and_codes(text):
    assert plausible_words([["ngày", text, "của", "tỉnh"]])[0][1] == 1


def test_good_prose_keeps_its_confidence():
    text = "Ủy ban nhân dân tỉnh ban hành kế hoạch thực hiện nghị quyết về chuyển đổi số"
    assert min(plausible_words([text.split()])[0]) > 0.9


def test_a_stop_inside_a_sentence():
    odd = scores("các cơ quan. đơn vị có liên quan")
    assert odd["quan."] < 0.4 < min(v for k, v in odd.items() if k != "quan.")
    assert scores("Thường vụ Tỉnh. ủy quản lý")["Tỉnh."] < 0.4
    assert scores("UBND TP. trực thuộc tỉnh")["TP."] == 1
    assert scores("Gồm: các cơ quan có liên quan")["Gồm:"] > 0.8
    assert scores("khoa học và công nghệ. b) Kinh phí")["nghệ."] > 0.8


def test_the_context_goes_over_a_line_end_but_not_over_an_empty_line():
    read_on = plausible_words([["chuyển"], ["đồi", "số"]])[1][0]
    parted = plausible_words([["chuyển"], [], ["đồi"], [], ["số"]])[2][0]
    assert read_on < parted


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=9), max_size=8), max_size=4))
def test_any_text_has_one_score_a_word(lines):
    found = plausible_words(lines)
    assert [len(x) for x in found] == [len(x) for x in lines]
    assert all(0 < s <= 1 for line in found for s in line)


def test_signs_that_no_plan_prints():
    line = ["các", ".tỉnh;", "‹", "và", "“Kế", "hoạch”", "(sau", "đây)", "quản|"]
    scores = dict(zip(line, plausible_words([line])[0], strict=True))
    assert max(scores[w] for w in (".tỉnh;", "‹", "quản|")) < 0.75
    assert min(scores[w] for w in ("“Kế", "hoạch”", "(sau", "đây)")) > 0.9


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("kết quả xác : định", ":"),
        ("cơ quan cấp.tỉnh chủ trì", "cấp.tỉnh"),
        ('"Thời gian hoàn thành', '"Thời'),
        ("“Kế hoạch” và “chương trình", "“chương"),
    ],
)
def test_punctuation_out_of_place(text, odd):
    found = scores(text)
    assert min(found, key=found.get) == odd
    assert found[odd] < 0.8


@pytest.mark.parametrize("text", ["lamgiang.gov.vn", "TP.HCM", "v.v.", "(nếu", '"Chuyển đổi số"', "“một cửa”"])
def test_punctuation_in_its_place(text):
    assert min(scores(f"cơ quan {text} thực hiện").values()) > 0.85


@pytest.mark.parametrize(
    ("below", "odd"), [(["tỉnh", "chủ", "trì"], True), (["Tỉnh", "chủ", "trì"], False), ([], False)]
)
def test_a_stop_at_the_end_of_a_line_that_goes_on(below, odd):
    (first, *_) = plausible_words([["Sở", "Y", "tế", "của."], below, ["tỉnh"]])
    assert (first[-1] < 0.5) == odd
