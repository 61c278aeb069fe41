import numpy as np
import pytest

from sohoa.pipeline.recogniser.decoding import best_path, log_probability, path_to_letters

LABELS = "\0ab "


def frames_to_letters(frames, labels, pixels_a_frame):
    return path_to_letters(frames, best_path(frames), labels, pixels_a_frame)


def frames(*best, sure=0.9):
    rows = np.full((len(best), len(LABELS)), (1 - sure) / (len(LABELS) - 1), np.float32)
    rows[np.arange(len(best)), best] = sure
    return rows


def test_runs_are_one_letter_and_a_blank_divides_two():
    said = frames(0, 1, 1, 0, 1, 2, 0)
    assert best_path(said) == [(1, 1, 3), (1, 4, 5), (2, 5, 6)]
    assert "".join(x.text for x in frames_to_letters(said, LABELS, 1.0)) == "aab"


def test_no_frames_and_nothing_but_paper_say_nothing():
    assert frames_to_letters(frames(), LABELS, 1.0) == ()
    assert frames_to_letters(frames(0, 0, 0), LABELS, 1.0) == ()


def test_places_are_in_pixels_of_the_strip():
    letters = frames_to_letters(frames(0, 1, 0, 0, 0, 2, 0), LABELS, 8.0)
    assert [x.middle for x in letters] == [12.0, 44.0]
    assert letters[0].x1 == letters[1].x0 == 28.0


def test_probability_and_what_else_it_might_be():
    said = frames(0, 1, 0)
    said[1] = (0.1, 0.6, 0.299, 0.001)
    (letter,) = frames_to_letters(said, LABELS, 1.0)
    assert letter.probability == pytest.approx(0.6)
    assert [(o, round(p, 3)) for o, p in letter.others] == [("b", 0.299), ("", 0.1)]


def test_the_last_letter_may_end_with_the_line():
    letters = frames_to_letters(frames(0, 1, 0, 2, 2), LABELS, 1.0)
    assert [(x.text, round(x.probability, 2)) for x in letters] == [("a", 0.9), ("b", 0.9)]
    assert letters[1].middle == 4.0


def test_a_path_is_as_probable_as_its_letters_and_the_paper_between_them():
    said = frames(0, 0, 1, 0, 0, 2, 0, sure=0.91)
    sure = log_probability(said, best_path(said))
    assert sure == pytest.approx(2 * np.log(0.91) + np.log(0.91))  # a, b, and the first frame, which is beside none


def test_a_letter_that_was_nearly_seen_makes_a_path_doubtful():
    said = frames(0, 1, 0, 0, 0, 0, 0, sure=0.99)
    said[4] = (0.6, 0.0, 0.4, 0.0)
    assert log_probability(said, best_path(said)) < np.log(0.62)
    beside = frames(0, 1, 0, 0, 0, 0, 0, sure=0.99)
    beside[2] = (0.6, 0.4, 0.0, 0.0)  # the rest of the same letter
    assert log_probability(beside, best_path(beside)) > np.log(0.9)


def test_a_letter_that_was_passed_over_is_told_by_its_neighbours():
    said = frames(0, 1, 0, 0, 0, 0, 0, 2, 0, sure=0.99)
    said[4] = (0.6, 0.0, 0.4, 0.0)  # a b in the middle, far from both
    before, behind = frames_to_letters(said, LABELS, 1.0)
    assert (round(before.missed, 2), round(behind.missed, 2)) == (0.4, 0.4)


@pytest.mark.parametrize(("frame", "row"), [(2, (0.6, 0.4, 0.0, 0.0)), (5, (0.6, 0.0, 0.4, 0.0))])
def test_the_rest_of_a_letter_is_none_that_was_passed_over(frame, row):
    said = frames(0, 1, 0, 0, 0, 0, 2, 0, sure=0.99)
    said[frame] = row
    assert max(x.missed for x in frames_to_letters(said, LABELS, 1.0)) < 0.01


def test_what_was_passed_over_at_the_end_counts_for_the_last_letter():
    said = frames(0, 1, 0, 0, 0, 0, sure=0.99)
    said[5] = (0.7, 0.0, 0.3, 0.0)
    (letter,) = frames_to_letters(said, LABELS, 1.0)
    assert letter.missed == pytest.approx(0.3)
