"""How sure a word is once the language has had its say."""

from dataclasses import replace

import pytest

from sohoa.diacritics.words.choices import Mend
from sohoa.diacritics.words.sureness import confirmed, repaired_confidence, weighed
from sohoa.nouns.word import Alternative, ChangeRule, RegionKind, Word


@pytest.mark.parametrize(
    ("text", "read", "plausible", "sure"),
    [
        ("chuyển", 0.4, 0.998, 0.65),
        ("(chuyển", 0.4, 0.998, 0.65),
        ("chuyển", 0.97, 1.0, 0.97),
        ("chuyển", 0.4, 0.98, 0.392),
        ("ST", 0.4, 1.0, 0.4),
        ("2031", 0.4, 1.0, 0.4),
        ("chuyển", 0.7, 0.93, 0.55),
        ("chuyển", 0.7, 0.95, 0.665),
        ("chuyển", 0.97, 0.93, 0.9021),
        ("chuyển", 0.5, 0.93, 0.465),
    ],
    ids=["beyond doubt", "with a bracket", "surer still", "nearly", "no syllable", "a number", "unsettled",
         "settled", "read surely", "less sure than that"],
)  # fmt: skip
def test_what_the_language_confirms_and_what_it_does_not(text, read, plausible, sure):
    assert weighed(Word(text, text, None, read), plausible) == pytest.approx(sure)


@pytest.mark.parametrize(
    ("text", "firm", "read", "sure"),
    [
        ("Thể", True, 0.5, 0.65),
        ("Thể", False, 0.5, 0.5),
        ("Thể", True, 0.9, 0.9),
        ("Tỉnh.", True, 0.2, 0.2),
        ("đồng,;", True, 0.5, 0.5),
    ],
)
def test_a_firm_word_is_confirmed(text, firm, read, sure):
    assert confirmed(Word(text, text, None, read), firm).confidence == sure
    assert confirmed(Word(text, text, None, None), firm).confidence is None


def test_what_the_language_changed_is_not_confirmed_by_it():
    assert weighed(Word("chuyển", "chuyên", None, 0.5), 1.0) == 0.5


def test_a_word_of_a_text_layer_has_no_confidence():
    assert weighed(Word("chuyển", "chuyển", None, None), 0.5) is None


@pytest.mark.parametrize(
    ("ours", "other", "region", "sure"),
    [
        ("85.000", "85.00O", "table", 0.65),
        ("24", "2A", "table", 0.65),
        ("18/8/2025", "18/8/202S", "table", 0.65),
        ("2026-2030", "2026-203G", "table", 0.65),
        ("85.000", "86.000", "table", 0.5),
        ("85:000", "85.00O", "table", 0.5),
        ("60,000", "6O.000", "table", 0.5),
        ("1", "l", "table", 0.5),
        ("2", "—", "table", 0.5),
        ("11/2026", "II/2026", "table", 0.5),
        ("31/13/2026", "31/I3/2026", "table", 0.5),
        ("57-NQ/TW", "S7-NQ/TW", "table", 0.5),
        ("10/10", "10/10.", "table", 0.65),
        ("3", "3'", "table", 0.65),
        ("24/7,", "24/7;", "table", 0.65),
        ("24/7,", "247,", "table", 0.65),
        ("24/7,", "2417,", "table", 0.5),
        ("12,", "12", "table", 0.5),
        ("1", "1.", "table", 0.5),
        ("3,600", "3.600", "table", 0.5),
        ("64", "64:", "letterhead_left", 0.5),
        ("231", "Z3I", "letterhead_left", 0.5),
    ],
)
def test_numbers_that_no_number_contests(ours, other, region, sure):
    word = Word(ours, ours, None, 0.5, region=RegionKind(region), alternatives=(Alternative(other, 0.9),))
    assert weighed(word, 1.0) == sure


