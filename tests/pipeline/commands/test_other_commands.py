import io
import json
import sys
import types

import pytest

from sohoa.pipeline.output.schemas import SCHEMAS


@pytest.fixture
def done(sohoa, source):
    source("a.txt", "một hai ba", "bug")
    source("b.txt", "một hai ba bốn năm")
    source("c.txt", "encrypted")
    sohoa("run", "in", "-o", "out")


@pytest.mark.usefixtures("done")
def test_status_tells_reasons_and_counts(sohoa):
    code, out, _ = sohoa("status", "out")
    assert code == 0
    assert "partial  a  2 pages; failed: 2" in out
    assert "page 2: ZeroDivisionError: one by zero" in out
    assert "3 documents: 1 failed, 1 ok, 1 partial" in out


@pytest.mark.usefixtures("done")
def test_status_names_the_worst_first(sohoa):
    _, out, _ = sohoa("status", "out", "--worst", "2")
    pages, cells = out.split("Least sure pages")[1].split("Least sure cells")
    assert [line.split()[0] for line in pages.splitlines()[1:3]] == ["failed", "0.51"]
    assert "0.70  a.txt page 1 p001-1 row 0 column 0: Nhiệm vụ" in cells


@pytest.mark.usefixtures("done")
def test_status_as_json(sohoa):
    told = json.loads(sohoa("status", "out", "--worst", "1", "--json")[1])
    assert told["counts"] == {"ok": 1, "partial": 1, "failed": 1}
    assert [d["name"] for d in told["documents"]] == ["a", "b", "c"]
    assert told["worst"]["pages"][0]["status"] == "failed"


@pytest.mark.usefixtures("done")
def test_export_csv(sohoa, tmp_path):
    code, out, _ = sohoa("export", "out", "--to", "csv", "csv")
    assert code == 0
    assert len(out.splitlines()) == len(SCHEMAS) + 2
    assert (tmp_path / "csv" / "tables" / "b" / "p001-1.csv").is_file()
    assert (tmp_path / "csv" / "pages.csv").read_text("utf-8-sig").splitlines()[0].startswith("doc_id,source_file,")


@pytest.mark.parametrize(("options", "mode"), [([], "auto"), (["--toneless"], "toneless"), (["--noisy"], "noisy")])
def test_restore_passes_bytes_and_mode(sohoa, monkeypatch, options, mode):
    def filter_stream(source, target, its_mode, explain):
        target.write(f"{its_mode} {explain} ".encode() + source.read())

    stdin, stdout = io.BytesIO("một\r\n".encode()), io.BytesIO()
    monkeypatch.setitem(sys.modules, "sohoa.diacritics.filter", types.SimpleNamespace(filter_stream=filter_stream))
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=stdin))
    with monkeypatch.context() as m:
        m.setattr(sys, "stdout", types.SimpleNamespace(buffer=stdout))
        code, _, _ = sohoa("restore", *options, "--explain", "e.jsonl")
    assert code == 0
    assert stdout.getvalue() == f"{mode} e.jsonl một\r\n".encode()


def test_restore_where_the_explanation_cannot_be_written(sohoa, monkeypatch):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO()))
    with monkeypatch.context() as m:
        m.setattr(sys, "stdout", types.SimpleNamespace(buffer=io.BytesIO()))
        code, _, err = sohoa("restore", "--explain", "none/e.jsonl")
    assert code == 5
    assert "none/e.jsonl" in err
