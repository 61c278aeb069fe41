"""What is found: words, phrases, marks, filters; and that nothing typed is an error of FTS5."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.finding import choices, search
from sohoa.pipeline.search.keeping import bring_up_to_date
from sohoa.pipeline.search.query import BadQuery, Wish
from sohoa.pipeline.search.stored import units_in
from sohoa.pipeline.search.tokens import bare_tokens, tokens
from tests.support.searched_outputs import searched_output

CASES = json.loads((Path(__file__).parent / "cases" / "queries.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    made = searched_output(tmp_path_factory.mktemp("searched"))
    assert bring_up_to_date(made, lambda *_: None) == []
    return made


def pages(out, *asked, **more):
    return sorted(f"{h.document}/{h.page}" for h in search(out, Wish(*asked, **more)).hits)


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_what_is_found(out, case):
    filters = {k: case[k] for k in ("agency", "doc_type", "years") if k in case}
    found = search(out, Wish(case["query"], **filters))
    assert sorted(f"{h.document}/{h.page}" for h in found.hits) == case["pages"]
    assert found.n_pages == len(case["pages"])
    assert found.n_documents == len({p.split("/")[0] for p in case["pages"]})


def all_words(out):
    for name in "abc":
        units, _ = units_in(out, name)
        yield from ((f"{name}/{u.page}", w) for u in units for w in u.words if tokens(w))


def test_every_word_of_every_page_is_found_with_and_without_marks(out):
    for page, word in all_words(out):
        assert page in pages(out, word, limit=100), word
        bare = " ".join(bare_tokens(word))
        assert page in pages(out, f'"{bare}"', limit=100), bare


def test_words_that_stand_together_come_first(out):
    found = search(out, Wish("doi chuyen"))
    assert {h.document for h in found.hits} == {"a", "b", "c"}
    assert search(out, Wish("doi moi va chuyen")).hits[0].document == "c"
    assert [h.document for h in search(out, Wish("chuyen doi")).hits][-1] == "c"


def test_other_marks_are_told(out):
    assert search(out, Wish("chuyển")).marked
    assert not search(out, Wish("thuy")).other_marks
    found = search(out, Wish("thúy"))
    assert (found.marked, found.other_marks, [h.document for h in found.hits]) == (False, True, ["b"])
    assert not search(out, Wish("thúy sán xuat")).hits


def test_a_hit_tells_its_place_and_its_document(out):
    (hit,) = search(out, Wish("nuôi thủy sản")).hits
    assert (hit.document, hit.page, hit.facts.year, hit.facts.doc_type) == ("b", 1, 2031, "KẾ HOẠCH")
    assert hit.box == Box(266.0, 240.0, 438.0, 274.0)
    assert [p.text for p in hit.passage.pieces if p.found] == ["nuôi", "thủy", "sản"]


def test_a_formal_part_is_shown_where_it_stands(out):
    (hit,) = search(out, Wish("04/03/2031")).hits
    assert (hit.passage.kind, hit.box) == ("issued_on", Box(9.0, 9.0, 99.0, 40.0))


def test_a_reading_that_was_not_chosen_is_not_found(out):
    assert not search(out, Wish("88/KH")).hits


def test_fewer_are_shown_and_all_are_counted(out):
    found = search(out, Wish("95", limit=2))
    assert (len(found.hits), found.n_pages, found.n_documents, found.is_more) == (2, 5, 3, False)


def test_with_very_many_pages_they_are_not_weighed(out, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.search.finding.MOST_RANKED", 3)
    found = search(out, Wish("95", limit=2))
    assert ([(h.document, h.page) for h in found.hits], found.n_pages, found.is_more) == ([("a", 1), ("b", 1)], 3, True)


def test_what_can_be_chosen(out):
    assert choices(out).agencies == ("SỞ NỘI VỤ", "UBND xã Vân Đường")
    assert choices(out).doc_types == ("BÁO CÁO", "KẾ HOẠCH")
    assert choices(out).years == (2030, 2031)


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        (Wish(""), "query_empty"),
        (Wish('  "" * ^ ()'), "query_empty"),
        (Wish("🌾"), "query_empty"),
        (Wish("\x00\x1b[31m\ud800"), None),
        (Wish("xã " * 65), "query_too_long"),
        (Wish("a" * 100_000), "query_too_long"),
        (Wish("xã", years="hai"), "no_years"),
        (Wish("xã", years="2031-2030"), "no_years"),
        (Wish("xã", years="1000-9999"), "no_years"),
    ],
)
def test_a_bad_query_is_told(out, wish, kind):
    if kind is None:
        assert not search(out, wish).hits
        return
    with pytest.raises(BadQuery) as told:
        search(out, wish)
    assert told.value.doubt.kind == kind
    assert told.value.code == 2


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), agency=st.text(max_size=10))
def test_whatever_is_typed_is_no_error(out, text, agency):
    try:
        search(out, Wish(text, agency=agency))
    except BadQuery:
        assert not tokens(text) or len(text) > 40