@pytest.mark.parametrize(
    ("ours", "region", "sure"),
    [
        ("02", "table", 0.65),
        ("2023", "table", 0.65),
        ("14)", "table", 0.65),
        ("6", "table", 0.5),
        ("11", "table", 0.5),
        ("115km", "table", 0.5),
        ("962023/NĐ-CP", "table", 0.5),
        ("02", "letterhead_left", 0.5),
    ],
)
def test_numbers_of_which_the_other_engine_reads_nothing(ours, region, sure):
    assert weighed(Word(ours, ours, None, 0.5, region=RegionKind(region)), 1.0) == sure


@pytest.mark.parametrize(
    ("score", "engine", "sure"),
    [(0.9, 0.995, 0.9), (0.999, 0.995, 0.995), (0.9, 0.4, 0.8), (0.999, 0.6, 0.8), (0.6, 0.99, 0.5), (0.6, 0.3, 0.3)],
)
def test_a_repair_is_no_surer_than_ink_and_language_together(score, engine, sure):
    """That the engine was sure of `chuyên` says nothing for `chuyển`."""
    word = Word("chuyên", "chuyên", None, engine)
    assert repaired_confidence(Mend("chuyển", ChangeRule.ALTERNATIVE, score), word, weigh=True) == sure


def test_an_unlikely_word_that_stays_is_as_sure_as_its_share():
    word = Word("đối", "đối", None, 0.9)
    assert repaired_confidence(Mend("đối", None, 0.2), word, weigh=True) == 0.2
    assert repaired_confidence(Mend("đối", None, 0.2), word, weigh=False) == 0.9


def test_numbers_and_what_stays_keep_their_confidence():
    word = Word("17", "17", None, 0.97)
    assert repaired_confidence(Mend("11", ChangeRule.ALTERNATIVE, 0.9), word, weigh=True) == 0.97
    assert repaired_confidence(Mend("17", None, 1.0), word, weigh=True) == 0.97


@pytest.mark.parametrize(
    ("read", "meant", "sure"),
    [
        ("tử", "tư", 0.7),
        ("Lạm", "Lam", 0.7),
        ("chuyên", "chuyển", 0.5),
        ("số", "sổ", 0.5),
        ("UBNĐ", "UBND", 0.5),
        ("ề", "e", 0.5),
        ("tử", "ta", 0.5),
    ],
    ids=["a mark off", "in a name", "a mark more", "another mark", "a bar", "a lone letter", "another letter"],
)
def test_a_repair_that_takes_marks_off_needs_no_look(read, meant, sure):
    word = Word(read, read, None, 0.98)
    assert repaired_confidence(Mend(meant, ChangeRule.ALTERNATIVE, 0.5), word, weigh=True) == sure


@pytest.mark.parametrize(
    ("ours", "other", "sure"),
    [
        ("TIA-942", "TIẢ-942", 0.65),
        ("TIA-942", "'TIA-942", 0.65),
        ("TIA-942", "TIA-942.", 0.65),
        ("TIA-942", "“T1A-942", 0.65),
        ("TIA-942", "TLA-942", 0.5),
        ("TIA-942", "TIA-947", 0.5),
        ("57-QD/TW", "57-QĐ/TW", 0.5),
        ("TIẢ-942", "TIA-942", 0.5),
        ("NQ-CP", "NQ-CP.", 0.5),
        ("57/2024/TT-BYT", "57/2024/TT-BYT.", 0.65),
        ("57/2024/TT-BYT", "57/2024/T1-BYT", 0.5),
    ],
)
def test_codes_that_both_engines_read(ours, other, sure):
    word = Word(ours, ours, None, 0.5, region=RegionKind.TABLE, alternatives=(Alternative(other, 0.9),))
    assert weighed(word, 1.0) == sure


