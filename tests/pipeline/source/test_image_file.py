import numpy as np
import pytest
from PIL import Image

from sohoa.errors import PageTooLarge, UnreadableFile
from sohoa.nouns.homography import apply
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import SourceSettings


def drawn(width=413, height=585):
    """White paper with a black block near its top left corner."""
    grey = np.full((height, width), 255, np.uint8)
    grey[20:60, 30:130] = 0
    return Image.fromarray(grey)


def load(path, number=1, **settings):
    with open_source(path, SourceSettings(**settings)) as source:
        return source.load(number)


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("1", "a.png"),
        ("L", "a.png"),
        ("P", "a.png"),
        ("RGB", "a.jpg"),
        ("CMYK", "a.tif"),
        ("LA", "a.png"),
        ("RGBA", "a.png"),
        ("YCbCr", "a.jpg"),
        ("CMYK", "a.jpg"),
        ("1", "a.tif"),
        ("LAB", "a.tif"),
    ],
)
def test_any_mode_becomes_grey_with_black_on_white(tmp_path, mode, name):
    image = drawn().convert("RGB").convert(mode) if mode != "LAB" else Image.new("LAB", (413, 585), (255, 128, 128))
    image.save(tmp_path / name)
    page = load(tmp_path / name)
    assert page.pixels.dtype == np.uint8
    assert page.pixels.shape == (585, 413)
    assert page.pixels[300, 300] > 245
    assert mode == "LAB" or page.pixels[40, 80] < 10


def test_sixteen_bits_are_scaled(tmp_path):
    values = np.asarray(drawn()).astype(np.uint16) * 257
    Image.fromarray(values).save(tmp_path / "a.png")
    page = load(tmp_path / "a.png")
    assert (page.pixels[300, 300], page.pixels[40, 80]) == (255, 0)


def test_transparent_parts_are_paper(tmp_path):
    rgba = np.zeros((585, 413, 4), np.uint8)
    rgba[20:60, 30:130, 3] = 255
    Image.fromarray(rgba).save(tmp_path / "a.png")
    page = load(tmp_path / "a.png")
    assert (page.pixels[300, 300], page.pixels[40, 80]) == (255, 0)


def test_colour_is_kept_and_tint_is_not(tmp_path):
    rgb = np.array(drawn().convert("RGB"))
    rgb[..., 2] = np.minimum(rgb[..., 2], 230)
    Image.fromarray(rgb).save(tmp_path / "tint.png")
    assert load(tmp_path / "tint.png").pixels.ndim == 2
    rgb[500:520, 300:340] = (200, 30, 30)
    Image.fromarray(rgb).save(tmp_path / "seal.png")
    assert load(tmp_path / "seal.png").pixels.shape == (585, 413, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png"])
def test_orientation_is_undone_and_can_be_traced_back(tmp_path, orientation, name):
    exif = Image.Exif()
    exif[274] = orientation
    drawn().save(tmp_path / name, exif=exif, dpi=(100, 100))
    page = load(tmp_path / name)
    turned = orientation >= 5
    assert page.pixels.shape == ((413, 585) if turned else (585, 413))
    assert (page.frame.source_width, page.frame.source_height) == pytest.approx((413 * 0.72, 585 * 0.72), rel=1e-3)
    ys, xs = np.nonzero(page.pixels < 100)
    corners = [apply(page.frame.to_source, x, y) for x in (xs.min(), xs.max() + 1) for y in (ys.min(), ys.max() + 1)]
    assert min(x for x, _ in corners) == pytest.approx(30 * 0.72, abs=1)
    assert max(y for _, y in corners) == pytest.approx(60 * 0.72, abs=1)


def test_a_stated_resolution_is_taken_and_a_foolish_one_is_not(tmp_path):
    image = Image.new("L", (1654, 2339), 255)
    image.save(tmp_path / "a.png", dpi=(200, 200))
    image.save(tmp_path / "b.png", dpi=(72, 72))
    image.save(tmp_path / "c.png")
    assert load(tmp_path / "a.png").dpi == pytest.approx(200, abs=0.1)
    for name in ("b.png", "c.png"):
        page = load(tmp_path / name)
        assert page.dpi == pytest.approx(200, abs=0.5)
        assert page.frame.source_width == pytest.approx(595.4, abs=1)


def test_fine_scans_are_reduced(tmp_path):
    drawn(826, 1170).save(tmp_path / "a.png", dpi=(200, 200))
    page = load(tmp_path / "a.png", max_dpi=100)
    assert (page.width, page.height, page.dpi) == (413, 585, 100)
    assert apply(page.frame.to_source, 413, 585) == pytest.approx((826 * 0.36, 1170 * 0.36), rel=1e-3)


def test_fax_pixels_become_square(tmp_path):
    Image.new("1", (1728, 1146), 1).save(tmp_path / "a.tif", dpi=(204, 98))
    page = load(tmp_path / "a.tif")
    assert page.dpi == pytest.approx(204, abs=0.5)
    assert page.height == pytest.approx(1146 * 204 / 98, abs=6)


def test_every_page_of_a_tiff(tmp_path):
    pages = [Image.new("L", (200, 280), 255 - 60 * i) for i in range(3)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with open_source(tmp_path / "a.tif") as source:
        assert (source.kind, source.n_pages) == ("tiff", 3)
        shades = [int(source.load(n).pixels[0, 0]) for n in (3, 1, 2)]
    assert shades == [135, 255, 195]


def test_a_long_strip_is_read(tmp_path):
    Image.new("L", (20000, 40), 255).save(tmp_path / "a.png")
    assert load(tmp_path / "a.png").pixels.shape == (40, 20000)


def test_too_many_pixels_are_refused_by_the_header(tmp_path):
    Image.new("1", (20000, 20000)).save(tmp_path / "a.png")
    with pytest.raises(PageTooLarge, match=r"a\.png, page 1: 400 million"):
        load(tmp_path / "a.png")


def test_a_cut_off_image_is_refused(tmp_path):
    path = tmp_path / "a.jpg"
    drawn().save(path)
    path.write_bytes(path.read_bytes()[:-1500])
    with pytest.raises(UnreadableFile, match=r"a\.jpg, page 1"):
        load(path)
