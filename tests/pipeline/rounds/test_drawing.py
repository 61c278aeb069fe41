"""What a round draws: whole documents by seed, their formal parts, and cells and words by halves."""

from dataclasses import replace

import pytest

from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.review.queue.fields import FIELDS
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.rounds.drawing import draw_round, drawn_documents
from sohoa.pipeline.rounds.nouns import EMPTY, Plan
from tests.support.layered_outputs import reading, write_output
from tests.support.review_outputs import parts, review_output, table


def draw(out, share=100, seed=7, values=20):
    return draw_round(out, Plan(share, seed, values), load_outcomes(out).values())


def many(tmp_path, n):
    out = tmp_path / "out"
    for k in range(n):
        source = tmp_path / f"d{k}.png"
        source.write_bytes(f"{k}".encode())
        write_output(out, source, reading())
    return out


def of_kind(drawn, kind):
    return [i for i in drawn.items if i.kind is PlaceKind(kind)]


@pytest.mark.parametrize(("share", "n"), [(1, 1), (30, 3), (31, 4), (100, 10)])
def test_a_share_is_rounded_up(tmp_path, share, n):
    drawn = draw(many(tmp_path, 10), share)
    assert (len(drawn.documents), drawn.of) == (n, 10)


def test_the_same_seed_draws_the_same(tmp_path):
    out = many(tmp_path, 10)
    outcomes = list(load_outcomes(out).values())
    renamed = [replace(o, name=f"x{o.name}") for o in reversed(outcomes)]
    by_seed = {}
    for seed in (1, 2, 3):
        one = drawn_documents(Plan(30, seed, 1), outcomes)
        two = drawn_documents(Plan(30, seed, 99), renamed)
        assert {o.doc_id for o in one} == {o.doc_id for o in two}
        by_seed[seed] = frozenset(o.doc_id for o in one)
    assert len(set(by_seed.values())) > 1
    assert draw(out, 30, 2).items == draw(out, 30, 2).items


def test_a_larger_share_of_the_same_seed_holds_the_smaller_one(tmp_path):
    out = many(tmp_path, 10)
    assert set(draw(out, 20).documents) < set(draw(out, 50).documents)


def test_what_is_drawn_of_a_document(tmp_path):
    drawn = draw(review_output(tmp_path), values=6)
    fields = [i.key for i in of_kind(drawn, "field")]
    assert fields == [f for f in FIELDS if f not in ("number", "symbol")]  # they are one with the code
    assert (len(of_kind(drawn, "cell")), len(of_kind(drawn, "word"))) == (3, 3)
    assert len({(i.kind, i.key) for i in drawn.items}) == len(drawn.items)
    assert all(i.box is not None and i.page == 1 for i in of_kind(drawn, "cell"))


def test_where_there_are_few_words_there_are_more_cells(tmp_path):
    drawn = draw(review_output(tmp_path), values=100)
    words = sum(len(line.split()) for line in ("UBND xã Vân Đường", "Số: 45/KH-UBND"))
    words += len(["Kế", "hoạch", "trồng", "1.250", "cây", "trước", "ngày", "20/11/2031"])
    assert (len(of_kind(drawn, "cell")), len(of_kind(drawn, "word"))) == (9, words)


def test_what_was_not_found_is_judged_too(tmp_path):
    drawn = draw(review_output(tmp_path))
    by_name = {i.key: i.text for i in of_kind(drawn, "field")}
    assert by_name["code"] == "45/KH-UBND"
    assert by_name["signer_name"] == by_name["recipients"] == ""


def test_empty_cells_are_counted_apart(tmp_path, monkeypatch):
    one = table()
    emptied = replace(one, cells=tuple(replace(c, lines=("",)) if c.text == "Chăm sóc" else c for c in one.cells))
    whole = replace(parts(), tables=(emptied,))
    monkeypatch.setattr("tests.support.review_outputs.parts", lambda: whole)
    cells = of_kind(draw(review_output(tmp_path), values=100), "cell")
    assert [c.what for c in cells if not c.text] == [EMPTY]


def test_documents_without_pages_are_left_out(tmp_path):
    out = many(tmp_path, 2)
    outcomes = [replace(o, n_pages=0) if o.name == "d0" else o for o in load_outcomes(out).values()]
    assert draw_round(out, Plan(100, 1, 2), outcomes).documents == ("d1",)
