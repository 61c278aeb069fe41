import pytest

from sohoa.diacritics.words.foreign_words import mend_foreign


@pytest.mark.parametrize(
    ("text", "seen", "after"),
    [
        ("ráck", {"rack": 0.2, "tack": 0.5}, "rack"),
        ("(wéb),", {"(web),": 0.9}, "(web),"),
        ("clọud", {"cloud": 0.15}, "cloud"),
    ],
)
def test_marks_that_no_foreign_word_has(text, seen, after):
    assert mend_foreign(text, seen.items()) == after


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ráck", {}),
        ("ráck", {"rack": 0.05}),
        ("Đắk", {"Dak": 0.9}),  # a name
        ("tỉnh", {"tinh": 0.9}),  # a syllable
        ("tmạng", {"mạng": 0.9}),
        ("rack", {"tack": 0.9}),
        ("4ắ", {"4a": 0.9}),
    ],
)
def test_what_may_bear_marks_stays(text, seen):
    assert mend_foreign(text, seen.items()) is None
