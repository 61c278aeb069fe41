"""Words of garbled lines that may be meant as they stand: names, foreign words, bare syllables."""

import pytest

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.lines.evidence import held_back
from sohoa.diacritics.lines.restore import restore_lines
from sohoa.nouns.word import ChangeRule


def restored(line):
    (done,) = restore_lines([line], "noisy")
    return done


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Nghé si Xuan Oanh, nhac si va dich gia, dugc moi.", "Oanh"),
        ("Vuén hoa Chi Lang duoc mé rong.", "Chi"),
        ("Cac xa Thanh Minh va Tan Thanh hop nhAt.", "Thanh"),
    ],
)
def test_what_may_be_meant_as_it_stands_stays(line, word):
    done = restored(line)
    assert word in done.text.replace(",", "").split()
    assert word in {d.before for d in done.doubts if d.is_kept}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Nam 2026 c6ng tac cai cach duoc day manh tai tinh Ha Nam.", ["Năm", "Hà", "Nam"]),
        ("Chi tri tham muu, giup Uy ban nhan dan tinh Thai Nguyén.", ["trì", "tham", "Thái", "Nguyên"]),
        ("Dich vu céng truc tuyén duoc ctng cap toan trinh.", ["vụ", "công", "trực", "tuyến", "cấp"]),
    ],
)
def test_what_can_hardly_be_meant_is_mended(line, words):
    assert set(words) <= set(restored(line).text.replace(".", "").replace(",", "").split())


@pytest.mark.parametrize(
    ("before", "after", "others", "share", "name", "stays"),
    [
        ("Oanh", "Oánh", ("Oanh",), 0.65, True, True),
        ("Oanh", "Oánh", ("Oanh",), 0.87, True, False),
        ("Oanh", "Oánh", ("Oanh",), 0.55, False, False),
        ("Oanh", "Oánh", ("Oanh",), 0.45, False, True),
        ("Oanh", "Oánh", (), 0.3, True, False),  # as it stands it is no likely reading
        ("Oanh", "Oánh", ("Oành",), 0.3, False, False),
        ("Klas", "Klaus", ("Klas",), 0.8, False, True),
        ("Bruxeles", "Bruxelles", (), 0.8, True, False),
        ("Klas", "Klắc", ("Klas",), 0.8, False, True),  # no syllable either
        ("Lac", "Lạc", ("Lac",), 0.8, False, False),
    ],
)
def test_a_change_needs_evidence(before, after, others, share, name, stays):
    done = held_back(Change(0, len(before), before, after, ChangeRule.NOISY, 0.9, others), share, name)
    assert done.is_kept == stays
    assert after in (done.after, *done.others)


@pytest.mark.parametrize(("channel", "share", "stays"), [(0.2, 0.99, True), (0.5, 0.99, False), (0.5, 0.9, True)])
def test_a_label_stays_where_its_letters_are_no_word(channel, share, stays):
    assert held_back(Change(0, 2, "G7", "Ý", ChangeRule.NOISY, channel), share).is_kept == stays
