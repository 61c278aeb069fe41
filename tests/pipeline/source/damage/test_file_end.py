import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.source.damage.file_end import missing_end
from sohoa.pipeline.source.opening import file_problems
from tests.support.pdf_files import PageParts, text_at, write_pdf


@pytest.fixture
def made(tmp_path):
    pages = [PageParts(text_at(60, 700, f"Trang {k}")) for k in range(5)]
    return write_pdf(tmp_path / "a.pdf", pages)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.9])
def test_a_cut_pdf_is_told(made, share):
    data = made.read_bytes()
    made.write_bytes(data[: int(len(data) * share)])
    assert missing_end(made).kind is DoubtKind.FILE_END_MISSING
    (problem,) = file_problems(made)
    assert problem.page is None


def test_a_whole_one_is_not(made):
    data = made.read_bytes()
    assert missing_end(made) is None
    for behind in (bytes(5000), b"\n<html>endless words of a server</html>" * 200, b"\r\n"):
        made.write_bytes(data + behind)
        assert missing_end(made) is None
    made.write_bytes(data.removesuffix(b"%%EOF"))
    assert missing_end(made) is None


def test_one_that_was_changed_later_is_whole_until_it_is_cut(made):
    data = made.read_bytes()
    later = b"\n9 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    made.write_bytes(data + later)
    assert missing_end(made) is None
    made.write_bytes(data + later[:25])
    assert missing_end(made) is not None


def test_one_that_states_its_length_is_held_to_it(made):
    data = made.read_bytes()
    for order in (b"/Linearized 1/L %d", b"/L %d/Linearized 1"):
        head = b"%PDF-1.7\n1 0 obj\n<<" + order % (len(data) + 5000) + b">>\nendobj\n"
        made.write_bytes(head + data)
        cut = missing_end(made)
        assert (cut.kind, cut.detail) == (DoubtKind.FILE_CUT, f"{len(head + data)} | {len(data) + 5000}")
        made.write_bytes(b"%PDF-1.7\n1 0 obj\n<<" + order % len(data) + b">>\nendobj\n" + data)
        assert missing_end(made) is None


def test_no_pdf_is_asked_for_its_end(tmp_path):
    (tmp_path / "a.txt").write_text("một trang\n", "utf-8")
    assert file_problems(tmp_path / "a.txt") == ()
    (tmp_path / "b.pdf").touch()
    assert missing_end(tmp_path / "b.pdf") is None
