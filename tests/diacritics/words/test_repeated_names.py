import pytest

from sohoa.diacritics.words.mend import Mend, Token
from sohoa.diacritics.words.repeated_names import agree_on_names

SURNAMES = {"nguyễn", "đặng", "lâm"}


def tokens(text, seen=(), confidence=0.99):
    others = [tuple(dict(seen).get(w.strip(";,"), {}).items()) for w in text.split()]
    return [Token(w, 0.7 if o else confidence, o) for w, o in zip(text.split(), others, strict=True)]


def agreed(text, seen, elsewhere):
    pages = [tokens(text, seen), *(tokens(t) for t in elsewhere)]
    found = agree_on_names(pages, lambda word: word.lower() in SURNAMES)
    return " ".join(m.text if m else t.text for t, m in zip(pages[0], found[0], strict=True)), found


@pytest.mark.parametrize(
    ("text", "seen", "elsewhere", "after"),
    [
        (
            "Thuế tỉnh Hương Thủỵ; Sở Xây dựng",
            {"Thủỵ": {"Thủy;": 0.1}},
            ["tỉnh Hương Thủy", "HƯƠNG THỦY"],
            "Thuế tỉnh Hương Thủy; Sở Xây dựng",
        ),
        ("của ỦBND tỉnh", {"ỦBND": {"UBND": 0.3}}, ["UBND tỉnh", "các UBND tỉnh"], "của UBND tỉnh"),
        ("UBND TỈNH LÀM GIANG", {"LÀM": {"LAM": 0.9}}, ["tỉnh Lam Giang", "tỉnh Lam Sơn"], "UBND TỈNH LAM GIANG"),
    ],
)
def test_a_name_as_the_document_has_it_elsewhere(text, seen, elsewhere, after):
    assert agreed(text, seen, elsewhere)[0] == after


@pytest.mark.parametrize(
    ("text", "seen", "elsewhere"),
    [
        ("tỉnh Hương Thúy", {"Thúy": {"Thủy": 0.3}}, ["tỉnh Hương Thủy"]),  # one witness
        ("tỉnh Hương Thúy", {"Thúy": {"Thủy": 0.3}}, ["Hương Thủy", "Hương Thủy", "Hương Thúy"]),  # both are there
        ("tỉnh Hương Thúy", {"Thúy": {}}, ["Hương Thủy", "Hương Thủy"]),  # the ink does not show it
        ("tỉnh Hương Thúy", {"Thúy": {"Trúc": 0.3}}, ["Hương Trúc", "Hương Trúc"]),  # other letters
        ("ông Nguyễn Văn Ánh", {"Ánh": {"Anh": 0.3}}, ["Nguyễn Văn Anh", "Nguyễn Văn Anh"]),  # a person
        ("NGUYỄN VĂN ÁNH", {"ÁNH": {"ANH": 0.3}}, ["Nguyễn Văn Anh", "Nguyễn Văn Anh"]),
        ("trong tính toán", {"tính": {"tỉnh": 0.3}}, ["tỉnh toán", "tỉnh toán"]),  # small letters
        ("Quý 1/2026", {"1/2026": {"I/2026": 0.4}}, ["Quý I/2026", "Quý I/2026"]),  # a number
    ],
)
def test_what_stays(text, seen, elsewhere):
    after, found = agreed(text, seen, elsewhere)
    assert after == text
    assert not any(m for page in found for m in page)


@pytest.mark.parametrize(
    ("seen", "confidence", "elsewhere", "after"),
    [
        ({"Lam": 0.19}, 0.001, ["TỈNH LAM GIANG"], "Lam"),
        ({"Lam": 0.19}, 0.6, ["TỈNH LAM GIANG"], "Lum"),  # something speaks for it
        ({"Lam": 0.05}, 0.001, ["TỈNH LAM GIANG"], "Lum"),  # its ink hardly shows the other letter
        ({"Lam": 0.19}, 0.001, ["TỈNH LAM SƠN"], "Lum"),  # no witness
        ({"Lam": 0.19}, 0.001, ["TỈNH LAM GIANG", "tỉnh Lum Giang"], "Lum"),
        ({"Tam": 0.19}, 0.001, ["TỈNH TAM GIANG"], "Lum"),  # two letters
        ({"Lụm": 0.03}, 0.001, ["TỈNH LỤM GIANG"], "Lụm"),
    ],
)
def test_a_word_for_which_nothing_speaks(seen, confidence, elsewhere, after):
    page = [Token("Lum", confidence, tuple(seen.items())), Token("Giang,", 0.95)]
    for sure in (0.99, 0.7):
        found = agree_on_names([page, *(tokens(t, confidence=sure) for t in elsewhere)], lambda _: False)[0][0]
        assert (found.text if found and found.rule else "Lum") == after
    found = agree_on_names([page, *(tokens(t, confidence=0.5) for t in elsewhere)], lambda _: False)[0][0]
    assert found is None or found.rule is None


def test_what_the_ink_hardly_shows_is_told():
    seen = {"Thúy": {"Thủy": 0.01}}
    _, found = agreed("tỉnh Hương Thúy", seen, ["Hương Thủy", "Hương Thủy"])
    assert found[0][2].score <= 0.5


def test_a_word_that_is_surely_read_stays():
    pages = [[Token("Vĩnh", 0.99), Token("Sà", 0.95, (("Sa", 0.3),))], *[tokens("Vĩnh Sa")] * 3]
    assert not any(m for page in agree_on_names(pages, lambda _: False) for m in page)


def test_words_that_were_not_read_surely_bear_no_witness():
    pages = [tokens("tỉnh Hương Thúy", {"Thúy": {"Thủy": 0.3}}), *[tokens("Hương Thủy", confidence=0.7)] * 3]
    assert not any(m for page in agree_on_names(pages, lambda _: False) for m in page)


@pytest.mark.parametrize(
    ("text", "elsewhere", "sure"),
    [
        ("Báo và PTTH Lam Giang", ["tỉnh Lam Giang", "UBND TỈNH LAM GIANG"], True),
        ("Báo và PTTH Lam Giang", ["tỉnh Lam Giang"], False),  # one witness
        ("Báo và PTTH Lam. Giang", ["tỉnh Lam Giang", "tỉnh Lam Giang"], False),  # a sign inside the name
        ("Báo và lam Giang", ["tỉnh lam Giang", "tỉnh lam Giang"], False),  # small letters
        ("Báo và LAM lịch", ["Lam lịch", "Lam lịch"], False),  # its neighbour is in small letters
    ],
)
def test_a_name_that_the_document_confirms(text, elsewhere, sure):
    page = [Token(w, 0.5 if w.lower().startswith("lam") else 0.99) for w in text.split()]
    found = agree_on_names([page, *(tokens(t) for t in elsewhere)], lambda _: False)
    at = next(k for k, t in enumerate(page) if t.confidence == 0.5)
    assert found[0][at] == (Mend(page[at].text, None, 0.65) if sure else None)
    assert not any(m for k, m in enumerate(found[0]) if k != at)
