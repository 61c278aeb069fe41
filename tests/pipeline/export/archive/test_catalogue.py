"""The catalogue of an output folder, opened again with programs of other people."""

import csv
import zipfile
from datetime import date

import openpyxl
import pypdfium2
import pytest

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.record import DocumentParts, Header
from sohoa.pipeline.export.archive import wording
from sohoa.pipeline.export.archive.fields import fields
from sohoa.pipeline.export.archive.recipe import export_catalogue
from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
from sohoa.pipeline.output.secrecy import OnSecret
from tests.support.layered_outputs import reading, write_output
from tests.support.pdf_files import PageParts, write_pdf

HEADER = Header(
    issuing_authority="UBND XÃ EA ĐRĂNG",
    number="007",
    symbol="KH-UBND",
    code="007/KH-UBND",
    issued_on=date(2031, 3, 4),
    doc_type="KẾ HOẠCH",
    subject="=HYPERLINK(1) trồng rừng đầu nguồn",
    signer_name="Lò Thị Mẫu",
    signer_title="CHỦ TỊCH",
)


@pytest.fixture
def out(tmp_path):
    """Two documents: one complete, one with nothing read of its header and a mark of secrecy."""
    for name, lines, header in (("a", ("Kế hoạch trồng rừng",), HEADER), ("b", ("xin chào", "TỐI MẬT"), Header())):
        source = tmp_path / f"{name}.pdf"
        source.write_bytes(name.encode())
        write_output(tmp_path / "out", source, reading(lines=lines), parts=DocumentParts(header=header))
    return tmp_path / "out"


def rows(sheet):
    return [[c.value for c in row] for row in sheet.iter_rows()]


def test_workbook(out, tmp_path):
    xlsx, _ = export_catalogue(out, tmp_path / "to")
    book = openpyxl.load_workbook(xlsx)
    assert book.sheetnames == [wording.LIST, wording.RECORDS, wording.LEGEND]
    listed = rows(book[wording.LIST])
    assert tuple(listed[1]) == wording.LIST_HEADINGS
    first, second = listed[2:]
    assert first[:4] == [1, "007/KH-UBND", "04/03/2031", "UBND XÃ EA ĐRĂNG"]
    assert first[5:9] == [HEADER.subject, "CHỦ TỊCH Lò Thị Mẫu", "1", "a.pdf"]
    assert first[9] is None
    assert "Thiếu: Tên loại tài liệu, Ngày" in second[9]
    assert "TỐI MẬT (trang 1)" in second[9]
    assert {c.data_type for row in book[wording.LIST]["B3:J4"] for c in row if c.value is not None} == {"s"}
    with zipfile.ZipFile(xlsx) as z:
        assert not any(b"<f>" in z.read(n) for n in z.namelist() if "worksheets/" in n)


def test_all_fields_stand_in_the_records(out, tmp_path):
    xlsx, _ = export_catalogue(out, tmp_path / "to")
    names, vietnamese, first, second = rows(openpyxl.load_workbook(xlsx)[wording.RECORDS])
    assert [n for n in names if n] == [f.name for f in fields()]
    assert set(vietnamese) >= {f.name_vi for f in fields()}
    assert first[names.index("codeNumber")] == "007"
    assert second[names.index("subject")] is None


def test_csv(out, tmp_path):
    _, path = export_catalogue(out, tmp_path / "to")
    with path.open(encoding="utf-8-sig", newline="") as f:
        first, second = csv.DictReader(f)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert first["subject"] == "'=HYPERLINK(1) trồng rừng đầu nguồn"  # never a formula
    assert (first["codeNumber"], first["missing"], first["secrecy_marks"]) == ("007", "", "")
    assert second["missing"] == "typeName issuedDate organName subject"
    assert second["secrecy_marks"] == "TỐI MẬT (trang 1)"


def test_the_numbers_are_those_of_the_files_of_the_record(tmp_path):
    """Number k of the list is file k of `--to pdf --record`, also where one name begins another."""
    for name in ("a-b", "a", "a.1", "B"):
        source = write_pdf(tmp_path / f"{name}.pdf", [PageParts(f"% {name}\n")])
        write_output(tmp_path / "out", source, reading(lines=(source.name,)))
    xlsx, _ = export_catalogue(tmp_path / "out", tmp_path / "to")
    listed = [row[8] for row in rows(openpyxl.load_workbook(xlsx)[wording.LIST])[2:]]
    for k, path in enumerate(export_pdf(tmp_path / "out", tmp_path / "pdf", PdfWish((tmp_path,), record="H")), 1):
        assert path.name == f"H.{k:07}.pdf"
        with pypdfium2.PdfDocument(path) as made:
            assert made[0].get_textpage().get_text_range() == listed[k - 1]
    assert listed == ["B.pdf", "a.pdf", "a-b.pdf", "a.1.pdf"]


def test_on_secret(out, tmp_path):
    _, path = export_catalogue(out, tmp_path / "to", OnSecret.SKIP)
    with path.open(encoding="utf-8-sig", newline="") as f:
        assert [row["document"] for row in csv.DictReader(f)] == ["a"]
    with pytest.raises(InputError) as stopped:
        list(export_catalogue(out, tmp_path / "stopped", OnSecret.STOP))
    assert stopped.value.doubt.kind is DoubtKind.SECRET
    assert not (tmp_path / "stopped").exists()
