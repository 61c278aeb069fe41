"""The pages as files: every link leads to a file of the copy, nothing is asked for elsewhere or can be changed."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from sohoa.errors import InputError
from sohoa.messages import Language
from sohoa.pipeline.output.secrecy import OnSecret
from sohoa.pipeline.review.static_copy import ReviewWish, export_review
from tests.support.review_outputs import review_output


@pytest.fixture
def copy(tmp_path):
    def make(language=Language.VI, **output):
        out = review_output(tmp_path, **output)
        to = tmp_path / "copy"
        return to, list(export_review(out, to, ReviewWish((tmp_path,), language)))

    return make


def links(html_file):
    for link in re.findall(r'(?:src|href)="([^"]*)"', html_file.read_text("utf-8")):
        yield link, (html_file.parent / unquote(link.split("#")[0])).resolve() if link.split("#")[0] else html_file


@pytest.mark.parametrize("name", ["thu", 'Kế hoạch #7 100% "a"'])
def test_every_link_leads_to_a_file_of_the_copy(copy, name):
    to, written = copy(name=name, n_pages=2)
    assert all(path.is_file() for path in written)
    pages = sorted(to.rglob("*.html"))
    assert len(pages) == 5
    for page in pages:
        assert [link for link, path in links(page) if not path.is_file() or to.resolve() not in path.parents] == []


def test_nothing_is_asked_for_elsewhere_and_nothing_can_be_changed(copy):
    to, _ = copy()
    for page in to.rglob("*.html"):
        html = page.read_text("utf-8")
        assert not re.search(r'(?:src|href|action)="(?:[a-z]+:|//)', html)
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", html)
        assert "<form class=" not in html
        assert 'data-do="edit"' not in html
        if page.name != "index.html":
            assert "default-src 'none'" in unescape(html)


@pytest.mark.parametrize(("language", "words"), [(Language.VI, "Cần xem"), (Language.EN, "To check")])
def test_it_speaks_the_language_that_was_asked_for(copy, language, words):
    to, _ = copy(language)
    assert words in (to / language / "queue-1.html").read_text("utf-8")
    assert f"{language}/queue-1.html" in (to / "index.html").read_text("utf-8")


def test_without_the_source_there_is_text_and_a_complaint(tmp_path):
    out = review_output(tmp_path)
    (tmp_path / "thu.png").unlink()
    written = list(export_review(out, tmp_path / "copy", ReviewWish((tmp_path,), Language.EN)))
    assert [type(w) for w in written if isinstance(w, Exception)] == [InputError]
    assert not (tmp_path / "copy" / "pictures").exists()
    html = (tmp_path / "copy" / "en" / "documents" / "thu" / "p0001.html").read_text("utf-8")
    assert "the source file was not found" in html


def test_secret_documents_are_left_out_where_that_is_asked_for(tmp_path):
    from dataclasses import replace

    from tests.support.review_outputs import page_reading

    read = page_reading().words
    out = review_output(tmp_path, words=(replace(read[0], text="MẬT", line=99, region=read[0].region), *read))
    wish = ReviewWish((tmp_path,), Language.EN, OnSecret.SKIP)
    list(export_review(out, tmp_path / "copy", wish))
    assert not (tmp_path / "copy" / "en" / "documents").exists()
    assert "thu" not in (tmp_path / "copy" / "en" / "queue-1.html").read_text("utf-8")
    assert ">thu<" not in (tmp_path / "copy" / "en" / "documents.html").read_text("utf-8")


def test_the_command(tmp_path, monkeypatch, capsys):
    from sohoa.pipeline.cli import main

    review_output(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["export", "out", "--to", "review", "copy", "--lang", "vi", "--sources", "."]) == 0
    assert "copy/index.html" in capsys.readouterr().out
