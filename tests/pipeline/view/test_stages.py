import numpy as np
import pytest
from PIL import Image

import sohoa.pipeline.view.stages
from sohoa.errors import InputError
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import TextSource
from sohoa.nouns.problem import ProblemKind
from sohoa.nouns.word import RegionKind, Word
from sohoa.pipeline.recipe import read_page, trace_page, trace_to_reading
from sohoa.pipeline.view import paint
from sohoa.pipeline.view.shown import ShownStage
from sohoa.pipeline.view.stages import render_stage
from sohoa.settings import Settings
from tests.support.pdf_files import PageParts, text_at, write_pdf
from tests.support.small_page import DPI, FOLDER

READ = (ShownStage.REGIONS, ShownStage.WORDS, ShownStage.CELLS, ShownStage.TABLE)
COMPUTED = (ShownStage.SOURCE, ShownStage.CLEANUP, ShownStage.GRID)


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    path = tmp_path_factory.mktemp("show") / "trang.png"
    Image.open(FOLDER / "page.png").save(path, dpi=(DPI, DPI))
    return path


@pytest.fixture(scope="module")
def trace(scan):
    return trace_page(scan, 1, Settings(), with_pixels=True)


@pytest.fixture(scope="module")
def reading(trace):
    return trace_to_reading(trace, Settings())


@pytest.fixture(scope="module")
def picture(scan, trace):
    """Renders a stage; the page is read once."""

    def render(stage):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sohoa.pipeline.view.stages, "trace_page", lambda *_, **__: trace)
            return render_stage(scan, 1, stage, Settings())

    return render


def drawn_table():
    """Operators of three rows and two columns of words with rules around them, below lines of text."""
    xs, ys = (60, 200, 500), (700, 670, 640, 610)
    rules = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    rules += "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)
    cells = [text_at(x + 8, y - 20, "Sở Nội vụ") for x in xs[:-1] for y in ys[:-1]]
    lines = [text_at(60, 780 - 16 * k, "Kế hoạch triển khai nhiệm vụ của tỉnh trong năm") for k in range(4)]
    return "1 w\n" + rules + "".join(cells + lines)


@pytest.mark.engine
def test_a_mirrored_page_is_shown_as_the_run_saw_it(tmp_path):
    path = tmp_path / "mirrored.png"
    Image.open(FOLDER / "page.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(path, dpi=(DPI, DPI))
    read = read_page(path, 1, Settings())
    assert [p.kind for p in read.problems] == [ProblemKind.MIRRORED]
    shown = render_stage(path, 1, ShownStage.CLEANUP, Settings())
    upright = render_stage(FOLDER / "page.png", 1, ShownStage.CLEANUP, Settings())
    assert shown.shape == (read.height, read.width, 3)
    assert abs(shown.astype(int) - upright).mean() < 2


@pytest.mark.engine
def test_a_page_read_from_its_layer_is_shown_with_the_rules_of_its_drawing(tmp_path):
    path = write_pdf(tmp_path / "drawn.pdf", [PageParts(drawn_table())])
    read = read_page(path, 1, Settings())
    assert read.text_source is TextSource.LAYER
    steps = trace_page(path, 1, Settings(), with_pixels=True).steps
    assert steps.rulings.origin == "vectors"
    assert len(steps.grids) == len(read.grids) == 1
    assert render_stage(path, 1, ShownStage.GRID, Settings()).shape == (read.height, read.width, 3)


@pytest.mark.engine
@pytest.mark.parametrize("stage", [*COMPUTED, *READ])
def test_every_stage_gives_a_picture_of_the_page(picture, reading, stage):
    pixels = picture(stage)
    source = np.asarray(Image.open(FOLDER / "page.png"))
    assert pixels.dtype == np.uint8
    expected = source.shape[:2] if stage == "source" else (reading.height, reading.width)
    assert pixels.shape == (*expected, 3)
    coloured = (pixels.max(axis=2).astype(int) - pixels.min(axis=2) > 60).mean()
    if stage in ("source", "cleanup"):
        assert coloured == 0
        assert 0.01 < (pixels < 128).mean() < 0.2
    else:
        assert coloured > 0.003


@pytest.mark.engine
def test_pictures_are_of_their_own_stage(picture):
    some = [picture(stage) for stage in (ShownStage.CLEANUP, ShownStage.GRID, *READ)]
    assert all(not np.array_equal(a, b) for k, a in enumerate(some) for b in some[k + 1 :])


@pytest.mark.engine
def test_a_stage_is_computed_where_nothing_is_kept(scan, reading, tmp_path):
    pixels = render_stage(scan, 1, ShownStage.WORDS, Settings(), out=tmp_path / "nothing here")
    assert pixels.shape == (reading.height, reading.width, 3)


@pytest.mark.engine
def test_words_are_framed_where_they_stand(picture, reading):
    pixels, plain = picture(ShownStage.WORDS).astype(int), picture(ShownStage.REGIONS)
    assert plain.shape == pixels.shape
    for w in reading.words:
        top = pixels[round(w.box.y0), round((w.box.x0 + w.box.x1) / 2)]
        assert top.max() - top.min() > 60, w


def test_a_text_file_has_no_picture(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("một\n", "utf-8")
    with pytest.raises(InputError):
        render_stage(path, 1, ShownStage.SOURCE, Settings())


PAPER = np.full((60, 120, 3), 255, np.uint8)


def test_painting_on_a_copy():
    grey = np.full((6, 8), 200, np.uint8)
    canvas = paint.as_canvas(grey)
    assert canvas.shape == (6, 8, 3)
    canvas[:] = 0
    assert (grey == 200).all()
    colour = np.full((6, 8, 3), 200, np.uint8)
    paint.as_canvas(colour)[:] = 0
    assert (colour == 200).all()


def test_colours_tell_how_sure_a_word_is():
    shades = [paint.confidence_colour(c) for c in (0.0, 0.35, 0.7, 0.85, 1.0)]
    green = [g - r for r, g, _ in shades]
    assert green == sorted(green)
    assert len(set(shades)) == len(shades)
    assert all(0 <= v <= 255 for shade in shades for v in shade)
    assert paint.confidence_colour(None) == paint.UNMEASURED


def test_a_changed_word_is_underlined():
    box = Box(20, 20, 60, 40)
    same = paint.paint_words(PAPER.copy(), [Word("cấp", "cấp", box, 0.9)])
    changed = paint.paint_words(PAPER.copy(), [Word("cấp", "câp", box, 0.9)])
    differ = np.argwhere((same != changed).any(axis=2))
    assert len(differ)
    assert differ[:, 0].min() >= 40 - 1
    assert tuple(changed[41, 40]) == paint.CHANGED


def test_words_without_a_place_are_not_painted():
    assert np.array_equal(paint.paint_words(PAPER.copy(), [Word("cấp", "câp", None, None)]), PAPER)
    assert np.array_equal(paint.paint_regions(PAPER.copy(), [Word("cấp", "câp", None, None)]), PAPER)


def test_every_region_has_a_colour_of_its_own():
    assert set(paint.REGION_COLOURS) == set(RegionKind)


@pytest.mark.parametrize(
    "box", [Box(-30, -30, 20, 20), Box(100, 40, 500, 500), Box(-9, -9, 900, 900), Box(200, 5, 300, 9)]
)
def test_boxes_that_reach_over_the_edge_can_be_painted(box):
    for painted in (
        paint.paint_words(PAPER.copy(), [Word("a", "b", box, 0.1)]),
        paint.paint_regions(PAPER.copy(), [Word("a", "b", box, 0.1)]),
    ):
        assert painted.shape == PAPER.shape
