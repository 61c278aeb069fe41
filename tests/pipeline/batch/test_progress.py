import io
import sys

import pytest

from sohoa.pipeline.batch.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def lines(terminal):
    return [line.strip() for line in terminal.getvalue().replace("\n", "\r").split("\r") if line.strip()]


def test_the_first_line_tells_documents_and_no_pages_yet(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with Progress(2):
        pass
    assert set(lines(terminal)) == {"0/2 documents, opening files"}


def test_pages_are_counted_once_a_file_is_open(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with Progress(1) as progress:
        progress.add_pages(3)
        progress.page_done()
        progress.document_done("ok       a", matters=False, complaints=["page 2 is lost"])
    told = lines(terminal)
    assert told[1].startswith("0/1 documents, 0/3 pages ")
    assert told[-1].startswith("1/1 documents, 1/3 pages ")
    assert "sohoa: page 2 is lost" in told


@pytest.mark.parametrize("quiet", [True, False])
def test_no_bar_where_there_is_no_terminal_or_nothing_is_to_be_said(monkeypatch, quiet):
    played = Terminal() if quiet else io.StringIO()
    monkeypatch.setattr(sys, "stderr", played)
    with Progress(1, quiet=quiet) as progress:
        progress.add_pages(1)
        progress.page_done()
    assert played.getvalue() == ""
