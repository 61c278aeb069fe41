import io
import json
import sys
import types

import numpy as np
import pytest


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
    assert len(out.splitlines()) == 8 + 2
    assert (tmp_path / "csv" / "tables" / "b" / "p001-1.csv").is_file()
    assert (tmp_path / "csv" / "pages.csv").read_text("utf-8-sig").splitlines()[0].startswith("doc_id,source_file,")


def test_show_writes_the_picture_whole(sohoa, tmp_path, monkeypatch):
    seen = []

    def render_stage(*args):
        seen.append(args)
        return np.full((4, 6, 3), 200, np.uint8)

    monkeypatch.setattr("sohoa.pipeline.commands.show.count_pages", lambda *_: 3)
    monkeypatch.setitem(sys.modules, "sohoa.pipeline.view.stages", types.SimpleNamespace(render_stage=render_stage))
    code, out, _ = sohoa("show", "a.pdf", "--page", "3", "--stage", "grid", "--out", "out", "-o", "x/p.png")
    assert (code, out) == (0, "x/p.png\n")
    assert (tmp_path / "x" / "p.png").read_bytes().startswith(b"\x89PNG")
    (file, page, stage, _, kept) = seen[0]
    assert (str(file), page, stage, str(kept)) == ("a.pdf", 3, "grid", "out")
    code, _, err = sohoa("show", "a.pdf", "--page", "4", "--stage", "grid", "-o", "x/p.png")
    assert code == 3
    assert "no page 4, the last one is 3" in err


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


def test_doctor_without_the_engine(sohoa, monkeypatch):
    from sohoa.errors import EngineMissing
    from sohoa.pipeline.engine import engine

    def missing(*_):
        raise EngineMissing("Tesseract has no model vie")

    monkeypatch.setattr(engine, "engine_version", missing)
    code, out, _ = sohoa("doctor")
    assert code == 4
    assert "MISSING  Tesseract: Tesseract has no model vie" in out
    assert "apt install tesseract-ocr tesseract-ocr-vie" in out
    assert "brew install" in out
