"""Which layers stand in for the pixels, which are compared with them first, and what of a file is not read."""

import pikepdf
import pytest

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import TextLayer
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.opening import open_source
from tests.support.pdf_files import PageParts, write_pdf
from tests.support.pdf_pages import LINES, paragraphs, scan


def test_a_searchable_scan_keeps_its_pixels(load):
    images, draw = scan()
    page = load(PageParts(draw + "3 Tr " + paragraphs(LINES), images=images))
    assert (page.layer, page.layer_drawn, page.pixels is not None) == (TextLayer.SOUND, False, True)
    under = load(PageParts(paragraphs(LINES) + draw, images=images))
    assert (under.layer, under.layer_drawn, under.pixels is not None) == (TextLayer.SOUND, False, True)


def test_a_picture_behind_the_text_is_no_scan_of_it(load):
    images, draw = scan()
    page = load(PageParts(draw + paragraphs(LINES), images=images))
    assert (page.layer, page.layer_drawn, page.pixels) == (TextLayer.SOUND, True, None)


@pytest.mark.parametrize(
    ("lines", "suspect"),
    [
        (LINES, False),
        (["The committee shall report on the state of the roads before the end of the year."], False),
        (["Nhà văn hoá xã Đăk Rơ Ông", "Buôn Ma Thuột, Krông Pa, Ia Grai"], False),
        ([line.replace("1", "l").replace("0", "O") for line in LINES[::2]], True),
        (["Kqs zvx wep dkj rtf lpm sdw qqx vbn", "Zxc vbnm qwr tyu plk jhg"], True),
    ],
)
def test_text_that_hardly_reads_is_to_be_compared_with_the_pixels(load, lines, suspect):
    page = load(PageParts(paragraphs(lines)))
    assert page.layer is TextLayer.SOUND
    assert (page.layer_suspect, page.pixels is not None) == (suspect, suspect)


def test_attached_files_are_named(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts(paragraphs(LINES)), PageParts(paragraphs(LINES))])
    tree = b"/Names<</EmbeddedFiles<</Names[(b) <</Type/Filespec/F(bieu-02.xlsx)/UF(bieu-02.xlsx)/EF<</F 8 0 R>>>>]>>>>"
    path.write_bytes(path.read_bytes().replace(b"/Type/Catalog", b"/Type/Catalog" + tree))
    with open_source(path) as source:
        first, second = source.load(1), source.load(2)
    assert [(p.kind, p.doubts) for p in first.problems] == [
        (ProblemKind.NOT_READ, (Doubt(DoubtKind.ATTACHMENTS, "bieu-02.xlsx"),))
    ]
    assert second.problems == ()


def test_a_file_attached_to_a_note_on_a_page_is_named(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts(paragraphs(LINES)), PageParts(paragraphs(LINES))])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spec = pikepdf.AttachedFileSpec(pdf, b"1;2", filename="so-lieu.csv")
        note = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.FileAttachment, "/Rect": [9, 9, 29, 29]}
        pdf.pages[1].Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary({**note, "/FS": spec.obj}))])
        pdf.save(path)
    with open_source(path) as source:
        first, second = source.load(1), source.load(2)
    assert first.problems == ()
    assert [(p.kind, p.doubts, p.page) for p in second.problems] == [
        (ProblemKind.NOT_READ, (Doubt(DoubtKind.ATTACHMENTS, "so-lieu.csv"),), 2)
    ]
