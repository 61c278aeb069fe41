"""`--on-secret` counts for whatever leaves the house."""

import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.record import DocumentParts
from sohoa.nouns.table import Cell, Part, Table
from tests.support.layered_outputs import reading, write_output
from tests.support.pdf_files import PageParts, write_pdf

FORMATS = ("xlsx", "html", "csv", "pdf", "archive", "release", "hocr", "alto", "md")
TEXTS = (".csv", ".html", ".hocr", ".xml", ".md")


def table(text):
    cell = Cell(0, 0, 1, 1, (text,), (text,), 0.9, (Part(1, Box(10, 10, 90, 40)),))
    return DocumentParts(tables=(Table("p001-1", 1, 1, (cell,)),))


@pytest.fixture
def out(tmp_path):
    """Two documents with a table each; `kín` bears a mark of secrecy."""
    (tmp_path / "in").mkdir()
    for name, lines in (("hở", ("Giao 30 ha",)), ("kín", ("TỐI MẬT", "Giao 40 ha"))):
        source = write_pdf(tmp_path / "in" / f"{name}.pdf", [PageParts(f"% {len(lines)}\n")])
        write_output(tmp_path / "out", source, reading(lines=lines), parts=table(name))
    return tmp_path / "out"


def export(sohoa, to, *options):
    return sohoa("export", "out", "--to", to, "dest", *options, *(("--sources", "in") if to == "pdf" else ()))


def written(folder):
    """Names of all files, and what the text files among them say."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    texts = [p.read_text("utf-8-sig") for p in files if p.suffix in TEXTS]
    return "\n".join([*(str(p.relative_to(folder)) for p in files), *texts])


@pytest.mark.usefixtures("out")
@pytest.mark.parametrize("to", FORMATS)
def test_every_format_heeds_it(sohoa, tmp_path, to):
    code, _, err = export(sohoa, to, "--on-secret", "stop")
    assert code == 3
    assert "TỐI MẬT" in err
    assert not (tmp_path / "dest").exists()
    assert export(sohoa, to, "--on-secret", "skip")[0] == 0
    assert "hở" in written(tmp_path / "dest") or to == "release"
    assert "kín" not in written(tmp_path / "dest")
    assert export(sohoa, to)[0] == 0
    assert "kín" in written(tmp_path / "dest")


@pytest.mark.parametrize(("to", "told"), [("xlsx", "has a table"), ("pdf", "no document"), ("md", "no document")])
def test_where_all_is_left_out_the_word_fits(sohoa, out, tmp_path, to, told):
    for file in (*out.glob("*/hở.*"),):
        file.unlink()
    code, _, err = export(sohoa, to, "--on-secret", "skip")
    assert code == 0
    assert told in err
    assert ("table" in err) == (to == "xlsx")
    assert not (tmp_path / "dest").exists()


@pytest.mark.parametrize(("what", "code", "n"), [("flag", 0, 2), ("skip", 0, 1), ("stop", 1, 0)])
def test_pdfs_beside_a_run(monkeypatch, sohoa, source, tmp_path, what, code, n):
    def write(_out, _outcome, to, _wish):
        to.parent.mkdir(exist_ok=True)
        to.touch()
        return to

    monkeypatch.setattr("sohoa.pipeline.export.pdf.recipe.write_pdf", write)
    source("a.txt", "một")
    source("b.txt", "hai")
    assert sohoa("run", "in", "-o", "out", "-j", 1)[0] == 0
    mark = "sohoa.pipeline.output.secrecy.marks_of_secrecy"
    monkeypatch.setattr(mark, lambda rows: [("MẬT", 1)] if any(r["text"] == "hai" for r in rows) else [])
    got, _, err = sohoa("run", "in", "-o", "out", "-j", 1, "--pdf", "--on-secret", what)
    assert (got, len([*tmp_path.glob("out/pdf/*")])) == (code, n), err
    assert ("MẬT" in err) == (what == "stop")
