"""Fixtures of tests that run the command line."""

import json

import pytest

from sohoa.pipeline.cli import main
from tests.support import fake_stages


@pytest.fixture
def sohoa(monkeypatch, tmp_path, capsys):
    """Runs the command line with fake stages in a folder of its own; gives (code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # what the tests read is English, wherever they run

    def call(*args):
        try:
            code = main([str(a) for a in args], fake_stages.RECIPE)
        except SystemExit as e:
            code = e.code
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def source(tmp_path):
    """Writes a source in `in/`; each line is a page."""

    def write(name, *lines):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return write


@pytest.fixture
def calls(tmp_path):
    """Pages read since it was asked last: "file page source|words", sorted."""

    def take():
        log = tmp_path / "in" / "calls.log"
        lines = sorted(log.read_text("utf-8").splitlines()) if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    return take


@pytest.fixture
def outcome(tmp_path):
    """The outcome of a document in `out/`."""

    def load(name):
        return json.loads((tmp_path / "out" / "outcome" / f"{name}.json").read_text("utf-8"))

    return load
