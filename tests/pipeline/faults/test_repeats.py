"""Which corrections repeat, over documents."""

from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.faults.repeats import all_pairs, find_repeats
from tests.support.corrections import at, made, undo, word
from tests.support.review_outputs import review_output


def told(some):
    return [(r.what, r.n, r.n_documents) for r in some]


def test_what_repeats(tmp_path):
    for name in ("a", "b"):
        out = review_output(tmp_path, name=name)
    cell = at(table_id="p001-1", row=1, col=1)
    append_corrections(out, "a", [word("w1", "doi", "đổi"), word("w2", "doi", "đổi"), word("w3", "12", "13")])
    append_corrections(out, "b", [word("w4", "doi", "đổi", document="b"), word("w5", "một", "mốt", document="b")])
    append_corrections(out, "b", [undo("u", "w5", "b"), made("cell", cell, "suôi", "suối", "c1", "b")])
    append_corrections(
        out, "a", [made("cell", cell, "suôi", "suối", "c2"), made("header_field", at(field="place"), "x", "y", "f")]
    )
    found = find_repeats(out, all_pairs(out, ["a", "b"]))
    assert found.n == 7
    assert told(found.words) == [("doi → đổi", 3, 2), ("suôi → suối", 2, 2)]
    assert told(found.columns) == [("Nhiệm vụ", 2, 2)]
    assert told(found.kinds) == [("marks", 5, 2), ("figures", 1, 1), ("letters", 1, 1)]


def test_without_corrections_nothing_repeats(tmp_path):
    out = review_output(tmp_path)
    assert find_repeats(out, all_pairs(out, ["thu"])).n == 0
