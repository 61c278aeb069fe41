from itertools import pairwise

import pytest

from sohoa.diacritics.layers.legacy_codes import encode
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.homography import apply
from sohoa.nouns.page import TextLayer
from sohoa.nouns.problem import ProblemKind
from sohoa.settings import SourceSettings
from tests.support.pdf_files import PageParts, legacy_at, text_at
from tests.support.pdf_pages import BAD_LINES, LINES, paragraphs, scan


def test_a_sound_layer_needs_no_pixels(load):
    page = load(PageParts(paragraphs(LINES)))
    assert (page.layer, page.pixels, page.dpi, page.has_scan) == (TextLayer.SOUND, None, 300.0, False)
    assert page.layer_text.splitlines() == LINES
    assert (page.width, page.height) == (round(595 * 300 / 72), round(842 * 300 / 72))
    assert page.problems == ()


def test_boxes_lie_where_the_text_is_drawn(load):
    page = load(PageParts(text_at(72, 770, "Đất và nước", size=12)))
    first = page.layer_words[0].box
    x, y = apply(page.frame.to_source, first.x0, first.y1)
    assert x == pytest.approx(72, abs=1.5)
    assert y == pytest.approx(842 - 770, abs=4)
    assert [w.text for w in page.layer_words] == ["Đất", "và", "nước"]


def test_pixels_on_request_agree_with_the_boxes(load):
    page = load(PageParts(paragraphs(LINES)), with_pixels=True)
    assert page.pixels.shape == (page.height, page.width)
    for word in page.layer_words:
        b = word.box
        assert page.pixels[int(b.y0) - 3 : int(b.y1) + 3, int(b.x0) - 3 : int(b.x1) + 3].min() < 128


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_maps_back_to_the_unrotated_one(load, rotate):
    page = load(
        PageParts(text_at(100, 700, "Tỉnh Sông Lam"), crop=(20, 30, 520, 800), rotate=rotate),
        settings=SourceSettings(use_text_layer=False),
    )
    box = page.layer_words[0].box
    x, y = apply(page.frame.to_source, box.cx, box.cy)
    assert (page.frame.source_width, page.frame.source_height) == (500, 770)
    assert x == pytest.approx(100 - 20 + 12, abs=8)
    assert y == pytest.approx(800 - 700, abs=8)
    around = page.pixels[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
    assert around.min() < 128
    assert page.frame.rotation == 0


@pytest.mark.parametrize(("turn", "rotation"), [((0, 1, -1, 0), 90), ((0, -1, 1, 0), 270), ((-1, 0, 0, -1), 180)])
def test_turned_text_is_set_upright(load, turn, rotation):
    page = load(PageParts(text_at(300, 400, "Tỉnh Sông Lam", turn=turn)), with_pixels=True)
    assert page.frame.rotation == rotation
    boxes = [w.box for w in page.layer_words]
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))
    assert max(b.y1 for b in boxes) - min(b.y0 for b in boxes) < 80
    x, y = apply(page.frame.to_source, boxes[0].x0, boxes[0].y1)
    assert (x, y) == (pytest.approx(300, abs=4), pytest.approx(442, abs=4))
    assert page.pixels[int(boxes[0].y0) : int(boxes[0].y1), int(boxes[0].x0) : int(boxes[0].x1)].min() < 128


def test_a_scan_with_a_poor_layer_gives_pixels_at_its_own_resolution(load):
    images, draw = scan(1240, 1754)
    page = load(PageParts(draw + "3 Tr " + paragraphs(BAD_LINES), images=images))
    assert page.layer is TextLayer.BROKEN
    assert page.has_scan
    assert page.pixels.ndim == 2
    assert page.dpi == pytest.approx(150, abs=0.2)
    assert [p.kind for p in page.problems] == [ProblemKind.BROKEN_LAYER]
    assert page.problems[0].doubts == (Doubt(DoubtKind.LAYER_ENGLISH_OCR),)
    assert page.layer_words


def test_resolution_has_a_floor_and_a_ceiling(load):
    images, draw = scan(400, 566)
    assert load(PageParts(draw, images=images)).dpi == 150
    images, draw = scan(400, 566)
    small = load(PageParts(draw, images=images), settings=SourceSettings(min_dpi=72, max_dpi=72))
    assert small.dpi == 72
    assert small.layer is TextLayer.NONE


def test_a_layer_on_a_part_of_a_scan_is_broken(load):
    images, draw = scan()
    page = load(PageParts(draw + text_at(60, 760, "Kế hoạch"), images=images))
    assert page.layer is TextLayer.BROKEN
    assert page.problems[0].doubts == (Doubt(DoubtKind.LAYER_PARTIAL),)


def test_the_stamp_of_a_signature_is_no_layer(load):
    images, draw = scan()
    stamp = text_at(60, 30, "Ký bởi: Ủy ban nhân dân tỉnh Sông Lam") + text_at(60, 15, "Ngày ký: 12/03/2031")
    page = load(PageParts(draw + stamp, images=images))
    assert page.problems[0].doubts == (Doubt(DoubtKind.LAYER_OVERLAY),)


