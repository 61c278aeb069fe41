"""When the second engine is asked, and what it costs."""

import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.doubtful_windows import windows
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.two_witnesses import TwoWitnesses, borne_out, doubts, is_doubtful
from sohoa.pipeline.engine.words import EngineWord

STRIPS = [np.full((20, 60 + k), 255, np.uint8) for k in range(3)]


class Says:
    """An engine whose answers are told beforehand, by the width of the strip."""

    name = "says"
    scale_matters = True
    needless = frozenset({"comma_tails"})

    def __init__(self, by_width):
        self.by_width, self.asked = by_width, []

    def version(self):
        return "says 1"

    def read(self, strips, kind, _seconds):
        self.asked += [(s.shape[1], kind) for s in strips]
        return [[EngineWord(t, Box(0, 0, 9, 9), c) for t, c in self.by_width.get(s.shape[1], [])] for s in strips]


def test_only_what_is_in_doubt_is_read_twice():
    first = Says({60: [("kế", 0.999)], 61: [("kể", 0.5)], 62: []})
    second = Says({61: [("kế", 0.9)], 62: [("hoạch", 0.8)]})
    read = TwoWitnesses(first, second).read(STRIPS, StripKind.LINE, 60)
    assert [width for width, _ in second.asked] == [61, 62]
    assert [[w.text for w in words] for words in read] == [["kế"], ["kể"], ["hoạch"]]


def test_everything_is_read_twice_where_that_is_asked_for():
    first, second = Says({60: [("kế", 0.999)]}), Says({})
    TwoWitnesses(first, second, everything=True).read(STRIPS, StripKind.LINE, 60)
    assert len(second.asked) == len(STRIPS)


def test_blocks_which_our_reader_has_lost_are_read_by_tesseract():
    first, second = Says({}), Says({})
    TwoWitnesses(first, second).read(STRIPS, StripKind.BLOCK, 60)
    assert (first.asked, len(second.asked)) == ([], len(STRIPS))


def test_tesseract_is_no_witness_of_covered_lines():
    first, second = Says({60: [("kể", 0.5)]}), Says({60: [("kế", 0.9)]})
    read = TwoWitnesses(first, second).read(STRIPS, StripKind.COVERED, 60)
    assert ([[w.text for w in words] for words in read], second.asked) == ([["kể"], [], []], [])


@pytest.mark.parametrize(
    ("text", "confidence", "doubt"),
    [
        ("kế", 0.999, False),
        ("hoạch,", 0.99, False),
        ("kế", 0.9, True),
        ("hoah", 0.999, True),
        ("UBND", 0.999, False),
        ("2026", 0.999, False),
        ("2026", 0.98, True),
        ("-", 0.999, False),
    ],
)
def test_what_is_doubtful(text, confidence, doubt):
    assert is_doubtful(EngineWord(text, Box(0, 0, 9, 9), confidence)) is doubt


@pytest.mark.parametrize(("confidence", "doubt"), [(0.96, False), (0.91, False), (0.89, True)])
def test_a_word_that_the_language_knows_there_is_doubted_later(confidence, doubt):
    assert is_doubtful(EngineWord("kế", Box(0, 0, 9, 9), confidence), known=True) is doubt


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("quy định chi tiết một", ["quy", "một"]),  # what stands beyond the line is not known
        ("quy định chi tết một", ["quy", "chi", "tết", "một"]),
        ("Phường Đồng Phong là", ["Phường", "Đồng", "Phong", "là"]),  # names the language does not tell
        ("kế", ["kế"]),
        (";", []),
        ("ngành công tác xây dựng ; và", ["ngành", "và"]),
    ],
)
def test_what_the_language_does_not_know_or_is_a_name_is_asked_about(line, asked):
    words = [EngineWord(t, Box(9 * k, 0, 9 * k + 8, 9), 0.95) for k, t in enumerate(line.split())]
    assert [w.text for w, doubt in zip(words, doubts(words), strict=True) if doubt] == asked


