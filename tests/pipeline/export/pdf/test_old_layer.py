"""Old text layers: what nobody sees goes, what one sees stays."""

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from sohoa.pipeline.export.pdf.old_layer import clear_old_layer, drop_unused_fonts
from tests.support.pdf_files import PageParts, text_at, write_pdf

INVISIBLE = "3 Tr " + text_at(60, 700, "So Tai chinh") + "0 Tr "
VISIBLE = text_at(60, 500, "Đóng dấu")
COVERED = text_at(60, 300, "Uy ban") + "1 g 0 250 595 100 re f 0 g "


def words(pdf):
    with pypdfium2.PdfDocument(pdf) as shown:
        return shown[0].get_textpage().get_text_range().split()


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (INVISIBLE, []),
        ("q " + INVISIBLE + "Q " + VISIBLE, ["Đóng", "dấu"]),
        (COVERED, []),  # a scan laid over printed text
        (INVISIBLE + COVERED + VISIBLE, ["Đóng", "dấu", "Uy", "ban"]),  # which is which is not told apart: it stays
        ("q 3 Tr Q " + VISIBLE, ["Đóng", "dấu"]),  # the mode ends with what was saved
    ],
)
def test_what_one_sees_stays(tmp_path, content, left):
    path = write_pdf(tmp_path / "a.pdf", [PageParts(content)])
    with pikepdf.open(path) as pdf:
        before = picture(path)
        clear_old_layer(pdf, pdf.pages[0])
        pdf.save(tmp_path / "b.pdf")
    assert sorted(words(tmp_path / "b.pdf")) == sorted(left)
    assert (picture(tmp_path / "b.pdf") == before).all()


def picture(path):
    with pypdfium2.PdfDocument(path) as shown:
        return shown[0].render(scale=2).to_numpy()


def test_text_inside_forms(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts("/Old Do")])
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(INVISIBLE.encode("latin-1"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
        form.Resources = Dictionary(Font=page.resources.Font)
        page.resources.XObject = Dictionary(Old=form)
        pdf.save(tmp_path / "b.pdf")
        assert words(tmp_path / "b.pdf") == ["So", "Tai", "chinh"]
        clear_old_layer(pdf, page)
        drop_unused_fonts(page)
        assert "/Font" not in form.Resources
        pdf.save(tmp_path / "c.pdf")
    assert words(tmp_path / "c.pdf") == []


def test_fonts_that_another_page_uses_stay_there(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts(INVISIBLE), PageParts(VISIBLE)])
    with pikepdf.open(path) as pdf:
        pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources
        clear_old_layer(pdf, pdf.pages[0])
        drop_unused_fonts(pdf.pages[0])
        assert "/Font" not in pdf.pages[0].resources
        assert "/F1" in pdf.pages[1].resources.Font
