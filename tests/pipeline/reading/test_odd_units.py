import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.reading.odd_units import with_doubtful_units

BOX = Box(0, 0, 10, 10)


def weighed(text, confidence=0.99):
    return with_doubtful_units([Word(t, t, BOX, confidence) for t in text.split()])


@pytest.mark.parametrize(
    ("text", "doubtful", "other"),
    [
        ("bụi 28,5 ng/m³, trung bình", "ng/m³,", "µg/m³,"),
        ("bụi 46ug/m³", "46ug/m³", "46µg/m³"),
        ("dày 120 um; mịn", "um;", "µm;"),
        ("sợi 35 nm.", "nm.", "µm."),
        ("dung dịch 5 gl", "gl", "µl"),
        ("trở 4,7 kO", "kO", "kΩ"),
        ("giữ ở 18 oC", "oC", "°C"),
        ("giá 100 C mỗi suất", "C", "€"),
        ("cao 15 krn", "krn", None),
        ("rộng 15 rn²", "rn²", None),
        ("nồng độ 3,2 rng/l", "rng/l", None),
    ],
)
def test_units_that_may_be_misread_are_doubtful(text, doubtful, other):
    low = [w for w in weighed(text) if w.confidence < 0.85]
    assert [w.text for w in low] == [doubtful]
    assert low[0].text == low[0].text_ocr
    assert [a.text for a in low[0].alternatives] == ([] if other is None else [other])


@pytest.mark.parametrize(("text", "printed"), [("độ mặn 4,5%o.", "4,5‰."), ("tăng 12 %0 mỗi năm", "‰")])
def test_per_mille_is_told(text, printed):
    (word,) = [w for w in weighed(text) if w.confidence < 0.85]
    assert word.text == printed
    assert word.text_ocr in text


@pytest.mark.parametrize(
    "text",
    [
        "xây 12 km đường, 3.500 m² sân, 40 m³/giờ",
        "trồng 15 ha rừng, 4,5 tỷ đồng, 3 mg/l và 26,5ha",
        "gồm 12 xã, 3 cụm, 5 tổ, 10 em, 2 ca",
        "tại Điều 5 và khoản 2 của Luật",
        "hỗ trợ 60 triệu đồng/nhà, 15 kg/người",
        "mức 20 % và 5% mỗi năm",
        "có 4 C và 5 D theo bảng",
        "phủ sóng 4G, 5G; giấy A4; 24h",
        "ông Ngô Văn Um ở thôn 7",
    ],
)
def test_units_and_words_stay_sure(text):
    low = [w.text for w in weighed(text) if w.confidence < 0.85]
    assert low in ([], ["C"])


def test_words_of_a_layer_and_of_another_line_are_left_alone():
    words = [Word("5", "5", BOX, 0.99, line=0), Word("um", "um", BOX, 0.99, line=1), Word("%o", "%o", BOX, None)]
    assert with_doubtful_units(words) == tuple(words)
