"""Error rates, whole documents without an error, and what a threshold would have caught."""

from sohoa.pipeline.rounds.results import round_result
from tests.support.rounds import field, item, kept, said


def result(items, *judgements):
    return round_result(kept(*items), {j.item: j for j in judgements})


def test_what_is_wrong():
    items = [item("Hòi"), item("Sở  Y tế", "cell"), item("", "cell", "empty"), item("12", "cell", "figure")]
    found = result(items, said(0, "Hội"), said(1, "Sở\nY tế"), said(2, "năm 2030"), said(3, "12"))
    assert [(i.text, printed) for i, printed in found.wrong] == [("Hòi", "Hội"), ("", "năm 2030")]
    assert [(r.kind, r.what, r.n, r.wrong) for r in found.rates] == [
        ("cell", "figure", 1, 0),
        ("cell", "text", 1, 0),
        ("cell", "empty", 1, 1),
        ("cell", "", 3, 1),
        ("word", "text", 1, 1),
        ("word", "", 1, 1),
        ("", "", 4, 2),
    ]


def test_marks_and_letter_case_count():
    assert len(result([item("hội"), item("hoi")], said(0, "Hội"), said(1, "hôi")).wrong) == 2


def test_fields_come_first_in_the_order_in_which_people_ask_for_them():
    items = [field("subject", "x"), field("code", "1/KH"), item("a", "cell")]
    found = result(items, *(said(k, i.text) for k, i in enumerate(items)))
    assert [r.what for r in found.rates] == ["code", "subject", "", "text", "", ""]


def test_a_document_counts_once_all_its_formal_parts_are_judged():
    items = [field("code", "1/KH"), field("subject"), field("code", "2/KH", "b"), field("code", "3/KH", "c")]
    found = result(items, said(0, "1/KH"), said(2, "2/KH"), said(3, "8/KH"))
    assert (found.n_documents, found.n_sound) == (2, 1)
    low, high = found.sound_interval
    assert low < 0.5 < high


def test_what_a_threshold_would_have_caught():
    items = [item("a", confidence=c) for c in (0.4, 0.55, 0.92, 0.99, None)]
    wrong, right = "b", "a"
    found = result(items, *(said(k, t) for k, t in enumerate((wrong, right, wrong, right, wrong))))
    caught = {t.confidence: (t.caught, t.looked_at) for t in found.thresholds}
    assert caught[0.5] == (1, 1)
    assert caught[0.85] == (1, 2)
    assert caught[0.95] == (2, 3)
    assert (found.n_measured, found.n_wrong_measured) == (4, 2)
    assert (found.catches_all, found.looked_at) == (0.92, 3)


def test_without_a_wrong_one_no_threshold_is_told():
    found = result([item()], said(0, "Hội"))
    assert (found.catches_all, found.looked_at, found.n_wrong_measured) == (None, 0, 0)


def test_nothing_judged_yet():
    found = result([item(), field("code")])
    assert (found.n_items, found.n_judged, found.rates, found.n_documents) == (2, 0, (), 0)
