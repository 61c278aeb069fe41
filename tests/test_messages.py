"""Sentences are made at the border: every kind has one in each language, and none is lost on the way."""

import pickle
import string

import pytest

from sohoa.errors import CannotWrite, EncryptedFile, PageTooLarge, SohoaError
from sohoa.extract.header.recipe import OPTIONAL
from sohoa.messages import (
    Language,
    advised,
    decimal,
    locale_language,
    located,
    problem_message,
    reason,
    reasons,
    rows,
    word,
)
from sohoa.nouns.correction_place import Fault
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import Header
from sohoa.nouns.table import JoinReason

VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
WITHOUT_MARKS = {"trang", "SAI"}
"""Words of `words.tsv` that are Vietnamese without any of these letters."""


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize(
    ("number", "places", "en", "vi"), [(2.5, 1, "2.5", "2,5"), (0.85, 2, "0.85", "0,85"), (100, 0, "100", "100")]
)
def test_decimals_are_written_as_the_language_does(number, places, en, vi):
    assert [decimal(number, places, language) for language in (Language.EN, Language.VI)] == [en, vi]


def test_every_kind_has_both_languages_and_no_sentence_is_without_a_kind():
    assert [kind for kind, *_ in rows("doubts.tsv")] == list(DoubtKind)


@pytest.mark.parametrize("row", rows("doubts.tsv"), ids=lambda r: r[0])
def test_both_languages_say_the_same_things(row):
    _, advice, en, vi = row
    assert fields(en) == fields(vi)
    assert fields(en) <= {"detail", "0", "1", "2", "join", "field", "correction"}
    assert not advice or advice in {key for key, *_ in rows("advice.tsv")}
    assert not set(en.replace("đồng", "")) & VIETNAMESE
    assert vi == "{detail}" or set(vi) & VIETNAMESE


@pytest.mark.parametrize("row", [r for name in ("advice.tsv", "words.tsv") for r in rows(name)], ids=lambda r: r[-3])
def test_advice_and_words_are_told_in_both(row):
    en, vi = row[-2:]
    assert en
    assert vi != en
    assert vi in WITHOUT_MARKS or set(vi.lower()) & VIETNAMESE


def test_all_advice_is_given_by_someone():
    assert {key for key, *_ in rows("advice.tsv")} == {advice for _, advice, _, _ in rows("doubts.tsv") if advice}


def test_every_code_that_a_detail_may_hold_has_words():
    named = {(section, code) for section, code, _, _ in rows("words.tsv")}
    missing = set(Header.__dataclass_fields__) - OPTIONAL
    assert {("field", f) for f in missing} <= named
    assert {("join", r.value) for r in JoinReason} <= named
    assert {("correction", f.value) for f in Fault} <= named


@pytest.mark.parametrize(
    ("doubt", "en", "vi"),
    [
        (Doubt(DoubtKind.NO_ROW_NUMBER), "no number", "không có số thứ tự"),
        (Doubt(DoubtKind.ODD_WORD, "hoạh"), "no Vietnamese syllable: hoạh", "không phải âm tiết tiếng Việt: hoạh"),
        (Doubt.of(DoubtKind.NUMBER_SKIPPED, 7, 5), "number 7 follows 5", "số thứ tự 7 đứng sau 5"),
        (Doubt(DoubtKind.UNFORESEEN, "KeyError: {0}"), "KeyError: {0}", "lỗi của chương trình: KeyError: {0}"),
        (
            Doubt.of(DoubtKind.WEAK_WORD, "0.41", "a | b"),
            "a word of confidence 0.41: a | b",
            "có từ độ tin cậy 0.41: a | b",
        ),
        (Doubt(DoubtKind.PRINT_UNREAD), "print in a cell was not read", "có ô in chữ mà không đọc được"),
        (
            Doubt.of(DoubtKind.ROW_JOINED, JoinReason.CELLS_EMPTY, JoinReason.NO_RULE),
            "put together over the page end (cells left empty, no rule at the page end)",
            "hàng bị ngắt ở cuối trang đã được nối lại (có ô để trống, không có đường kẻ ở cuối trang)",
        ),
        (
            Doubt(DoubtKind.FIELD_MISSING, "signer_name"),
            "signer's name was not found or not surely read",
            "không tìm thấy hoặc đọc chưa chắc: họ tên người ký",
        ),
    ],
    ids=lambda x: x.kind if isinstance(x, Doubt) else "",
)
def test_sentences(doubt, en, vi):
    assert (reason(doubt), reason(doubt, Language.VI)) == (en, vi)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", DoubtKind)
def test_whatever_a_detail_holds_it_is_told(kind, language):
    for detail in ("x", "x | y | z", "{oops} %s"):
        told = advised(Doubt(kind, detail), language)
        assert told
        assert "{0}" not in told


def test_several_are_told_once_each():
    twice = [Doubt(DoubtKind.NO_YEAR, "a"), Doubt(DoubtKind.NO_ROW_NUMBER), Doubt(DoubtKind.NO_YEAR, "a")]
    assert reasons(twice) == "no year could be read: a; no number"
    assert reasons([]) == ""


def test_a_problem_names_its_table_and_row():
    worn = (Doubt(DoubtKind.RULES_WORN, "0.41"),)
    of_table = Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, worn, 3, "p003-1")
    assert problem_message(of_table) == "table p003-1: rules are worn or missing (confidence 0.41)"
    of_row = Problem(Stage.TABLES, ProblemKind.TABLE_DOUBTFUL, worn, 3, "p003-1", 0)
    assert problem_message(of_row, Language.VI).startswith("bảng p003-1, hàng 0: ")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "vi_VN.UTF-8"}, Language.VI),
        ({"LANG": "vi"}, Language.VI),
        ({"LC_ALL": "", "LC_MESSAGES": "vi_VN", "LANG": "en_US.UTF-8"}, Language.VI),
        ({"LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8"}, Language.EN),
        ({"LANG": "viking"}, Language.EN),
    ],
)
def test_the_locale_chooses_the_language(environment, language):
    assert locale_language(environment) is language


def test_a_failure_says_where_what_and_what_to_do():
    locked = EncryptedFile(where="a.pdf")
    assert str(locked) == ("a.pdf: the PDF is encrypted. Save a copy without a password and digitise the copy.")
    assert locked.told(Language.VI).startswith("a.pdf: tệp PDF có mật khẩu. ")
    assert str(PageTooLarge(400, 300, where="a.pdf", page=2)).startswith(
        "a.pdf, page 2: 400 million pixels, the limit is 300. "
    )
    assert str(SohoaError("odd")) == "odd"


def test_a_failure_comes_back_from_a_worker_as_it_was():
    error = CannotWrite("No space left", where="out/x.parquet")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.doubt, again.where, again.page) == (CannotWrite, error.doubt, error.where, None)


def test_places_and_words():
    assert located("a.pdf", 3) == "a.pdf, page 3"
    assert located("", 3, Language.VI) == "trang 3"
    assert located("", None) == ""
    assert word("join", "of the future") == "of the future"


def test_no_reason_is_empty():
    for kind in DoubtKind:
        for detail in ("", ".", " | ", "''"):
            for language in Language:
                assert any(c.isalnum() for c in reason(Doubt(kind, detail), language))
    assert advised(Doubt(DoubtKind.DAMAGED, "it ends.")).count("..") == 0
