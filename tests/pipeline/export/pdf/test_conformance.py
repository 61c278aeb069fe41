"""PDF/A-2b: what we write passes the check, planted faults do not."""

import pikepdf
import pytest
from pikepdf import Dictionary, Name, pdfa

from sohoa.errors import InputError
from sohoa.pipeline.export.pdf import two_layers
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from tests.support.layered_outputs import reading, write_output
from tests.support.pdf_files import PageParts, write_pdf


@pytest.fixture
def made(tmp_path):
    write_output(tmp_path / "out", write_pdf(tmp_path / "a.pdf", [PageParts("0.5 g 9 9 50 50 re f\n")]), reading())
    [path] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    return path


def test_what_we_write_passes(made):
    assert pdfa.validate_written(made, "2b").findings == []


def no_font(pdf):
    del pdf.pages[0].resources.Font.SohoaLayer.DescendantFonts[0].FontDescriptor[Name.FontFile2]


def no_intent(pdf):
    del pdf.Root[Name.OutputIntents]


def not_declared(pdf):
    del pdf.Root[Name.Metadata]


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")


def odd_blend(pdf):
    pdf.pages[0].resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Sparkling))
    pdf.pages[0].contents_add(b"/G gs")


def missing_glyph(pdf):
    pdf.pages[0].contents_add(b"BT /SohoaLayer 1 Tf 3 Tr <0000> Tj ET")


FAULTS = [no_font, no_intent, not_declared, script, odd_blend, missing_glyph]


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_fail_the_check(made, tmp_path, fault):
    with pikepdf.open(made) as pdf:
        fault(pdf)
        pdf.save(tmp_path / "b.pdf")
    assert pdfa.validate_written(tmp_path / "b.pdf", "2b").verdict != "pass"


def test_encryption_fails_the_check(made, tmp_path):
    with pikepdf.open(made) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
    assert pdfa.validate_written(tmp_path / "b.pdf", "2b").verdict != "pass"


@pytest.mark.parametrize("fault", [no_font, odd_blend, missing_glyph])
def test_planted_faults_are_refused(made, tmp_path, monkeypatch, fault):
    """The same faults in the last step before the file is written: nothing is left of it."""
    monkeypatch.setattr(two_layers, "_describe", lambda pdf, _title: fault(pdf))
    made.unlink()
    [refused] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert isinstance(refused, InputError)
    assert list((tmp_path / "pdf").iterdir()) == []
