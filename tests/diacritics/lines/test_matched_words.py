from time import process_time

import pytest

from sohoa.diacritics.language.changes import Change, replay
from sohoa.diacritics.lines.matched_words import matched_words
from sohoa.diacritics.lines.restore import restore_lines
from sohoa.nouns.word import ChangeRule


def change(line, before, after):
    start = line.index(before)
    return Change(start, start + len(before), before, after, ChangeRule.NOISY, 0.9)


@pytest.mark.parametrize(
    ("line", "repairs", "pairs"),
    [
        ("So Tai chinh,", [("Tai", "Tài"), ("chinh", "chính")], ["So|So", "Tai|Tài", "chinh,|chính,"]),
        ("a b", [], ["a|a", "b|b"]),
        ("", [], []),
        ("dang ky s6m nay", [("ky", "ký"), ("s6m", "sớm")], ["dang|dang", "ky|ký", "s6m|sớm", "nay|nay"]),
        ("(kin h phi) cap", [("kin h", "kinh"), ("phi", "phí")], ["(kin h|(kinh", "phi)|phí)", "cap|cap"]),
        ("do thuctap, xa", [("thuctap", "thực tập")], ["do|do", "thuctap,|thực tập,", "xa|xa"]),
        ("rac | bo di", [("rac", ""), ("bo", "bỏ")], ["rac|", "|||", "bo|bỏ", "di|di"]),
        ("mot - hai", [("mot", "một"), (" -", "")], ["mot|một", "-|", "hai|hai"]),
        ("he/so luong/nam", [("so", "số"), ("nam", "năm")], ["he/so|he/số", "luong/nam|luong/năm"]),
        ("ba cum tu lien", [("ba cum tu", "bacumtu")], ["ba cum tu|bacumtu", "lien|lien"]),
    ],
)
def test_words_meet_what_became_of_them(line, repairs, pairs):
    found = matched_words(line, [change(line, *r) for r in repairs])
    assert [" ".join(a) + "|" + " ".join(b) for a, b, _ in found] == pairs


@pytest.mark.parametrize(
    "line", ["Tinh c6ng ngh& th6ng tin da duoc tri€n khai, dén nam 2026", "ke hoach nam 2026. Het"]
)
def test_nothing_is_lost(line):
    (done,) = restore_lines([line])
    pairs = list(matched_words(line, done.changes))
    assert [w for a, _, _ in pairs for w in a] == line.split()
    assert [w for _, b, _ in pairs for w in b] == done.text.split()


def test_a_very_long_line_costs_no_square():
    line = "ke hoach nam ay " * 50_000
    changes = [Change(i * 16, i * 16 + 2, "ke", "kế", ChangeRule.TONELESS, 0.9) for i in range(50_000)]
    start = process_time()
    pairs = list(matched_words(line, changes))
    assert process_time() - start < 10
    assert " ".join(w for _, b, _ in pairs for w in b) == replay(line, changes).rstrip()