@pytest.mark.parametrize(("confidence", "after"), [(0.95, 0.99), (0.9, 0.98), (0.89, 0.89), (0.97, 0.97), (0.99, 0.99)])
def test_what_the_language_bears_out_is_surer(confidence, after):
    words = [EngineWord(t, Box(9 * k, 0, 9 * k + 8, 9), confidence) for k, t in enumerate(["quy", "định", "chi"])]
    assert [round(w.confidence, 3) for w in borne_out(words, doubts(words))] == [confidence, after, confidence]


def test_what_the_language_does_not_bear_out_is_no_surer():
    for line in ("chi tết một", "huyện Đồng Phong của", "năm 2026 của", "chi tiêt một"):
        words = [EngineWord(t, Box(9 * k, 0, 9 * k + 8, 9), 0.95) for k, t in enumerate(line.split())]
        assert borne_out(words, doubts(words))[1] == words[1]


class Line:
    """An engine that reads one line: words of 20 pixels, 10 pixels apart, those of `unsure` with doubt."""

    name, scale_matters, needless = "line", False, frozenset()

    def __init__(self, texts, unsure):
        self.words = [
            EngineWord(t, Box(30.0 * k, 2, 30.0 * k + 20, 18), 0.6 if k in unsure else 0.999)
            for k, t in enumerate(texts)
        ]

    def version(self):
        return "line 1"

    def read(self, strips, _kind, _seconds):
        return [list(self.words) for _ in strips]


LINE = ["các", "sở", "ban", "ngành", "và", "địa", "phương", "tổ", "chức"]


@pytest.mark.parametrize(
    ("unsure", "pieces"),
    [
        ({4}, [(3, 6)]),
        ({0}, [(0, 2)]),
        ({8}, [(7, 9)]),
        ({1, 3}, [(0, 5)]),
        ({1, 6}, [(0, 3), (5, 8)]),
        (set(range(9)), [(0, 9)]),
    ],
)
def test_the_second_is_asked_about_words_in_doubt_and_their_neighbours(unsure, pieces):
    strip = np.repeat(np.arange(0, 261, dtype=np.float32)[None] / 2, 20, axis=0).astype(np.uint8)
    first, second = Line(LINE, unsure), Says({})
    TwoWitnesses(first, second).read([strip], StripKind.LINE, 60)
    cut = windows(strip, first.words, [k in unsure for k in range(9)])
    assert [(w.start, w.end) for w in cut] == pieces
    assert [width for width, _ in second.asked] == [w.strip.shape[1] for w in cut]
    for window in cut:  # its words stand in it whole, their neighbours not at all, and places lead back to the line
        inner = [30 * k for k in range(window.start, window.end)]
        assert window.x <= inner[0] - 5 * (window.start > 0)
        assert window.x + window.strip.shape[1] >= inner[-1] + 20
        columns = np.arange(window.x, window.x + window.strip.shape[1])
        seen = (columns > inner[0] - 5) & (columns < inner[-1] + 25) & (columns >= 0) & (columns < 261)
        assert (window.strip[0][seen] == strip[0, columns[seen]]).all()


def test_a_word_that_the_second_reads_whole_stands_where_it_stands_on_the_line():
    first = Line(["các", "sở", "ban", "ngà", "nh", "và"], {3, 4})
    piece = windows(STRIPS[0], first.words, [False] * 3 + [True, True, False])[0]
    second = Says({piece.strip.shape[1]: [("ban", 0.9), ("ngành", 0.9), ("và", 0.9)]})
    strip = np.full((20, 60), 255, np.uint8)
    read = TwoWitnesses(first, second).read([strip], StripKind.LINE, 60)[0]
    assert [w.text for w in read] == ["các", "sở", "ban", "ngành", "và"]
    assert read[3].box.x0 == piece.x
    assert read[1].confidence == 0.999


def test_its_version_names_both():
    assert TwoWitnesses(Says({}), Says({})).version() == "says 1; doubt: says 1"


def test_it_asks_of_the_page_what_the_first_asks():
    both = TwoWitnesses(Says({}), Says({}))
    assert (both.scale_matters, both.needless) == (True, frozenset({"comma_tails"}))
