from dataclasses import replace

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import LayerWord, Word
from sohoa.pipeline.layers.layer_witness import with_layer_witness


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


def test_what_the_engine_gave_is_kept_beside_what_the_ink_made_of_it():
    run = run_of(["xã", "Ia", "Lâu", "là"])
    run = replace(run, words=(run.words[0], replace(run.words[1], text_ocr="la"), *run.words[2:]))
    (seen,) = with_layer_witness([run], layer_of(["xã", "Ia", "Lâu", "la"]))
    assert [(w.text, w.text_ocr) for w in seen.words][1:] == [("Ia", "la"), ("Lâu", "Lâu"), ("là", "là")]
    assert seen.words[1].confidence == pytest.approx(0.995)


def test_a_figure_of_the_layer_is_as_the_layer_gave_it():
    (seen,) = with_layer_witness([run_of(["là", "3.120"], confidence=0.4)], layer_of(["là", "8.120"]))
    assert [(w.text, w.text_ocr) for w in seen.words] == [("là", "là"), ("8.120", "8.120")]
    assert [a.text for a in seen.words[1].alternatives] == ["3.120"]


def test_a_turned_line_stays_as_it_is():
    words = [Word(t, t, Box(100, y, 130, y + 90), 0.9, turn=90) for t, y in (("Đơn", 300), ("vị", 200))]
    run = words_to_run(words)
    layer = [LayerWord(t, Box(102, y, 131, y + 90)) for t, y in (("Đơn", 300), ("vi", 200))]
    assert with_layer_witness([run], layer) == (run,)


def test_lines_of_which_the_layer_says_nothing_stay():
    runs = [run_of(["Điều", "1."]), run_of(["Phạm", "vi"], y=300)]
    seen = with_layer_witness(runs, layer_of(["Phạm", "vi"], y=300))
    assert seen[0] is runs[0]
    assert seen[1].words[0].confidence > 0.9
