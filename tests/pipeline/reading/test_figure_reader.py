"""Lone and raised figures through the engine."""

from time import monotonic

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.engine import open_engine
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from sohoa.pipeline.reading.figure_reader import put_back, read_raised, with_lone_figures, without_raised
from sohoa.pipeline.reading.line_reader import LineReader
from sohoa.pipeline.reading.page_engine import PageEngine
from sohoa.settings import GlyphSettings, OcrSettings
from tests.support.print_strips import font, pieces_of_print


def at_work(engine, pixels):
    parts = page_to_components(pixels)
    return PageEngine(engine, pixels, parts, monotonic() + 60), components_to_lines(parts)


def read(pixels, glyphs=GlyphSettings()):  # noqa: B008 - frozen
    page, lines = at_work(open_engine(OcrSettings(engine="tesserocr")), pixels)
    return [" ".join(w.text for w in words) for words in LineReader(page, OcrSettings(), glyphs).read(lines) if words]


def end_of(text, x, size):
    return x + font(size).getlength(text)


CODE = "Nghị quyết của HĐND"
FILLER = ("Các sở, ban, ngành tổ chức thực hiện và báo cáo kết quả", 60, 200, 54)


@pytest.mark.engine
@pytest.mark.parametrize("figure", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "12"])
def test_footnote_mark_after_a_code(figure):
    x = end_of(CODE, 60, 54) + 2
    after = end_of(figure, x, 34) + 4
    pixels = pieces_of_print((CODE, 60, 100, 54), (figure, x, 82, 34), ("; Kế hoạch", after, 100, 54), FILLER)
    first = read(pixels)[0]
    assert first.startswith(CODE + figure.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) + ";"), first


@pytest.mark.engine
def test_footnote_mark_at_the_head_of_a_note():
    pixels = pieces_of_print(("2", 60, 82, 34), ("Ngày 14 tháng 01 của tỉnh Lam Giang", 84, 100, 50), FILLER)
    assert read(pixels)[0].startswith("² Ngày 14")


def footnote_page():
    return pieces_of_print((CODE, 60, 100, 54), ("2", end_of(CODE, 60, 54) + 2, 82, 34), FILLER)


@pytest.mark.engine
def test_raised_figures_switched_off():
    assert read(footnote_page())[0] == f"{CODE}²"
    assert "²" not in read(footnote_page(), GlyphSettings(raised_figures=False))[0]


@pytest.mark.engine
@pytest.mark.parametrize("figure", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "11", "14"])
def test_lone_page_number_on_grainy_paper(figure):
    pixels = pieces_of_print((figure, 700, 60, 54), FILLER, ("nhiệm vụ được giao trong năm", 60, 300, 54), noise=2.0)
    assert read(pixels)[0] == figure


class Knows:
    """Reads every strip as one word, the repeated ones thrice."""

    name = "knows"
    scale_matters = True
    needless = frozenset()

    def __init__(self, text, confidence=0.9):
        self.text, self.confidence, self.kinds = text, confidence, []

    def version(self):
        return "1.0"

    def read(self, strips, kind, _seconds):
        self.kinds.append((kind, len(strips)))
        text = self.text * 3 if len(self.kinds) == 3 else self.text
        return [[EngineWord(text, Box(0, 0, 9, 9), self.confidence)] for _ in strips]


def figure_alone():
    return pieces_of_print(("4", 700, 60, 54), FILLER)


def test_a_lone_figure_takes_the_place_of_what_was_read():
    engine = Knows("4")
    page, lines = at_work(engine, figure_alone())
    misread, text = [Word("A", "A", lines[0].box, 0.9)], [Word("Các", "Các", lines[1].box, 0.9)]
    figure, kept = with_lone_figures(page, lines, [misread, text])
    assert ([w.text for w in figure], figure[0].box, kept) == (["4"], lines[0].box, text)
    assert engine.kinds == [(StripKind.WORD, 1), (StripKind.FIGURES, 1), (StripKind.FIGURES, 1)]


