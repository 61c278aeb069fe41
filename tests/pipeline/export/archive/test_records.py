"""Records: as in `documents`, or blank."""

from datetime import date

import pytest

from sohoa.pipeline.export.archive.document_record import document_record
from sohoa.pipeline.export.archive.fields import Origin, fields

ROW = {
    "doc_type": "KẾ HOẠCH",
    "number": "07",
    "symbol": "KH-UBND",
    "code": "07/KH-UBND",
    "issued_on": date(2031, 3, 4),
    "issuing_authority": "UBND XÃ EA ĐRĂNG",
    "subject": "trồng rừng đầu nguồn",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Lò Thị Mẫu",
    "n_pages": 2,
    "status": "ok",
}
EMPTY = {**dict.fromkeys(ROW), "n_pages": 0, "status": "failed"}
PAGE = {"page": 1, "text": "Kế hoạch trồng rừng đầu nguồn năm 2031", "text_source": "ocr", "status": "ok"}


def record(pages=(PAGE,), marks=(), **changed):
    return document_record({**ROW, **changed}, pages, (), marks)


def texts(of):
    return {name: value.text for name, value in of.values.items()}


def test_every_field_is_as_in_documents_or_blank():
    told = texts(record())
    assert told["typeName"] == "10 Kế hoạch"
    assert (told["codeNumber"], told["codeNotation"]) == ("07", "KH-UBND")
    assert told["issuedDate"] == "04/03/2031"
    assert told["organName"] == "UBND XÃ EA ĐRĂNG"
    assert told["subject"] == "trồng rừng đầu nguồn"
    assert (told["signerTitle"], told["signerName"]) == ("CHỦ TỊCH", "Lò Thị Mẫu")
    assert (told["numberOfPage"], told["language"], told["confidenceLevel"]) == ("2", "01 Tiếng Việt", "02 Số hóa")
    assert {told[f.name] for f in fields() if f.origin is Origin.PERSON} == {""}


def test_a_document_that_was_not_read_is_blank_and_says_what_is_missing():
    of = document_record(EMPTY, (), (), ())
    assert set(texts(of).values()) == {""}
    missing = {f.name for f in of.missing}
    assert missing == {"typeName", "issuedDate", "organName", "subject", "language", "numberOfPage"}


def test_what_only_a_person_knows_is_not_called_missing():
    assert record().missing == ()


def test_a_type_without_a_known_code_stays_as_printed():
    assert texts(record(doc_type="BÁO CÁO"))["typeName"] == "Báo cáo"


@pytest.mark.parametrize(
    ("sources", "kind"),
    [(["ocr"], "02 Số hóa"), (["ocr", "text_layer"], ""), (["text_layer"], ""), (["restored_layer"], ""), ([], "")],
)
def test_the_kind_of_copy(sources, kind):
    """A text layer may be a writer's or a scanner's: it is not told. It is not the confidence of the reading."""
    of = record(pages=[{**PAGE, "text_source": s} for s in sources])
    assert texts(of)["confidenceLevel"] == kind


def test_other_languages_are_left_blank():
    assert texts(record(pages=[{**PAGE, "text": "the quick brown fox jumps over the lazy dog"}]))["language"] == ""


def test_confidence_stands_beside_and_low_ones_are_named():
    of = record(header_confidence=[("subject", 0.93), ("issued_on", 0.4), ("signer_name", None)])
    assert of.values["subject"].confidence == 0.93
    assert of.values["issuedDate"].confidence == 0.4
    assert [f.name for f in of.unsure] == ["issuedDate"]
    assert of.values["signerName"].confidence is None


def test_a_value_longer_than_its_field_is_kept_whole_and_named():
    of = record(subject="rừng " * 150)
    assert len(of.values["subject"].text) > 500
    assert [f.name for f in of.unsure] == ["subject"]
