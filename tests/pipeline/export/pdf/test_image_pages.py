"""Image files as PDF pages: their bytes as they are, their pages as large as the reading says."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from benchmarks.pdf_layers import by_pdfplumber, compare, expected
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry
from tests.support.layered_outputs import reading, write_output


def scan(mode="L", size=(1000, 1414)):
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((100, 200, 300, 260), fill=(90, 0, 0))
    if mode == "I;16":
        return Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    return picture.convert("L").convert(mode) if mode == "LA" else picture.convert(mode)


def exported(tmp_path, source, *readings):
    write_output(tmp_path / "out", source, *readings)
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert made == tmp_path / "pdf" / "a.pdf", made
    for number, words in expected(tmp_path / "out", made):
        _, offsets, lost = compare(words, by_pdfplumber(made)[number])
        assert lost == []
        assert max(offsets) < 0.05
    return made


def test_the_bytes_of_a_jpeg_are_in_the_pdf(tmp_path):
    path = tmp_path / "a.jpg"
    scan("RGB").save(path, dpi=(200, 200))
    made = exported(tmp_path, path, reading())
    with pikepdf.open(made) as pdf:
        [image] = pdf.pages[0].resources.XObject.values()
        assert image.read_raw_bytes() == path.read_bytes()
        assert [float(v) for v in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595, 842], abs=0.01)
    assert made.stat().st_size < path.stat().st_size + 12_000


@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_jpeg_that_was_held_otherwise(tmp_path, turned):
    """EXIF orientations 3, 6, 8: a half turn, and quarter turns to either side."""
    degrees = {3: 180, 6: 90, 8: 270}[turned]
    exif = Image.Exif()
    exif[274] = turned
    path = tmp_path / "a.jpg"
    scan().save(path, dpi=(200, 200), exif=exif)
    made = exported(tmp_path, path, reading(geometry=PageGeometry(0, 0, 595, 842, degrees)))
    with pypdfium2.PdfDocument(made) as shown:
        assert shown[0].get_rotation() == degrees


KINDS = [(m, k) for m in ("1", "L", "RGB", "CMYK", "P", "RGBA", "LA", "I;16") for k in ("png", "tif")]


@pytest.mark.parametrize(("mode", "kind"), [k for k in KINDS if k != ("CMYK", "png")])
def test_kinds_of_pixels(tmp_path, mode, kind):
    path = tmp_path / f"a.{kind}"
    scan(mode).save(path, dpi=(200, 200))
    made = exported(tmp_path, path, reading())
    with pypdfium2.PdfDocument(made) as shown:
        seen = shown[0].render(scale=1000 / 595).to_pil().convert("L")
        assert seen.getpixel((200, 230)) < 120
        assert seen.getpixel((600, 900)) > 240


def test_a_tiff_of_several_pages(tmp_path):
    path = tmp_path / "a.tif"
    scan("1").save(path, save_all=True, append_images=[scan("1")], compression="group4", dpi=(200, 200))
    made = exported(tmp_path, path, reading(1), reading(2, lines=("trang hai",)))
    with pikepdf.open(made) as pdf:
        assert len(pdf.pages) == 2
        assert {f for p in pdf.pages for i in p.resources.XObject.values() for f in i.Filter} == {"/CCITTFaxDecode"}


def test_a_damaged_jpeg_is_named(tmp_path):
    path = tmp_path / "a.jpg"
    buffer = io.BytesIO()
    scan().save(buffer, "JPEG")
    path.write_bytes(buffer.getvalue()[:100])
    write_output(tmp_path / "out", path, reading())
    [refused] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert refused.doubt.kind.value == "damaged"
