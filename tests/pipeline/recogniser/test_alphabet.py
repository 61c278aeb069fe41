import unicodedata

import pytest

from sohoa.diacritics.language.alphabet import ALPHABET
from sohoa.pipeline.recogniser.alphabet import BLANK, LABELS, in_alphabet, text_to_labels


def test_a_label_for_every_vietnamese_letter_and_printed_character():
    assert len(set(LABELS)) == len(LABELS)
    assert set(LABELS) >= ALPHABET
    assert all(chr(c) in LABELS for c in range(32, 127) if chr(c) != "`")
    assert all(unicodedata.is_normalized("NFC", c) for c in LABELS)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kế hoạch", "Kế hoạch"),
        ("a  b\t c ", "a b c"),
        ("xem...", "xem…"),
        ("2020—2025", "2020–2025"),
        ("□ có", "☐ có"),
        ("ðồng", "đồng"),
    ],
)
def test_in_alphabet(text, folded):
    assert in_alphabet(text) == folded


def test_labels_lead_back_and_a_strange_character_has_none():
    labels = text_to_labels("Số: 12/KH-UBND, ≥ 95%")
    assert "".join(LABELS[k] for k in labels) == "Số: 12/KH-UBND, ≥ 95%"
    assert BLANK not in labels
    assert text_to_labels("漢") is None
