import zlib

import pytest

from sohoa.errors import UnreadableFile
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import ProblemKind, Status
from sohoa.pipeline.page_trace import PageTrace
from sohoa.pipeline.recipe import trace_to_reading
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import Settings
from tests.support.damaged_inputs import CODINGS, FAX_FORM, GREY, WIDTH, fax, jpeg, pdf, sheet
from tests.support.pdf_files import PageParts, text_at, write_pdf


def lost(page):
    return [d for p in page.problems if p.kind is ProblemKind.LOST_CONTENT for d in p.doubts]


def load(path, number=1):
    with open_source(path) as source:
        return source.load(number)


def test_a_damaged_picture_is_told_and_its_twin_is_not(tmp_path):
    code, words = CODINGS["plain"]
    data = code(sheet("print"))
    (tmp_path / "a.pdf").write_bytes(pdf([(data[: len(data) // 4], words), (data, words)]))
    (doubt,) = lost(load(tmp_path / "a.pdf", 1))
    assert (doubt.kind, doubt.detail.split(" | ")[0]) == (DoubtKind.PICTURE_CUT, "25")
    assert lost(load(tmp_path / "a.pdf", 2)) == []


def test_a_page_that_lost_something_is_partial(tmp_path):
    code, words = CODINGS["jpeg"]
    data = code(sheet("blank"))
    (tmp_path / "a.pdf").write_bytes(pdf([(data[: len(data) // 2], words), (data, words)]))
    states = []
    for number in (1, 2):
        page = load(tmp_path / "a.pdf", number)
        states.append(trace_to_reading(PageTrace(page, page, from_layer=False), Settings()).status)
    assert states == [Status.PARTIAL, Status.OK]


def test_a_sound_layer_over_a_damaged_scan_is_enough(tmp_path):
    picture = {"I1": (100, 100, b"\x80" * 900)}
    text = "".join(text_at(60, 700 - 20 * k, "Ủy ban nhân dân xã báo cáo kết quả nhiệm vụ") for k in range(20))
    path = write_pdf(tmp_path / "a.pdf", [PageParts(f"q 80 0 0 80 400 80 cm /I1 Do Q {text}", images=picture)])
    page = load(path)
    assert page.pixels is None
    assert lost(page) == []


@pytest.mark.parametrize(
    "form",
    [
        FAX_FORM.replace("/K -1", "/K -1/EncodedByteAlign true"),
        FAX_FORM.replace("/K -1", "/K 0"),
        FAX_FORM.replace("<</K -1", " 9 0 R/X<</K -1"),
    ],
)
def test_rare_forms_of_fax_are_not_judged(tmp_path, form):
    (tmp_path / "a.pdf").write_bytes(pdf([(fax(sheet("print"))[:900], form)]))
    assert lost(load(tmp_path / "a.pdf")) == []


def test_indexed_and_two_level_pictures_have_fewer_bits(tmp_path):
    page = sheet("print")
    ink = page.convert("1").tobytes()
    words = GREY.replace("Component 8", "Component 1")
    indexed = GREY.replace("/DeviceGray", "[/Indexed/DeviceRGB 1<000000FFFFFF>]").replace("Component 8", "Component 1")
    mask = f"/Width {WIDTH}/Height {page.height}/BitsPerComponent 1/ImageMask true"
    packed = [(zlib.compress(ink), f"{w}/Filter/FlateDecode") for w in (words, indexed, mask)]
    (tmp_path / "a.pdf").write_bytes(pdf([(ink, words), (ink, indexed), (ink, mask), *packed]))
    for number in range(1, 7):
        assert lost(load(tmp_path / "a.pdf", number)) == []


def test_a_small_picture_is_not_looked_at(tmp_path):
    picture = {"I1": (100, 100, b"\x80" * 900)}
    path = write_pdf(tmp_path / "a.pdf", [PageParts("q 20 0 0 20 400 80 cm /I1 Do Q", images=picture)])
    assert lost(load(path)) == []


def test_a_page_of_which_a_cut_file_holds_nothing_fails(tmp_path):
    code = jpeg(sheet("print"))
    whole = pdf([(code, CODINGS["jpeg"][1])] * 3)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<</Linearized 1/L 999999>>\nendobj\n" + whole)
    assert load(tmp_path / "a.pdf").pixels is not None
    blank = write_pdf(tmp_path / "b.pdf", [PageParts()])
    assert lost(load(blank)) == []
    blank.write_bytes(b"%PDF-1.7\n1 0 obj\n<</Linearized 1/L 999999>>\nendobj\n" + blank.read_bytes())
    with pytest.raises(UnreadableFile, match="page 1: the file is cut"):
        load(blank)
