import pytest

from sohoa.diacritics.words.list_signs import with_semicolons
from sohoa.diacritics.words.mend import Mend, Token


def signed(text, at, seen):
    words = text.split()
    line = [Token(w, 0.7, tuple(seen.items()) if k == at else ()) for k, w in enumerate(words)]
    return " ".join(m.text for m in with_semicolons(line, [Mend(w) for w in words]))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Sở Khoa học và Công nghệ, Công ty Thủy lợi", 5),
        ("Sở Khoa học và Công nghệ, các doanh nghiệp", 5),
        ("Ban quản lý, UBND các xã", 2),
    ],
)
def test_a_semicolon_between_items(text, at):
    word = text.split()[at]
    assert signed(text, at, {f"{word[:-1]};": 0.4}) == text.replace(word, f"{word[:-1]};")
    assert signed(text, at, {f"{word[:-1]};": 0.1}) == text


@pytest.mark.parametrize(
    ("text", "below", "after"),
    [
        ("Sở Khoa học và Công nghệ, Hiệp", "hội doanh nghiệp", "Sở Khoa học và Công nghệ; Hiệp"),
        ("Sở Khoa học và Công nghệ,", "Công ty Thủy lợi", "Sở Khoa học và Công nghệ;"),
        ("Sở Văn hóa,", "Thể thao và Du lịch", "Sở Văn hóa,"),  # one name
        ("Sở Khoa học và Công nghệ,", "", "Sở Khoa học và Công nghệ,"),
    ],
)
def test_an_item_that_begins_on_the_next_line(text, below, after):
    words = text.split()
    line = [Token(w, 0.7, ((f"{w[:-1]};", 0.9),) if w.endswith(",") else ()) for w in words]
    found = with_semicolons(line, [Mend(w) for w in words], [Mend(w) for w in below.split()])
    assert " ".join(m.text for m in found) == after


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", 2),  # one name
        ("các sở, ban, ngành cấp tỉnh", 1),  # one set
        ("Lưu: VT, NC", 1),  # no word
        ("Công văn số 12, Sở Nội vụ", 3),  # a number
        ("Sở Khoa học và Công nghệ,", 5),  # nothing behind it
    ],
)
def test_other_commas_stay(text, at):
    word = text.split()[at]
    assert signed(text, at, {f"{word[:-1]};": 0.9}) == text
