import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import LayerWord, Word
from sohoa.pipeline.reading.layer_witness import with_layer_witness


def boxed(texts, y):
    return [(text, Box(100 + 100 * k, y, 190 + 100 * k, y + 30)) for k, text in enumerate(texts)]


def run_of(texts, y=200, confidence=0.9):
    return words_to_run([Word(t, t, box, confidence) for t, box in boxed(texts, y)])


def layer_of(texts, y=203):
    return [LayerWord(t, box) for t, box in boxed(texts, y)]


def test_what_both_say_is_surer_and_a_dispute_is_shown():
    run = run_of(["Giao", "Sở", "Y", "tế"])
    (seen,) = with_layer_witness([run], layer_of(["Giao", "So", "Y", "tế"]))
    assert [w.text for w in seen.words] == ["Giao", "Sở", "Y", "tế"]
    assert [w.confidence for w in seen.words] == pytest.approx([0.995, 0.7, 0.995, 0.995])
    assert [a.text for a in seen.words[1].alternatives] == ["So"]


def test_a_figure_of_which_there_are_two_readings_is_in_dispute():
    (seen,) = with_layer_witness([run_of(["là", "3.120", "ha"])], layer_of(["là", "8.120", "ha"]))
    assert [(w.text, w.confidence) for w in seen.words][1] == ("3.120", 0.5)


def test_lines_of_which_the_layer_says_nothing_stay():
    runs = [run_of(["Điều", "1."]), run_of(["Phạm", "vi"], y=300)]
    seen = with_layer_witness(runs, layer_of(["Phạm", "vi"], y=300))
    assert seen[0] is runs[0]
    assert seen[1].words[0].confidence > 0.9
