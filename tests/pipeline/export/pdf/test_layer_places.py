"""The words of the layer, read back by programs of other people: the same text, at its place."""

import shutil
from functools import partial

import pytest

from benchmarks.pdf_layers import by_pdfium, by_pdfplumber, by_poppler, compare, expected
from sohoa.nouns.homography import compose, invert, straightening
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry
from tests.support.layered_outputs import DPI, reading, write_output
from tests.support.pdf_files import PageParts, write_pdf

READERS = [by_pdfplumber, by_pdfium, *([by_poppler] if shutil.which("pdftotext") else [])]
TURNS = (0, 90, 180, 270)
BOXES = {"plain": (0, 0, 595, 842), "shifted": (30, -40, 625, 802)}


def exported(tmp_path, *pages, readings):
    source = write_pdf(tmp_path / "a.pdf", pages)
    write_output(tmp_path / "out", source, *readings)
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert made == tmp_path / "pdf" / "a.pdf", made
    return made


def read_back(tmp_path, pdf, reader):
    read = reader(pdf)
    for number, words in expected(tmp_path / "out", pdf):
        found, offsets, lost = compare(words, read[number])
        yield found, len(words), max(offsets, default=0.0), lost


def askew(angle, width, height, to_source):
    straight, _, _ = straightening(angle, width, height)
    return compose(to_source, invert(straight))


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("rotation", TURNS)
def test_words_are_read_back_at_their_place(tmp_path, box, rotation):
    """Pages turned by the scanner's operator (`rotation`), each by the file itself (/Rotate) in all four ways."""
    geometries = [PageGeometry(*BOXES[box], turn) for turn in TURNS]
    pdf = exported(
        tmp_path,
        *(PageParts("0.9 g 0 0 99 99 re f\n", box=BOXES[box], rotate=g.turn) for g in geometries),
        readings=[reading(k, geometry=g, rotation=rotation) for k, g in enumerate(geometries, 1)],
    )
    for reader in READERS:
        for found, wanted, offset, lost in read_back(tmp_path, pdf, reader):
            assert (found, lost) == (wanted, [])
            assert offset < 0.05


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("angle", [-1.5, 0.7, 1.5])
def test_words_of_a_page_that_lay_askew(tmp_path, reader, angle):
    size = round(595 * DPI / 72), round(842 * DPI / 72)
    pdf = exported(tmp_path, PageParts(box=(0, 0, 595, 842)), readings=[reading(before=partial(askew, angle, *size))])
    [(found, wanted, offset, lost)] = read_back(tmp_path, pdf, reader)
    assert (found, lost) == (wanted, [])
    assert offset < 0.05


def test_a_crop_box_within_the_media_box(tmp_path):
    geometry = PageGeometry(100, 100, 500, 700, 0)
    pdf = exported(tmp_path, PageParts(crop=(100, 100, 500, 700)), readings=[reading(geometry=geometry)])
    [(found, wanted, offset, _)] = read_back(tmp_path, pdf, by_pdfium)
    assert found == wanted
    assert offset < 0.05


def test_a_page_that_leaves_its_coordinates_changed(tmp_path):
    """A scanner's content that scales all that comes after it must not move the layer."""
    pdf = exported(tmp_path, PageParts("0.24 0 0 0.24 50 60 cm\n"), readings=[reading()])
    [(found, wanted, offset, _)] = read_back(tmp_path, pdf, by_pdfplumber)
    assert found == wanted
    assert offset < 0.05


def test_a_word_moved_by_its_height_would_be_seen():
    """The comparison itself: a layer that is off is not called found."""
    wanted = [(("Sở", 100.0, 100.0), 12.0)]
    assert compare(wanted, [("Sở", 100.0, 101.0)])[0] == 1
    assert compare(wanted, [("Sở", 100.0, 113.0)]) == (0, [], ["Sở"])
    assert compare(wanted, [("So", 100.0, 100.0)])[0] == 0