def test_stamped_numbers_are_read_with_a_sound_layer(load):
    note = ((300, 100, 400, 120), text_at(2, 5, "316/QĐ"))
    page = load(PageParts(paragraphs(LINES), notes=[note]))
    assert page.layer_words[-1].text == "316/QĐ"
    assert page.layer_text.endswith("316/QĐ")
    x, _ = apply(page.frame.to_source, page.layer_words[-1].box.x0, 0)
    assert x == pytest.approx(302, abs=1.5)


def test_stamps_show_in_the_pixels(load):
    note = ((300, 100, 400, 120), "0 0 100 20 re f")
    page = load(PageParts(notes=[note]))
    assert page.layer is TextLayer.NONE
    assert page.pixels[round((842 - 110) * 300 / 72), round(350 * 300 / 72)] < 60


@pytest.mark.parametrize(("code", "font"), [("tcvn3", ".VnTime"), ("tcvn3", "Helvetica"), ("vni", "VNI-Times")])
def test_a_legacy_layer_is_decoded(load, code, font):
    content = paragraphs([encode(line, code) for line in LINES], legacy_at)
    page = load(PageParts(content), legacy_font=font)
    assert page.layer_text.splitlines() == LINES
    assert (page.layer, page.layer_decoded, page.pixels) == (TextLayer.BROKEN, True, None)
    assert page.problems[0].doubts == (Doubt(DoubtKind.LAYER_LEGACY, code.upper()),)


def test_capital_fonts_show_capitals(load):
    content = paragraphs([encode(line.lower(), "tcvn3") for line in LINES], legacy_at)
    page = load(PageParts(content), legacy_font=".VnTimeH")
    assert page.layer_text.splitlines() == [line.upper() for line in LINES]


def test_unicode_beside_a_legacy_font_stays(load):
    content = paragraphs([encode(LINES[0], "tcvn3")], legacy_at) + text_at(60, 500, LINES[1])
    page = load(PageParts(content), legacy_font=".VnTime")
    assert page.layer_text.splitlines() == LINES[:2]


def test_a_legacy_layer_on_a_scan_leaves_the_pixels_in_front(load):
    images, draw = scan()
    content = draw + paragraphs([encode(line, "tcvn3") for line in LINES], legacy_at)
    page = load(PageParts(content, images=images), legacy_font=".VnTime")
    assert not page.layer_decoded
    assert page.pixels is not None


def test_marks_set_apart_join_their_letters(load):
    page = load(PageParts(text_at(60, 760, "Sô\u0301 liê\u0323u")))
    assert page.layer_text == "Số liệu"


def test_imitated_bold_type_is_read_once(load):
    page = load(PageParts(text_at(60, 760, "Kế hoạch") + text_at(60.4, 760, "Kế hoạch")))
    assert page.layer_text == "Kế hoạch"


def test_words_part_at_gaps_without_a_space(load):
    page = load(PageParts(text_at(60, 760, "đô") + text_at(77, 760, "thị")))
    assert page.layer_text == "đô thị"


def test_ligatures_open_and_soft_hyphens_close(load):
    page = load(PageParts(text_at(60, 760, "\ufb01n \u00adđất TT\u00ad")))
    assert page.layer_text == "fin đất TT-"


def test_rules_are_put_together_from_their_pieces(load):
    pieces = "100 700 100 0.5 re f 200 700 150 0.5 re f 100 600 0.5 100 re f 1 1 1 rg 50 50 400 0.5 re f\n"
    framed = "0 0 0 RG 0.7 w 100 300 200 50 re S\n"
    page = load(PageParts(paragraphs(LINES) + pieces + framed))
    lines = [(r.horizontal, round((abs(r.x1 - r.x0) + abs(r.y1 - r.y0)) * 0.24)) for r in page.rules]
    assert sorted(lines) == [(False, 50), (False, 50), (False, 100), (True, 200), (True, 200), (True, 250)]
    top = min((r for r in page.rules if r.horizontal), key=lambda r: r.y0)
    x, y = apply(page.frame.to_source, top.x0, top.y0)
    assert (x, y) == (pytest.approx(100, abs=0.3), pytest.approx(842 - 700.25, abs=0.3))


@pytest.mark.parametrize(
    ("box", "table"),
    [
        ((300, 0, 0, 200, 100, 300), True),
        ((100, 0, 0, 200, 100, 300), False),  # as narrow as a seal
        ((300, 0, 0, 20, 100, 300), False),  # a line
        ((300, 0, 0, 200, 50, 600), False),  # the page's own words stand on it
    ],
)
def test_pictures_large_enough_for_a_table_are_shown(load, box, table):
    images, draw = scan(60, 40, box=box)
    page = load(PageParts(draw + paragraphs(LINES), images=images))
    assert page.layer is TextLayer.SOUND
    assert (page.pixels is not None, len(page.pictures)) == (table, int(table))
    if table:
        a, _, _, d, x, y = (v * 300 / 72 for v in box)
        shown = page.pictures[0]
        found = (shown.x0, shown.y0, shown.x1, shown.y1)
        assert found == pytest.approx((x, page.height - y - d, x + a, page.height - y), abs=2)
