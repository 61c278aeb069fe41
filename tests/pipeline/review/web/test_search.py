"""The search of a review: hits with crops and links, filters, and whatever is in the way told on the page."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.paths import outcome_path, search_path
from tests.support.review_outputs import page_reading, review_output

HOSTILE = "<script>alert(1)</script>\"'><img/src=x/onerror=alert(1)>"


def asked(client, words, language="vi", **more):
    more = {"q": words, **more}
    answer = client.get(f"{language}/search.html?" + "&".join(f"{k}={quote(v)}" for k, v in more.items()))
    assert answer.status_code == 200
    return answer.text


def test_a_hit_has_a_crop_a_passage_and_a_link_to_its_place(client):
    html = asked(client, "trong 1.250 cay")
    assert 'href="../vi/documents/thu/p0001.html#at-235-260-' in html
    assert '<mark class="here">trồng</mark> <mark class="here">1.250</mark> <mark class="here">cây</mark>' in html
    crop = re.search(r'src="\.\./(crops/thu/p0001-[\d-]+\.jpg)"', html)[1]
    assert client.get(crop).headers["content-type"] == "image/jpeg"
    assert len(re.findall("<rect ", html)) == 3
    assert "1 trang trong 1 văn bản" in html


def test_a_cell_and_a_code_are_found(client):
    assert 'class="here">12.500.000<' in asked(client, "12.500.000")
    assert 'class="here">45/KH-UBND<' in asked(client, '"45 kh ubnd"')


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("vi", "xaxa", "Không tìm thấy gì"),
        ("en", "xaxa", "Nothing was found"),
        ("en", "trống", "this was found with others"),
        ("en", '"*"', "nothing to look for"),
        ("en", "x" * 5000, "too much to look for"),
        ("en", "NEAR(trong", "Nothing was found"),
        ("en", "🌾", "nothing to look for"),
    ],
)
def test_what_is_told(client, language, words, told):
    assert told in asked(client, words, language)


def test_filters(client):
    assert "1 pages in 1 documents" in asked(client, "trong", "en", year="2031")
    assert "Nothing was found" in asked(client, "trong", "en", year="2030")
    assert "no year of issue" in asked(client, "trong", "en", year="x")
    assert '<option value="2031">' in asked(client, "trong", "en")


@pytest.mark.parametrize("more", ["", "?q=", "?n=-1&q=trong", "?n=99999999999&q=trong", "?n=٣&q=trong"])
def test_odd_addresses(client, more):
    assert client.get(f"en/search.html{more}").status_code == 200


def test_the_box_stands_on_all_pages_and_other_languages_keep_the_words(client):
    for path in ("queue-1.html", "documents.html", "documents/thu/p0001.html"):
        assert '<form class="find" role="search" action=' in client.get(f"vi/{path}").text
    assert 'href="../en/search.html?q=c%C3%A2y&amp;year=2031"' in asked(client, "cây", year="2031")
    assert client.get("fr/search.html?q=x").status_code == 404


def test_what_a_scan_or_a_person_says_is_only_text(tmp_path, client):
    read = tuple(replace(w, text=HOSTILE, text_ocr="<b>") for w in page_reading().words)
    review_output(tmp_path, words=read)
    for html in (asked(client, "script"), asked(client, HOSTILE), asked(client, "x", agency=HOSTILE, year=HOSTILE)):
        assert "<script>alert" not in html
        assert "<img/src" not in html
    assert "&lt;script&gt;alert(1)" in asked(client, "script")


def test_a_spoiled_index_is_told_and_made_anew(out, client):
    asked(client, "trong")
    search_path(out).write_bytes(b"nothing")
    assert "damaged" in asked(client, "trong", "en")
    html = asked(client, "trong", "en")
    assert "damaged" not in html
    assert "1 pages in 1 documents" in html


def test_an_output_that_a_run_is_writing_is_searched_and_told(out, client):
    with only_writer(out):
        html = asked(client, "trong", "en")
    assert "a run is writing out" in html
    assert "1 pages in 1 documents" in html


def test_an_older_contract_is_told(out, client):
    path = outcome_path(out, "thu")
    path.write_text(path.read_text("utf-8").replace('"contract": "0.2"', '"contract": "0.1"'), "utf-8")
    assert "search" in asked(client, "trong", "en")


def test_a_document_that_is_gone_is_not_found(out, client):
    assert "1 pages" in asked(client, "trong", "en")
    outcome_path(out, "thu").unlink()
    assert "Nothing was found" in asked(client, "trong", "en")
