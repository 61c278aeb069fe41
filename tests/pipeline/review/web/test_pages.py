"""What the pages hold: the queue, documents, a page; in two languages; nothing but text of what a scan says."""

import re
from dataclasses import replace

import pytest

from sohoa.pipeline.output.outcomes import load_outcomes, save_outcome
from sohoa.pipeline.review.wording import wording_codes
from tests.support.review_outputs import page_reading, review_output


def test_the_address_leads_to_the_queue(client):
    answer = client.get("")
    assert answer.url.path == "/tok/vi/queue-1.html"
    assert answer.text.index("45/KH-UBND") < answer.text.index("suôi")


def test_the_queue_shows_crops_choices_and_where(client):
    html = client.get("vi/queue-1.html").text
    assert re.search(r'src="\.\./crops/thu/p0001-\d+-\d+-\d+-\d+\.jpg"', html)
    assert ">suối<" in html
    assert 'href="../vi/documents/thu/p0001.html#cell-p001-1-1-1"' in html


def test_all_pictures_of_the_queue_are_there(client):
    crops = re.findall(r'src="\.\./(crops/[^"]*)"', client.get("vi/queue-1.html").text)
    assert len(crops) >= 4
    for path in crops:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize(("language", "words"), [("vi", "Cần xem"), ("en", "To check")])
def test_languages(client, language, words):
    for path in ("queue-1.html", "documents.html", "documents/thu/p0001.html"):
        html = client.get(f"{language}/{path}").text
        assert words in html
        assert f'<html lang="{language}">' in html
    assert client.get("fr/queue-1.html").status_code == 404


def test_every_word_of_the_wording_is_used_and_every_one_used_is_there():
    from sohoa.pipeline.review.queue.fields import FIELDS
    from sohoa.pipeline.review.queue.stakes import Stake
    from sohoa.pipeline.review.templates import ASSETS
    from sohoa.pipeline.rounds.nouns import EMPTY

    text = "".join(p.read_text("utf-8") for p in (ASSETS.parent / "templates").iterdir())
    used = set(re.findall(r"""say\(["'](\w+)["'](?! ~)""", text))
    made = {f"stake_{s}" for s in (*Stake, EMPTY)} | {f"field_{f}" for f in FIELDS}
    made |= {f"all_{k}" for k in ("field", "cell", "word")} | {"one_cell", "one_word"}
    assert used | made == wording_codes()


def test_a_page_shows_text_table_fields_and_boxes(client):
    html = client.get("vi/documents/thu/p0001.html").text
    assert '<td id="cell-p001-1-1-1"' in html
    assert 'data-for="cell-p001-1-1-1"' in html
    assert ">1.250</span>" in html
    assert "04/03/2031" in html or "2031-03-04" in html
    assert client.get("pictures/thu/p0001.jpg").status_code == 200


def test_a_page_that_is_not_there_leads_to_the_nearest(client):
    assert client.get("vi/documents/thu/p0007.html").url.path.endswith("/p0001.html")
    assert client.get("vi/documents/none/p0001.html").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "pictures/thu/p0009.jpg",
        "pictures/none/p0001.jpg",
        "crops/thu/p0001-0-0-99999-10.jpg",
        "crops/thu/p0001-9-0-5-10.jpg",
        "crops/thu/p0001-0-0-5.jpg",
        "..%2fout%2f.lock",
        "%2e%2e/%2e%2e/etc/passwd",
        "assets.py",
    ],
)
def test_nothing_else_is_given_away(client, path):
    assert client.get(path).status_code == 404


HOSTILE = "<script>alert(1)</script>\"'><img/src=x/onerror=alert(1)>"


def hostile_output(folder):
    read = tuple(replace(w, text=HOSTILE, text_ocr="<b>&amp;", confidence=0.3) for w in page_reading().words)
    return review_output(folder, words=read)


def test_what_a_scan_says_is_only_text(tmp_path, client):
    hostile_output(tmp_path)
    for path in ("vi/queue-1.html", "vi/documents/thu/p0001.html"):
        html = client.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert "<img/src" not in html
        assert "<b>" not in html.replace("<b>&lt;script", "")


def test_names_of_documents_are_only_text(tmp_path):
    from starlette.testclient import TestClient

    from sohoa.messages import Language
    from sohoa.pipeline.review.library import Library
    from sohoa.pipeline.review.pictures.pages import Pictures
    from sohoa.pipeline.review.web.app import Desk, make_app
    from sohoa.settings import Settings

    out = review_output(tmp_path, name='Kế hoạch #7 100% "a" <b>?x&y')
    client = TestClient(
        make_app(Desk(Library(out), Pictures([tmp_path], Settings()), Language.VI), "t", 1),
        base_url="http://127.0.0.1:1/t/",
    )
    html = client.get("vi/queue-1.html").text
    assert "<b>?" not in html
    links = re.findall(r'href="\.\./(vi/documents/[^"#]*)', html)
    assert {client.get(link).status_code for link in links} == {200}
    assert {client.get(p).status_code for p in re.findall(r'src="\.\./(crops/[^"]*)"', html)} == {200}


def test_what_a_run_wrote_since_is_shown(tmp_path, out, client):
    assert "suôi" in client.get("vi/queue-1.html").text
    review_output(tmp_path, words=tuple(replace(w, confidence=0.99) for w in page_reading().words))
    outcome = load_outcomes(out).popitem()[1]
    save_outcome(out, replace(outcome, finished_at="2031-01-02T00:00:00+00:00"))
    assert "word-1-8" not in client.get("vi/queue-1.html").text


def test_a_source_that_is_missing_is_told_and_the_text_is_there(tmp_path, client):
    (tmp_path / "thu.png").unlink()
    html = client.get("en/documents/thu/p0001.html").text
    assert "the source file was not found" in html
    assert "1.250" in html
    assert client.get("pictures/thu/p0001.jpg").status_code == 404
