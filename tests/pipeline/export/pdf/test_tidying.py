"""What PDF/A does not know and nobody sees is not in the copy; what one sees is."""

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, pdfa

from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from tests.support.layered_outputs import reading, write_output
from tests.support.pdf_files import PageParts, write_pdf


def odd_keys(pdf):
    pdf.Root.ConnectedPDF = Dictionary(A=1)
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"x", Width=1, Height=1)
    pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=1))
    next(iter(pdf.pages[0].resources.XObject.values())).ColorTransform = 1


def smoothed_picture(pdf):
    next(iter(pdf.pages[0].resources.XObject.values())).Interpolate = True


def kids_by_reference(pdf):
    pdf.Root.Pages.Kids = pdf.make_indirect(pdf.Root.Pages.Kids)


def attached_file(pdf):
    pdf.attachments["x.txt"] = b"secret"


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=b"app.alert(2)"))


def note_in_a_font_that_is_not_there(pdf):
    """A typed note as readers add it: its picture names Helvetica, which the file does not hold."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look = pdf.make_stream(
        b"BT /F 30 Tf 5 10 Td (NOTE) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 40]
    )
    look.Resources = Dictionary(Font=Dictionary(F=font))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[100, 400, 200, 440], F=4, AP=Dictionary(N=look))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


CHANGES = [odd_keys, smoothed_picture, kids_by_reference, attached_file, script, note_in_a_font_that_is_not_there]


@pytest.mark.parametrize("change", CHANGES)
def test_the_copy_conforms_and_looks_the_same(tmp_path, change):
    picture = (60, 40, bytes(range(240)) * 10)
    source = write_pdf(tmp_path / "a.pdf", [PageParts("q 300 0 0 200 100 100 cm /I Do Q\n", images={"I": picture})])
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(source)
    write_output(tmp_path / "out", source, reading())
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert pdfa.validate_written(made, "2b").findings == []
    assert b"secret" not in made.read_bytes()
    assert b"alert" not in made.read_bytes()
    with pypdfium2.PdfDocument(source) as a, pypdfium2.PdfDocument(made) as b:
        before, after = (p[0].render(scale=2).to_numpy().astype(int) for p in (a, b))
    if change is not smoothed_picture:  # how a coarse picture is smoothed is up to the viewer then
        assert abs(before - after).mean() < 0.3  # pixels of a redrawn note may differ by a shade at their edges
    if change is note_in_a_font_that_is_not_there:
        assert (after[2 * (842 - 440) : 2 * (842 - 400), 200:400] < 100).any()


def test_links_stay(tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts()])
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[9, 9, 99, 99], Border=[0, 0, 0], F=4)
        link.A = Dictionary(S=Name.URI, URI=b"https://example.org/")
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        pdf.save(source)
    write_output(tmp_path / "out", source, reading())
    [made] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    with pikepdf.open(made) as pdf:
        assert [str(a.A.URI) for a in pdf.pages[0].Annots] == ["https://example.org/"]
