import os
from pathlib import Path

import pytest

from sohoa.errors import EmptyFile, EncryptedFile, PageTooLarge, UnreadableFile
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import SourceSettings
from tests.support.pdf_files import PageParts, text_at, write_pdf

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.pdf", b"", EmptyFile),
        ("a.tif", b"", EmptyFile),
        ("a.txt", b" \n\f\n", EmptyFile),
        ("a.pdf", b"%PDF-1.7\n", UnreadableFile),
        ("a.pdf", b"PK\x03\x04 a word processor's file", UnreadableFile),
        ("a.txt", b"PK\x03\x04 a word processor's file", UnreadableFile),
        ("a.txt", b"text\0with NUL", UnreadableFile),
        ("a.pdf", b"<html>not found</html>", UnreadableFile),
        ("a.png", b"\x89PNG\r\n\x1a\n and then nothing", UnreadableFile),
        ("a.tif", b"II*\0\xff\xff\xff\xff", UnreadableFile),
        ("a.jpg", b"\xff\xd8\xff\xe0 no picture", UnreadableFile),
        ("a.doc", "Kế hoạch".encode(), UnreadableFile),
    ],
)
def test_no_source(tmp_path, name, content, error):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=name.replace(".", r"\.")):
        open_source(path)


def test_not_there_and_folder(tmp_path):
    for path in (tmp_path / "no.pdf", tmp_path):
        with pytest.raises(UnreadableFile, match=path.name):
            open_source(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_not_allowed(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts()])
    path.chmod(0)
    with pytest.raises(UnreadableFile, match=r"a\.pdf"):
        open_source(path)


def test_a_password_is_wanted():
    with pytest.raises(EncryptedFile, match="encrypted"):
        open_source(DATA / "encrypted.pdf")


def test_a_lock_against_changes_only_is_none():
    with open_source(DATA / "owner-locked.pdf") as source:
        assert source.load(1).layer_text == "Page"


def test_no_pages(tmp_path):
    with pytest.raises((EmptyFile, UnreadableFile), match=r"a\.pdf"):
        open_source(write_pdf(tmp_path / "a.pdf", []))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_cut_off_pdf_is_refused_or_read(tmp_path, share):
    path = write_pdf(tmp_path / "a.pdf", [PageParts(text_at(60, 700, "Kế hoạch"))])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    try:
        with open_source(path) as source:
            assert source.load(1).number == 1
    except (UnreadableFile, EmptyFile) as e:
        assert "a.pdf" in str(e)


def test_a_page_over_the_limit_spares_the_others(tmp_path):
    pages = [PageParts(box=(0, 0, 14400, 14400)), PageParts()]
    with open_source(write_pdf(tmp_path / "a.pdf", pages)) as source:
        with pytest.raises(PageTooLarge, match=r"a\.pdf, page 1: .*the limit is 120"):
            source.load(1)
        assert source.load(2).pixels is not None


def test_a_huge_image_on_a_small_page_is_not_decoded(tmp_path):
    page = PageParts("q 200 0 0 200 0 0 cm /I1 Do Q", images={"I1": (60000, 60000, b"")})
    with (
        open_source(write_pdf(tmp_path / "a.pdf", [page])) as source,
        pytest.raises(PageTooLarge, match="page 1"),
    ):
        source.load(1)


def test_too_many_pages(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [PageParts()] * 3)
    with pytest.raises(UnreadableFile, match="3 pages, the limit is 2"):
        open_source(path, SourceSettings(max_pages=2))


def test_pages_count_from_one(tmp_path):
    with open_source(write_pdf(tmp_path / "a.pdf", [PageParts()])) as source:
        for number in (0, 2, -1):
            with pytest.raises(IndexError):
                source.load(number)


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "scan.jpg", "noname"])
def test_the_kind_is_told_by_the_bytes(tmp_path, name):
    made = write_pdf(tmp_path / "made", [PageParts()])
    path = tmp_path / name
    path.write_bytes(b"\n\njunk\n" + made.read_bytes() if name == "a.pdf" else made.read_bytes())
    with open_source(path) as source:
        assert source.kind == "pdf"
