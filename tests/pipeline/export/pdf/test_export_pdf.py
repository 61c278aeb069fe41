"""What becomes a two-layer PDF/A, what does not, and why."""

import hashlib
import resource
from dataclasses import replace

import img2pdf
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, pdfa

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page import TextLayer, TextSource
from sohoa.nouns.record import DocumentParts, Header
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.export.pdf import two_layers
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from tests.support.layered_outputs import LINES, reading, write_output
from tests.support.pdf_files import PageParts, text_at, write_pdf


@pytest.fixture
def made(tmp_path):
    """Exports a source with readings; gives what came of it."""

    def export(source, *readings, parts=None, **wish):
        write_output(tmp_path / "out", source, *readings, parts=parts)
        [got] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,), **wish))
        return got

    return export


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def signed(path):
    """A PDF whose signature field, with a visible stamp, has a value."""
    write_pdf(path, [PageParts("0.5 g 10 10 50 50 re f\n")])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        stamp = pdf.make_stream(b"1 0 0 rg 0 0 80 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 80, 40])
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=b"Signature1",
                F=132,
                Rect=[400, 700, 480, 740],
                AP=Dictionary(N=stamp),
                V=pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 64)),
            )
        )
        pdf.pages[0].Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        pdf.save(path)
    return path


def test_the_pages_look_as_scanned_and_the_words_are_there(made, tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts("0.5 g 10 10 50 50 re f\n"), PageParts("0 g 99 99 9 9 re f\n")])
    before = hashlib.sha256(source.read_bytes()).digest()
    got = made(source, reading(1), reading(2, lines=("Trang hai: xã Ea Đrăng",)))
    assert [t.split() for t in text_of(got)] == [" ".join(LINES).split(), ["Trang", "hai:", "xã", "Ea", "Đrăng"]]
    with pypdfium2.PdfDocument(source) as a, pypdfium2.PdfDocument(got) as b:
        assert all((p.render().to_numpy() == q.render().to_numpy()).all() for p, q in zip(a, b, strict=True))
    assert hashlib.sha256(source.read_bytes()).digest() == before
    assert pdfa.validate_written(got, "2b").verdict == "pass"


def test_title_and_language(made, tmp_path):
    header = Header(code="12/KH-UBND", doc_type="KẾ HOẠCH", subject="trồng rừng đầu nguồn")
    got = made(write_pdf(tmp_path / "a.pdf", [PageParts()]), reading(), parts=DocumentParts(header=header))
    with pikepdf.open(got) as pdf:
        assert pdf.open_metadata()["dc:title"] == "KẾ HOẠCH 12/KH-UBND trồng rừng đầu nguồn"
        assert str(pdf.Root.Lang) == "vi"


def test_a_signed_pdf_is_left_alone_unless_asked_for(made, tmp_path):
    source = signed(tmp_path / "a.pdf")
    before = source.read_bytes()
    refused = made(source, reading())
    assert refused.doubt.kind is DoubtKind.SIGNED_PDF
    assert not (tmp_path / "pdf" / "a.pdf").exists()
    got = made(source, reading(), unsign=True)
    assert source.read_bytes() == before
    with pikepdf.open(got) as pdf, pypdfium2.PdfDocument(got) as shown:
        assert Name.AcroForm not in pdf.Root
        assert tuple(shown[0].render().to_numpy()[842 - 720, 440][:3]) == (0, 0, 255)  # the stamp is still seen (BGR)
    assert " ".join(LINES).split() == text_of(got)[0].split()


def test_a_sound_layer_is_not_doubled(made, tmp_path):
    """Of such a page only what was read from pixels is added."""
    page = reading()
    words = tuple(replace(w, confidence=None) if w.line < 2 else w for w in page.words)
    page = replace(page, words=words, text_source=TextSource.LAYER, text_layer=TextLayer.SOUND)
    got = made(write_pdf(tmp_path / "a.pdf", [PageParts()]), page)
    assert text_of(got)[0].split() == LINES[2].split()


def test_what_is_struck_out_and_watermarks_are_not_in_the_layer(made, tmp_path):
    page = reading(lines=("NHÁP", "Giao 30 ha", "cho xã"))
    marks = {"NHÁP": {"region": RegionKind.WATERMARK}, "30": {"struck": True}}
    words = tuple(replace(w, **marks.get(w.text, {})) for w in page.words)
    got = made(write_pdf(tmp_path / "a.pdf", [PageParts()]), replace(page, words=words))
    assert text_of(got)[0].split() == ["Giao", "ha", "cho", "xã"]