@pytest.mark.parametrize(
    ("ours", "score", "sure"),
    [("TIA-942", 0.0, 0.65), ("57/2024/TT-", 0.01, 0.65), ("05", 0.02, 0.65), ("05", 0.3, 0.5), ("11h30;", 0.0, 0.5)],
)
def test_what_hardly_contests_a_number_or_code_is_no_witness(ours, score, sure):
    word = Word(ours, ours, None, 0.5, region=RegionKind.TABLE, alternatives=(Alternative("(5", score),))
    assert weighed(word, 1.0) == sure


@pytest.mark.parametrize(
    ("text", "other", "score", "region", "flagged"),
    [
        ("chứng,", "chứng;", 0.24, "table", True),
        ("dựng.", "dựng ", 0.26, "table", True),
        ("dựng.", "dựng", 0.26, "table", True),
        ("3,600", "3.600", 0.12, "table", True),
        ("chứng,", "chứng;", 0.15, "table", False),
        ("chứng", "chứng;", 0.24, "table", False),
        ("chứng,", "chúng,", 0.24, "table", False),
        ("3,6", "3.6", 0.3, "table", False),
        ("3.600", "3,600", 0.3, "table", False),
        ("chứng,", "chứng;", 0.24, "body", False),
    ],
)
def test_signs_of_which_the_ink_shows_another(text, other, score, region, flagged):
    word = Word(text, text, None, 0.98, region=RegionKind(region), alternatives=(Alternative(other, score),))
    assert (weighed(word, 0.99) < 0.6) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("toào", True),
        ("(trun", True),
        ("đồng,;", True),
        ("đồng:,", True),
        ("đồng,.", True),
        ("toàn", False),
        ("Ktul", False),
        ("Toào", False),
        ("km", False),
        ("v.v.;", False),
        ("v.v..,", False),
        ("cao...,", False),
        ("gồm:...", False),
        ("đồng;", False),
    ],
)
def test_what_is_never_printed(text, flagged):
    for region in (RegionKind.TABLE, RegionKind.BODY):
        assert (weighed(Word(text, text, None, 0.9, region=region), 1.0) < 0.6) is flagged


@pytest.mark.parametrize(
    ("text", "other", "score", "sure", "weighs"),
    [
        ("20/6/2026", "30/6/2026", 0.38, 0.98, 0.55),
        ("1,15", "4,15", 0.25, 0.98, 0.55),
        ("2027", "2097", 0.12, 0.98, 0.98),
        ("20/6/2026", "20/6/2O26", 0.38, 0.98, 0.98),
        ("20/6/2026", "0/6/2026", 0.38, 0.98, 0.98),
        ("2023", "2024", 0.12, 0.5, 0.5),
        ("2023", "2O23", 0.02, 0.5, 0.65),
    ],
)
def test_figures_of_which_the_ink_shows_another(text, other, score, sure, weighs):
    word = Word(text, text, None, sure, region=RegionKind.TABLE, alternatives=(Alternative(other, score),))
    assert weighed(word, 1.0) == weighs
    assert weighed(replace(word, region=RegionKind.BODY), 1.0) == sure


@pytest.mark.parametrize(
    ("word", "plausible", "sure"),
    [
        (Word("đồng", "đồng", None, 0.7), 0.995, 0.8),
        (Word("đồng", "đồng", None, 0.7), 0.98, 0.686),
        (Word("đồng", "đồng", None, 0.69), 0.995, 0.68655),
        (Word("Đồng", "Đồng", None, 0.7), 1.0, 0.7),
        (Word("đồng", "đông", None, 0.7), 1.0, 0.7),
        (Word("y", "y", None, 0.7), 1.0, 0.7),
        (Word("nđ-cp", "nđ-cp", None, 0.7), 1.0, 0.7),
    ],
    ids=["borne out", "in doubt", "not sure itself", "a name", "mended", "a letter", "a code"],
)
def test_what_only_the_second_engine_contests(word, plausible, sure):
    assert weighed(word, plausible) == pytest.approx(sure)
