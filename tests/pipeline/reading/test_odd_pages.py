"""Pages that are no plain scans: mirrored, seals alone, tiny letters, pixels in a row."""

import numpy as np
import pytest
from PIL import Image

from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import IDENTITY, Box
from sohoa.nouns.homography import apply
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.reading.mirror import unmirrored
from sohoa.pipeline.reading.page_problems import reading_problems, without_strays
from sohoa.pipeline.recipe import page_text, read_page
from sohoa.settings import CleanupSettings, Settings
from tests.support.small_page import FOLDER, small_page

BLANK = Problem(Stage.CLEANUP, ProblemKind.BLANK_PAGE, "no lines", 1)


def page(pixels, problems=()):
    height, width = pixels.shape
    return Page(PageFrame(1, width, height, 150, width / 2, height / 2, IDENTITY), pixels, problems=problems)


def run(text, confidence, size=20.0):
    box = Box(10, 10, 10 + 8 * len(text), 30)
    return TextRun((Word(text, text, box, confidence),), box, size)


def ramp():
    """Bright at the left, with a bright top: each way of turning it over can be told."""
    y, x = np.mgrid[:60, :400]
    return (200 - x / 4 - y / 2).astype(np.uint8)


def sure_if(left_brighter, top_brighter):
    def ask(strip):
        is_left, is_top = (int(strip[5, 5]) > int(strip[5, -5])), (int(strip[5, 5]) > int(strip[-5, 5]))
        return 0.9 if (is_left, is_top) == (left_brighter, top_brighter) else 0.4

    return ask


@pytest.mark.parametrize(("left", "top", "turn"), [(False, True, 0), (True, False, 180)])
def test_a_mirror_image_is_turned_over(left, top, turn):
    found = unmirrored(page(ramp()), [run("x" * 45, 0.4)], sure_if(left, top))
    assert [p.kind for p in found.problems] == [ProblemKind.MIRRORED]
    assert found.frame.rotation == turn
    x, y = apply(found.frame.to_source, 0, 0)
    assert (x, y) == ((400, 0) if turn == 0 else (0, 60))
    assert found.pixels[0, 0] == (ramp()[0, -1] if turn == 0 else ramp()[-1, 0])


def test_what_shines_through_is_not_read():
    pale = Problem(Stage.CLEANUP, ProblemKind.PALE_PRINT, (Doubt(DoubtKind.PALE_PRINT),), 1)
    cut = Problem(Stage.SOURCE, ProblemKind.LOST_CONTENT, (Doubt(DoubtKind.CONTENT_DAMAGED),), 1)
    found = unmirrored(page(ramp(), (cut, pale)), [run("x" * 45, 0.4)], sure_if(False, True))
    assert (found.pixels == 255).all()
    assert found.problems[0] == cut
    assert [p.doubts[0].kind for p in found.problems[1:]] == [DoubtKind.SHINES_THROUGH]


def test_other_pages_are_left_as_they_are():
    asked = []
    assert unmirrored(page(ramp()), [run("x" * 45, 0.4)], lambda _strip: 0.4) is None
    assert unmirrored(page(ramp()), [run("x" * 45, 0.9)], asked.append) is None
    assert unmirrored(page(ramp()), [run("x" * 9, 0.4)], asked.append) is None
    assert not asked, "the engine is asked about badly read pages only"


@pytest.mark.engine
def test_a_mirrored_scan_is_read(tmp_path):
    path = tmp_path / "gương.png"
    Image.open(FOLDER / "page.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(path, dpi=(150, 150))
    reading = read_page(path, 1, Settings())
    assert ProblemKind.MIRRORED in {p.kind for p in reading.problems}
    assert "Phòng, chống dịch bệnh gia súc năm 2031" in page_text(reading.words)
    assert len(reading.grids) == 1


def test_strokes_of_a_seal_are_no_words():
    read = [run("N", 0.97), run("vị", 0.8), run("PHỤ LỤC", 0.95), run("Ạ Với", 0.6)]
    plain = page(ramp())
    assert without_strays(plain, read) == tuple(read)
    assert [r.text for r in without_strays(page(ramp(), (BLANK,)), read)] == ["PHỤ LỤC"]


def kinds(problems, read):
    said = reading_problems(page(ramp(), problems), read, [w for r in read for w in r.words], from_pixels=True)
    return [p.kind for p in said]


def test_what_is_said_of_a_page():
    assert kinds((BLANK,), []) == [ProblemKind.BLANK_PAGE]
    assert kinds((), []) == [ProblemKind.BLANK_PAGE]
    assert kinds((BLANK,), [run("PHỤ LỤC", 0.95)]) == []
    assert kinds((), [run("mờ", 0.4)]) == [ProblemKind.LOW_CONFIDENCE]
    assert kinds((), [run("nhỏ", 0.9, size=7)]) == [ProblemKind.LOW_RESOLUTION]


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (2, 3000), (3, 3), (20, 6000)])
@pytest.mark.parametrize("dpi", [60, 300])
def test_pixels_in_a_row(shape, dpi):
    for level in (0, 128, 255):
        thin = page(np.full(shape, level, np.uint8))
        thin = Page(PageFrame(1, thin.width, thin.height, dpi, thin.width, thin.height), thin.pixels)
        cleaned = clean_page(thin, CleanupSettings())
        assert cleaned.pixels.size
        assert page_to_steps(cleaned).grids == ()


def test_the_small_page_is_one_page():
    whole = small_page()
    assert unmirrored(whole, [run("x" * 45, 0.9)], lambda _strip: 1.0) is None
