"""Corrections that cannot be put into the datasets: kept, told on every page, tried again; damage told in words."""

import shutil

import pytest
from starlette.testclient import TestClient

from sohoa.messages import Language
from sohoa.pipeline.corrections.store import append_corrections, read_corrections
from sohoa.pipeline.output.paths import corrections_path
from sohoa.pipeline.review.web.app import make_app
from sohoa.pipeline.review.web.opening import Person, open_desk
from sohoa.settings import Settings
from tests.support.correctable_output import of_word
from tests.support.plan_to_review import NAME, plan_output


@pytest.fixture
def out(tmp_path):
    return plan_output(tmp_path)


def served(out):
    return open_desk(out, [out.parent], Settings(), Language.EN, Person("Lan"))


def asking(desk):
    return TestClient(make_app(desk, "tok", 8123), base_url="http://127.0.0.1:8123/tok/", raise_server_exceptions=False)


def test_what_cannot_be_put_together_is_told_until_it_can(out, tmp_path):
    append_corrections(out, NAME, [of_word(out, NAME, "nam", "năm", "k1")])
    away = tmp_path / "away"
    shutil.move(out / "checkpoints" / NAME, away)
    with served(out) as desk:
        client = asking(desk)
        for path in ("en/queue-1.html", f"en/documents/{NAME}/p0001.html", "en/search.html?q=nam"):
            assert f"Corrections of {NAME} are kept, but do not stand in text" in client.get(path).text
        assert "chương trình sẽ thử lại" in client.get("vi/documents.html").text
        assert [c.after for c in read_corrections(out, NAME).in_force] == ["năm"]
        shutil.move(away, out / "checkpoints" / NAME)
        desk.counter._desk.settle(NAME)
        assert "are kept, but" not in client.get("en/queue-1.html").text
    assert "năm" in (out / "text" / f"{NAME}.txt").read_text("utf-8")


def test_a_cut_file_of_corrections_costs_the_cut_line_alone(out):
    append_corrections(out, NAME, [of_word(out, NAME, "nam", "năm", "k1")])
    path = corrections_path(out, NAME)
    path.write_bytes(path.read_bytes() + b'{"id": "k2", "docu')
    with served(out) as desk:
        html = asking(desk).get(f"en/documents/{NAME}/p0001.html").text
        assert "corrected" in html
        assert "are kept, but" not in html
    assert "tháng 3 năm" in (out / "text" / f"{NAME}.txt").read_text("utf-8")


def test_a_link_in_place_of_the_corrections_is_told_and_costs_no_page(out, tmp_path):
    (out / "corrections").mkdir(exist_ok=True)
    corrections_path(out, NAME).symlink_to(tmp_path / "elsewhere")
    with served(out) as desk:
        html = asking(desk).get("en/queue-1.html").text
        assert "what stands in an output folder is not followed" in html
    assert not (tmp_path / "elsewhere").exists()


def test_a_damaged_dataset_is_told_in_words(out):
    with served(out) as desk:
        (out / "cells" / f"{NAME}.parquet").write_bytes(b"PAR1")
        answer = asking(desk).get(f"en/documents/{NAME}/p0001.html")
        assert answer.status_code == 500
        assert f"{NAME}.parquet" in answer.text
        assert "sohoa verify" in answer.text
