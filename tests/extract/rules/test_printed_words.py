"""Where words stand, from print alone."""

import numpy as np

from sohoa.extract.rules.printed_words import ink_to_words

LETTER = 14


def page():
    return np.zeros((200, 400), np.bool_)


def letter(ink, x, y, wide=9, high=LETTER):
    """A ring, as an o."""
    ink[y : y + high, x : x + wide] = True
    ink[y + 3 : y + high - 3, x + 3 : x + wide - 3] = False


def word(ink, x, y, letters=4):
    for k in range(letters):
        letter(ink, x + 12 * k, y)


def test_letters_close_together_are_one_word():
    ink = page()
    word(ink, 40, 50)
    word(ink, 120, 50)
    assert sorted(ink_to_words(ink, LETTER).tolist()) == [[40, 50, 85, 64], [120, 50, 165, 64]]


def test_words_without_rules():
    ink = page()
    word(ink, 40, 50)
    ink[44:46, 20:380] = ink[20:180, 30:32] = True
    ink[100, 60:66] = ink[100:104, 200:203] = True
    assert ink_to_words(ink, LETTER).tolist() == [[40, 50, 85, 64]]


def test_a_stroke_beside_letters_is_one_and_alone_it_is_a_piece_of_a_rule():
    ink = page()
    word(ink, 40, 50, letters=2)
    ink[50:64, 65:68] = True
    ink[50:64, 200:203] = True
    assert ink_to_words(ink, LETTER).tolist() == [[40, 50, 68, 64]]


def test_pieces_of_worn_rules_are_no_words():
    ink = page()
    word(ink, 40, 50)
    ink[60:74, 200:205] = True  # of one that runs down, thick
    ink[100:106, 240:260] = True  # of one that runs across
    ink[140:143, 240:260] = ink[147:150, 250:270] = True  # of a double one
    assert ink_to_words(ink, LETTER).tolist() == [[40, 50, 85, 64]]


def test_a_dash_beside_letters_is_of_their_word():
    ink = page()
    word(ink, 40, 50, letters=2)
    ink[56:61, 65:75] = True
    assert ink_to_words(ink, LETTER).tolist() == [[40, 50, 75, 64]]


def test_a_seal_is_no_word():
    ink = page()
    letter(ink, 100, 40, 120, 120)
    assert len(ink_to_words(ink, LETTER)) == 0
