"""`sohoa export` and `sohoa run --pdf` from the command line."""

import sys

import pikepdf
import pytest

from sohoa.pipeline.cli import main
from sohoa.pipeline.output.lock import only_writer
from tests.support.layered_outputs import reading, write_output
from tests.support.pdf_files import PageParts, write_pdf


@pytest.fixture
def read(tmp_path):
    """An output folder `out` of one PDF `in/a.pdf`."""
    (tmp_path / "in").mkdir()
    return write_output(tmp_path / "out", write_pdf(tmp_path / "in" / "a.pdf", [PageParts()]), reading())


@pytest.mark.usefixtures("read")
def test_pdf(sohoa, tmp_path):
    code, out, err = sohoa("export", "out", "--to", "pdf", "pdf", "--sources", "in")
    assert (code, out, err) == (0, "pdf/a.pdf\n", "")
    with pikepdf.open(tmp_path / "pdf" / "a.pdf") as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"


@pytest.mark.usefixtures("read")
def test_a_source_that_is_not_there(sohoa):
    code, out, err = sohoa("export", "out", "--to", "pdf", "pdf")
    assert (code, out) == (1, "")
    assert "a.pdf: the source file is not there" in err
    assert "--sources" in err


@pytest.mark.usefixtures("read")
def test_without_the_extra(sohoa, monkeypatch):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pikepdf" else name)
    code, _, err = sohoa("export", "out", "--to", "pdf", "pdf", "--sources", "in")
    assert code == 3
    assert "pikepdf is not installed" in err


@pytest.mark.parametrize("code", ["../x", ".x", "a/b", "", "a\nb"])
def test_codes_that_name_no_file(sohoa, code):
    assert sohoa("export", "out", "--to", "pdf", "pdf", "--record", code)[0] == 2


@pytest.mark.parametrize("to", ["csv", "xlsx", "pdf"])
def test_an_output_that_a_run_is_writing_is_left_alone(sohoa, tmp_path, read, to):
    with only_writer(read):
        code, out, err = sohoa("export", "out", "--to", to, "dest")
    assert (code, out) == (3, "")
    assert "a run is writing" in err
    assert not (tmp_path / "dest").exists()
    assert sohoa("export", "out", "--to", "csv", "dest")[0] == 0


def test_a_file_that_was_read_anew_is_found_for_its_pdf(sohoa, source):
    source("a.txt", "một", "replace b.txt mới")
    source("b.txt", "cũ", "cũ")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1, "--pdf")
    assert code == 1
    assert "in/b.txt: a text file has no picture" in err


@pytest.mark.engine
def test_run_writes_pdfs_beside_and_leaves_those_that_are_there(tmp_path, capsys):
    from PIL import Image

    from tests.support.small_page import FOLDER

    source = tmp_path / "in" / "a.png"
    source.parent.mkdir()
    Image.open(FOLDER / "page.png").save(source, dpi=(150, 150))
    command = ["run", str(source), "-o", str(tmp_path / "out"), "-j1", "--pdf"]
    assert main(command) == 0
    made = tmp_path / "out" / "pdf" / "a.pdf"
    assert f"{made}\n" in capsys.readouterr().out
    first = made.stat().st_mtime_ns
    assert main(command) == 0
    assert made.stat().st_mtime_ns == first
    made.unlink()
    assert main(command) == 0
    assert made.exists()
