import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import TextLayer
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import SourceSettings
from tests.support.pdf_files import PageParts, text_at, write_pdf

SEEN = "Kinh phí năm 2031 là 730 triệu đồng"
HIDDEN = "Kinh phí được bổ sung 9 tỷ đồng"
SHOWN = text_at(60, 760, SEEN) + text_at(60, 740, "Các sở, ngành phối hợp thực hiện")


@pytest.fixture
def load(tmp_path):
    def call(content, **settings):
        path = write_pdf(tmp_path / "a.pdf", [PageParts(content)])
        with open_source(path, SourceSettings(**settings)) as source:
            return source.load(1)

    return call


NOBODY_SEES = {
    "invisible": "3 Tr " + text_at(60, 700, HIDDEN) + "0 Tr ",
    "white": "1 g " + text_at(60, 700, HIDDEN) + "0 g ",
    "covered by white": text_at(60, 700, HIDDEN) + "1 g 50 690 400 25 re f 0 g ",
    "covered, with other text upon it": text_at(60, 700, HIDDEN)
    + "1 g 50 690 400 25 re f 0 g "
    + text_at(60, 700, SEEN),
    "black on black": "0 g 50 690 400 25 re f " + text_at(60, 700, HIDDEN),
    "off the page": text_at(60, 900, HIDDEN) + text_at(-400, 700, HIDDEN),
    "under one point": text_at(60, 700, HIDDEN, size=0.7),
    "cut off by a clip": "q 0 0 10 10 re W n " + text_at(60, 700, HIDDEN) + "Q ",
}


@pytest.mark.parametrize("content", NOBODY_SEES.values(), ids=NOBODY_SEES.keys())
def test_what_nobody_sees_is_left_out(load, content):
    page = load(SHOWN + content)
    assert "730 triệu" in page.layer_text
    assert "bổ sung" not in page.layer_text
    assert page.layer is TextLayer.SOUND
    told = [p for p in page.problems if p.kind is ProblemKind.HIDDEN_TEXT]
    assert [p.doubts[0].kind for p in told] == [DoubtKind.TEXT_HIDDEN]
    assert "bổ sung 9 tỷ" in told[0].doubts[0].detail


EVERYBODY_SEES = {
    "white on a dark heading": "0.1 0.2 0.4 rg 50 690 400 25 re f 1 g " + text_at(60, 700, HIDDEN) + "0 g ",
    "grey": "0.6 g " + text_at(60, 700, HIDDEN) + "0 g ",
    "yellow": "1 1 0.2 rg " + text_at(60, 700, HIDDEN) + "0 g ",
    "on a shaded cell": "0.85 g 50 690 400 25 re f 0 g " + text_at(60, 700, HIDDEN),
    "under a frame": text_at(60, 700, HIDDEN) + "50 690 400 25 re S ",
    "beside an area drawn later": text_at(60, 700, HIDDEN) + "0.5 g 50 600 400 25 re f 0 g ",
    "small notes": text_at(60, 700, HIDDEN, size=5),
    "an outline alone": "1 Tr 0.3 w " + text_at(60, 700, HIDDEN) + "0 Tr ",
}


@pytest.mark.parametrize("content", EVERYBODY_SEES.values(), ids=EVERYBODY_SEES.keys())
def test_what_is_to_be_seen_stays(load, content):
    page = load(SHOWN + content)
    assert HIDDEN in page.layer_text
    assert page.problems == ()


def test_half_of_a_line_may_be_covered(load):
    page = load(SHOWN + text_at(60, 700, HIDDEN) + "1 g 50 690 58 25 re f 0 g ")
    assert "bổ sung" in page.layer_text
    assert "Kinh phí được" not in page.layer_text