def test_files_are_named_by_the_record(tmp_path):
    for name in ("b", "a"):
        write_output(tmp_path / "out", write_pdf(tmp_path / f"{name}.pdf", [PageParts(f"% {name}\n")]), reading())
    wish = PdfWish((tmp_path,), record="G09.12.H26.2031.05")
    got = [p.name for p in export_pdf(tmp_path / "out", tmp_path / "pdf", wish)]
    assert got == ["G09.12.H26.2031.05.0000001.pdf", "G09.12.H26.2031.05.0000002.pdf"]


def test_other_bytes_than_those_read_are_not_taken(tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts()])
    write_output(tmp_path / "out", source, reading())
    source.write_bytes(source.read_bytes() + b"\n")
    [got] = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert got.doubt.kind is DoubtKind.SOURCE_NOT_FOUND
    assert not (tmp_path / "pdf").exists()


def test_what_a_reader_cannot_be_sure_of_is_not_written(made, tmp_path):
    """Drawn text in a font that the file does not hold."""
    got = made(write_pdf(tmp_path / "a.pdf", [PageParts(text_at(50, 700, "Sở Tài chính"))]), reading())
    assert got.doubt.kind is DoubtKind.NOT_PDFA
    assert "font is not embedded" in got.doubt.detail
    assert list((tmp_path / "pdf").iterdir()) == []


def test_a_text_file_has_no_pdf(made, tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("một hai", "utf-8")
    assert made(source, reading()).doubt.kind is DoubtKind.TEXT_HAS_NO_PICTURE


def test_markup_and_formulas_are_only_text(made, tmp_path):
    lines = ("<script>alert(1)</script> &amp; (=1+1) \\) Tj ET %",)
    got = made(write_pdf(tmp_path / "a.pdf", [PageParts()]), reading(lines=lines))
    assert text_of(got)[0].split() == lines[0].split()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (pikepdf.PdfError("bad xref"), DoubtKind.DAMAGED),
        (pypdfium2.PdfiumError("Failed to load page."), DoubtKind.DAMAGED),
        (KeyError("/Pages"), DoubtKind.UNFORESEEN),
        (MemoryError(), DoubtKind.OUT_OF_MEMORY),
    ],
)
def test_what_fails_in_one_file_costs_no_other(tmp_path, monkeypatch, error, kind):
    for name in ("a", "b"):
        write_output(tmp_path / "out", write_pdf(tmp_path / f"{name}.pdf", [PageParts(f"% {name}\n")]), reading())
    tidied, calls = two_layers.tidy, iter((error, None))

    def fail_once(pdf):
        if (now := next(calls)) is not None:
            raise now
        tidied(pdf)

    monkeypatch.setattr(two_layers, "tidy", fail_once)
    first, second = export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,)))
    assert (first.doubt.kind, first.where) == (kind, str(tmp_path / "a.pdf"))
    assert second == tmp_path / "pdf" / "b.pdf"
    assert [p.name for p in (tmp_path / "pdf").iterdir()] == ["b.pdf"]


def test_an_image_that_cannot_be_put_in_is_told(made, tmp_path, monkeypatch):
    def refuse(*_):
        raise img2pdf.JpegColorspaceError("no colour space")

    monkeypatch.setattr(two_layers, "image_to_pdf", refuse)
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert made(tmp_path / "a.png", reading()).doubt.kind is DoubtKind.DAMAGED


def test_pages_that_cannot_be_drawn_are_told(made, tmp_path, monkeypatch):
    def refuse(_):
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(two_layers, "draw_pages", refuse)
    source = write_pdf(tmp_path / "a.pdf", [PageParts(text_at(50, 700, "Sở Tài chính"))])
    assert made(source, reading(), draw=True).doubt.kind is DoubtKind.DAMAGED


def test_a_full_disk_leaves_nothing(tmp_path):
    source = write_pdf(tmp_path / "a.pdf", [PageParts(images={"I": (300, 300, bytes(range(250)) * 360)})])
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    write_output(tmp_path / "out", source, reading())
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, old[1]))
    try:
        with pytest.raises(CannotWrite):
            list(export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert list((tmp_path / "pdf").iterdir()) == []
