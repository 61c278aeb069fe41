"""A line under a pale stamp is read without it, and what the stamp says beside it stays."""

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.reading.recipe import read_print
from sohoa.pipeline.reading.stamped_lines import is_better
from sohoa.settings import GlyphSettings, Settings
from tests.pipeline.ink.test_ink_layers import PALE, drawn

SETTINGS = Settings(glyphs=GlyphSettings(raised_figures=False, lone_figures=False))


class Reads:
    """Reads `đ` for every 30 pixels of a strip with dark ink, `x` where pale ink is too, `o` for pale ink alone."""

    name, scale_matters, needless = "reads", False, frozenset()

    def __init__(self, clean=0.9, stained=0.5):
        self.clean, self.stained = clean, stained

    def version(self):
        return "1"

    def read(self, strips, _kind, _seconds):
        return [self._words(s) for s in strips]

    def _words(self, strip):
        height, width = strip.shape
        signs = [self._sign(strip[:, x : x + 30]) for x in range(8, width - 8, 30)]
        found, at = [], 0
        for sign in ("o", "x", "đ"):
            n = signs.count(sign)
            if n:
                sure = self.stained if sign == "x" else self.clean
                box = Box(8 + 30 * at, 2, 8 + 30 * (at + n), height - 2)
                found.append(EngineWord(sign * n, box, sure))
                at += n
        return found

    def _sign(self, part):
        dark, pale = (part < 60).any(), ((part > PALE - 20) & (part < PALE + 20)).sum() > 150
        return "x" if dark and pale else "đ" if dark else "o" if pale else " "


def lines_of(grey, engine):
    page = Page(PageFrame(1, 1600, 1400, 300.0, 384.0, 336.0), grey)
    runs, _ = read_print(page, (), engine, SETTINGS)
    return [r for r in runs if 380 < r.box.cy < 450]


def test_a_subject_under_a_pale_stamp_is_read_without_it():
    bare = lines_of(drawn(stamp=None), Reads())
    assert len(bare) == 1
    found = lines_of(drawn(), Reads())
    best = max(found, key=lambda r: r.text.count("đ"))
    assert "x" not in best.text
    assert abs(best.text.count("đ") - bare[0].text.count("đ")) <= 1
    assert max(w.confidence for w in best.words) <= 0.65


def test_a_reading_that_is_not_surer_does_not_count():
    found = lines_of(drawn(), Reads(clean=0.45, stained=0.95))
    assert any("x" in r.text for r in found)


def placed(*texts, sure):
    """Words side by side, 100 pixels each; the stamp's place begins with the third."""
    return [Word(t, t, Box(100 * k, 0, 100 * k + 90, 30), sure) for k, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("old", "new", "better"),
    [
        (("trong", "tỉnh", "phát", "triển", "mạnh"), ("trong", "tỉnh", "để"), False),
        (("trong", "tỉnh", "phát", "triển", "mạnh"), ("trong", "tỉnh", "phát", "triền", "mạnh"), True),
        (("trong", "tỉnh", "CÔNGphát", "triển"), ("trong", "tỉnh", "phát", "triển"), True),
    ],
)
def test_a_reading_without_what_was_surely_read_under_the_stamp_does_not_count(old, new, better):
    """Pale print that the layer leaves out is no stamp."""
    zones = [Box(200, -10, 900, 60)]
    assert is_better(placed(*new, sure=0.99), placed(*old, sure=0.95), zones) is better


def test_tesseract_alone_reads_no_layers():
    engine = Reads()
    engine.scale_matters = True
    assert any("x" in r.text for r in lines_of(drawn(), engine))


def test_a_page_without_a_stamp_is_read_once():
    class Counts(Reads):
        strips = 0

        def read(self, strips, kind, seconds):
            self.strips += len(strips)
            return super().read(strips, kind, seconds)

    engine = Counts()
    lines_of(drawn(stamp=None), engine)
    assert engine.strips == 12


def test_the_line_of_the_number_stays_as_it_is():
    class Numbers(Reads):
        def _words(self, strip):
            words = super()._words(strip)
            stained = any("x" in w.text for w in words)
            first = EngineWord("Số:", Box(0, 2, 8, strip.shape[0] - 2), 0.95)
            return [first, *words] if stained else words

    found = lines_of(drawn(), Numbers())
    assert any("x" in r.text for r in found)
