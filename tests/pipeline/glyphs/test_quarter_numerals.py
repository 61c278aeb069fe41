"""The numeral after "quý", told from figures by its serifs."""

from dataclasses import replace

import pytest

from sohoa.nouns.word import Alternative
from sohoa.pipeline.glyphs.quarter_numerals import with_quarters
from tests.support.read_lines import read_line, texts, texts_ocr


@pytest.mark.parametrize("size", [32, 42, 60])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Quý I/2031 báo cáo", "Quý 1/2031 báo cáo"),
        ("trong quý II/2031", "trong quý 11/2031"),
        ("trong quý II, năm", "trong quý H, năm"),
        ("hoàn thành quý III", "hoàn thành quý 1H"),
        ("hoàn thành quý II.", "hoàn thành quý l|."),
    ],
)
def test_an_i_behind_quy_is_a_numeral(printed, read, size):
    run = with_quarters(*read_line(printed, read, size=size))
    assert (texts(run), texts_ocr(run)) == (printed.split(), read.split())


@pytest.mark.parametrize("printed", ["Quý 1/2031 báo cáo", "trong quý 11/2031", "tháng 1/2031", "quý sau 1/2031"])
def test_figures_stay_figures(printed):
    run, ink = read_line(printed, printed)
    assert with_quarters(run, ink) is run


@pytest.mark.parametrize("size", [32, 42, 60])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Quý III/IV", "Quý II/IV"),
        ("Quý II/III", "Quý I/III"),
        ("Quý III/IV năm", "Quý III/TV năm"),
        ("Quý III/IV năm", "Quý III/V năm"),
        ("Quý IV", "Quý 1V"),
        ("Quý II/III/IV", "Quý II/III/jV"),
        ("Quý II/2031", "Quý I/2031"),
        ("Quý I/2031", "Quý II/2031"),
    ],
)
def test_numerals_of_quarters_are_counted(printed, read, size):
    run = with_quarters(*read_line(printed, read, size=size))
    assert (texts(run), texts_ocr(run)) == (printed.split(), read.split())
    assert run.words[1].confidence == 0.5


@pytest.mark.parametrize("printed", ["Quý III/IV", "Quý II/III/IV", "Quý IV/2031", "Quý I/2031", "Quý III."])
def test_what_the_stems_confirm_is_surer(printed):
    run, ink = read_line(printed, printed)
    doubtful = replace(run, words=tuple(replace(w, confidence=0.4) for w in run.words))
    found = with_quarters(doubtful, ink)
    assert (texts(found), found.words[1].confidence) == (printed.split(), 0.8)


@pytest.mark.parametrize(
    ("printed", "read"),
    [("Quý IIII/IV", "Quý III/IV"), ("Quý Hội/IV", "Quý I/IV"), ("Quý III", "Quý III/IV"), ("Quý VI/IV", "Quý VI/IV")],
)
def test_where_stems_and_reading_do_not_meet_it_stays(printed, read):
    run, ink = read_line(printed, read)
    assert with_quarters(run, ink).words[1].text == run.words[1].text
    assert with_quarters(run, ink).words[1].confidence == run.words[1].confidence


@pytest.mark.parametrize(
    ("text", "other", "score", "meant"),
    [
        ("quý 1/2031", "I/2031", 0.16, "I/2031"),
        ("quý 1/2031", "I/2031", 0.05, "1/2031"),
        ("quý 11/2031", "II/2031", 0.16, "II/2031"),
        ("tháng 1/2031", "I/2031", 0.16, "1/2031"),
        ("quý 12/2031", "I2/2031", 0.16, "12/2031"),
    ],
)
def test_an_i_that_was_seen_too_is_a_numeral(text, other, score, meant):
    run, ink = read_line(text, text)
    seen = (run.words[0], replace(run.words[1], alternatives=(Alternative(other, score),)))
    found = with_quarters(replace(run, words=seen), ink).words[1]
    assert found.text == meant
    assert found.confidence == (0.65 if meant != run.words[1].text else run.words[1].confidence)


def test_a_count_that_another_reading_bears_out_is_surer():
    run, ink = read_line("Quý III/IV", "Quý II/IV")
    seen = (run.words[0], replace(run.words[1], alternatives=(Alternative("III/IV", 0.7),)))
    assert with_quarters(replace(run, words=seen), ink).words[1].confidence >= 0.65


@pytest.mark.parametrize("read", ["quý X/2031", "quý 2/2031", "quý 1000", "quý HH"])
def test_other_words_behind_quy_are_not_looked_at(read):
    run, ink = read_line("quý IIII/2031" if "HH" in read else "quý II/2031", read)
    assert with_quarters(run, ink) is run


def test_without_a_box_the_reading_stays():
    run, ink = read_line("Quý I/2031", "Quý 1/2031")
    bare = replace(run, words=tuple(replace(w, box=None) for w in run.words))
    assert with_quarters(bare, ink) is bare