@pytest.mark.parametrize("second", [0, 30])
def test_lone_figures_have_a_switch_of_their_own(second):
    """Whether lines are read at a second size (`ocr.second_letter_height`) says nothing of them."""

    def kinds(lone):
        engine = Knows("4", confidence=0.7)
        page, lines = at_work(engine, figure_alone())
        glyphs = GlyphSettings(raised_figures=False, lone_figures=lone)
        LineReader(page, OcrSettings(second_letter_height=second), glyphs).read(lines)
        return {kind for kind, n in engine.kinds if n}

    assert StripKind.WORD in kinds(lone=True)
    assert StripKind.WORD not in kinds(lone=False)


@pytest.mark.parametrize("text", ["4", "4.", "4)"])
def test_a_sure_figure_is_not_read_again(text):
    """Nor one with the stop of a list's number, which reading it as figures would lose."""
    engine = Knows("7")
    page, lines = at_work(engine, figure_alone())
    words = [[Word(text, text, lines[0].box, 0.95)], []]
    assert with_lone_figures(page, lines, words) == words
    assert {n for _, n in engine.kinds} == {0}


@pytest.mark.parametrize(("text", "confidence"), [(".", 0.95), ("4.", 0.5), ("A.", 0.95)])
def test_other_lone_signs_are_read_again(text, confidence):
    page, lines = at_work(Knows("7"), figure_alone())
    words = [[Word(text, text, lines[0].box, confidence)], []]
    assert [w.text for w in with_lone_figures(page, lines, words)[0]] == ["7"]


def test_what_the_engine_does_not_know_as_a_figure_stays():
    page, lines = at_work(Knows("A"), figure_alone())
    words = [[Word("A", "A", lines[0].box, 0.9)], []]
    assert with_lone_figures(page, lines, words) == words


def test_raised_figures_are_taken_out_and_put_back():
    page, lines = at_work(Knows("2"), footnote_page())
    raised = read_raised(page, lines)
    assert [w.text for _, w in raised] == ["2"]
    assert len(without_raised(lines, raised)[0].members) == len(lines[0].members) - 1
    words = [Word("HĐND", "HĐND", Box(lines[0].box.x0, 60, raised[0][0].ink.box.x0 - 2, 100), 0.9)]
    assert [w.text for w in put_back([words, []], raised, page.parts.letter_height)[0]] == ["HĐND²"]


@pytest.mark.parametrize("text", ["0", "A", "°"])
def test_a_raised_nought_or_letter_stays_in_its_line(text):
    page, lines = at_work(Knows(text), footnote_page())
    assert read_raised(page, lines) == []
    assert without_raised(lines, []) == list(lines)


class Hanging(Knows):
    """An engine that takes what hangs below the line for a 9, and reads each line as one word that fills it."""

    def __init__(self, whole):
        super().__init__("9")
        self.whole = whole

    def read(self, strips, kind, seconds):
        if len(self.kinds) < 3:  # the figure: as a word, as a line, repeated
            return super().read(strips, kind, seconds)
        return [[EngineWord(self.whole, Box(8, 8, s.shape[1] - 8, s.shape[0] - 8), 0.99)] for s in strips]


@pytest.mark.parametrize(("before", "text"), [("kiểm tra", "tra,"), ("Khí CO", "CO₉"), ("Tổng số H", "H₉")])
def test_a_comma_is_no_lowered_figure(before, text):
    hanging = ("9", end_of(before, 60, 54) + 2, 110, 34)
    page, lines = at_work(Hanging(text.rstrip("₉")), pieces_of_print((before, 60, 100, 54), hanging, FILLER))
    first, *_ = LineReader(page, OcrSettings(), GlyphSettings()).read(lines)
    assert [w.text for w in first] == [text]


@pytest.mark.parametrize(
    ("read", "after"),
    [("L", "1"), ("|", "|"), ("I", "I"), ("", ""), ("A", "A")],
    ids=[
        "a stroke with a foot",
        "a bar, which may be an I",
        "an I",
        "nothing: it may be a scrap of a rule",
        "a letter",
    ],
)
def test_a_faint_one_takes_the_place_of_a_stroke_with_a_foot(read, after):
    page, lines = at_work(Knows("1", confidence=0.5), pieces_of_print(("l", 700, 60, 54), FILLER))
    words = [[Word(read, read, lines[0].box, 0.6)] if read else [], []]
    assert "".join(w.text for w in with_lone_figures(page, lines, words)[0]) == after
