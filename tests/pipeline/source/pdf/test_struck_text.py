import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.opening import open_source
from tests.support.pdf_files import PageParts, text_at, write_pdf

LINES = text_at(60, 760, "Kinh phí 40 triệu đồng, từ ngân sách xã") + text_at(
    60, 740, "Các sở phối hợp thực hiện trong năm"
)
# Letters are 6 points wide: "40 triệu đồng" runs from x = 114 to x = 192.


@pytest.fixture
def load(tmp_path):
    def call(content, notes=()):
        path = write_pdf(tmp_path / "a.pdf", [PageParts(LINES + content)])
        for old, new in notes:
            path.write_bytes(path.read_bytes().replace(old, new))
        with open_source(path) as source:
            return source.load(1)

    return call


def struck(page):
    return [w.text for w in page.layer_words if w.struck]


@pytest.mark.parametrize(
    "line",
    [
        "0.8 w 114 763.5 m 192 763.5 l S ",
        "114 763 78 0.7 re f ",
        "1 0 0 RG 0.5 w 114 762.6 m 192 762.6 l S 114 764.6 m 192 764.6 l S ",
    ],
    ids=["a stroke", "a thin area", "two red strokes"],
)
def test_a_line_through_words_strikes_them_out(load, line):
    page = load(line)
    assert struck(page) == ["40", "triệu", "đồng,"] or struck(page) == ["40", "triệu", "đồng"]
    assert page.rules == ()
    (told,) = page.problems
    assert (told.kind, told.doubts[0].kind) == (ProblemKind.STRUCK_TEXT, DoubtKind.TEXT_STRUCK)
    assert told.doubts[0].detail.startswith("40 triệu đồng")


@pytest.mark.parametrize(
    "line",
    [
        "0.8 w 114 758.8 m 192 758.8 l S ",
        "0.8 w 114 772 m 192 772 l S ",
        "0.8 w 20 763.5 m 570 763.5 l S ",
        "0.8 w 114 720 m 114 780 l S ",
        "0.8 w 400 763.5 m 480 763.5 l S ",
        "0.8 w 114 763.5 m 119 763.5 l S ",
    ],
    ids=["an underline", "above the letters", "a rule as wide as the page", "upright", "beside the text", "a dash"],
)
def test_other_lines_strike_nothing_out(load, line):
    page = load(line)
    assert (struck(page), page.problems) == ([], ())


def test_what_an_annotation_strikes_out_is_struck(tmp_path):
    box = (114, 757, 192, 770)
    path = write_pdf(tmp_path / "b.pdf", [PageParts(LINES, notes=[(box, "")])])
    quads = b"/QuadPoints[114 770 192 770 114 757 192 757]"
    path.write_bytes(path.read_bytes().replace(b"/Subtype/Stamp", b"/Subtype/StrikeOut" + quads))
    with open_source(path) as source:
        assert struck(source.load(1))[:2] == ["40", "triệu"]


def marked(page):
    return " ".join(w.text for w in page.layer_words if w.watermark)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0.8 g " + text_at(60, 740, "NHÁP", size=60) + "0 g ", "NHÁP"),
        ("0.8 g " + text_at(60, 600, "NHÁP", size=40, turn=(0.8, 0.6, -0.6, 0.8)) + "0 g ", "NHÁP"),
        ("0.8 g " + text_at(60, 500, "NHÁP", size=60) + "0 g ", ""),
        ("0 0 0.6 rg " + text_at(60, 740, "NHÁP", size=60) + "0 g ", ""),
        ("0.8 g " + text_at(60, 752, "NHÁP", size=14) + "0 g ", ""),
    ],
    ids=["level, across the text", "askew", "beside the text", "dark", "small"],
)
def test_large_pale_words_across_others_are_a_watermark(load, content, expected):
    page = load(content)
    assert marked(page) == expected
    assert "NHÁP" in [w.text for w in page.layer_words]
