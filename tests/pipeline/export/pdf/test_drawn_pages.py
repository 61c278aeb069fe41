"""Files that cannot be PDF/A as they are, drawn as pictures."""

import pikepdf
import pypdfium2
import pytest
from pikepdf import pdfa

from benchmarks.pdf_layers import by_pdfium, by_pdfplumber, compare, expected
from sohoa.nouns.page import TextLayer, TextSource
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from sohoa.pipeline.source.pdf.page_geometry import PageGeometry
from tests.support.layered_outputs import LINES, reading, write_output
from tests.support.pdf_files import PageParts, text_at, write_pdf


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_file_that_cannot_be_pdfa_is_drawn(tmp_path, turn):
    """Its own text gives way to all the words that were read; it looks as it did."""
    source = write_pdf(tmp_path / "a.pdf", [PageParts(text_at(50, 700, "Sở Tài chính", 40), rotate=turn)])
    geometry = PageGeometry(0, 0, 595, 842, turn)
    layer = {"text_source": TextSource.LAYER, "text_layer": TextLayer.SOUND}
    write_output(tmp_path / "out", source, reading(geometry=geometry, **layer))
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,), draw=True))
    assert pdfa.validate_written(made, "2b").findings == []
    with pypdfium2.PdfDocument(source) as a, pypdfium2.PdfDocument(made) as b:
        before, after = (p[0].render(scale=1).to_numpy().astype(int) for p in (a, b))
        assert before.shape == after.shape
        assert abs(before - after).mean() < 1
        assert (after < 100).sum() > 500
        assert b[0].get_rotation() == turn
        assert b[0].get_textpage().get_text_range().split() == " ".join(LINES).split()


def test_the_words_are_at_their_place(tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts(text_at(50, 700, "Sở"), crop=(100, 100, 500, 700))])
    geometry = PageGeometry(100, 100, 500, 700, 0)
    write_output(tmp_path / "out", source, reading(geometry=geometry))
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,), draw=True))
    for reader in (by_pdfplumber, by_pdfium):
        for number, words in expected(tmp_path / "out", made):
            found, offsets, lost = compare(words, reader(made)[number])
            assert (found, lost) == (len(words), [])
            assert max(offsets) < 0.05


def test_what_can_be_pdfa_is_not_drawn(tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts("0.5 g 10 10 50 50 re f\n")])
    write_output(tmp_path / "out", source, reading())
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,), draw=True))
    with pikepdf.open(made) as pdf:
        assert list(pdf.pages[0].resources.XObject.keys()) == []
