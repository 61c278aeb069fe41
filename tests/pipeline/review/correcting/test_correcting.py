"""What pages send: kept at once, in the datasets soon after, never over what somebody else has done."""

import time

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from sohoa.messages import Language
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.review.web.app import make_app
from sohoa.pipeline.review.web.opening import Person, open_desk
from sohoa.settings import Settings
from tests.support.plan_to_review import NAME, plan_output

HEADERS = {"Origin": "http://127.0.0.1:8123", "Content-Type": "application/json", "Accept-Language": "en"}


@pytest.fixture
def out(tmp_path):
    return plan_output(tmp_path)


@pytest.fixture
def serve(tmp_path, out):
    def start():
        return open_desk(out, [tmp_path], Settings(), Language.EN, Person("Lan"))

    return start


def asking(desk):
    return TestClient(make_app(desk, "tok", 8123), base_url="http://127.0.0.1:8123/tok/", headers=HEADERS)


@pytest.fixture
def client(serve):
    with serve() as desk:
        yield asking(desk)


def column(out, dataset, *names):
    rows = pq.read_table(out / dataset / f"{NAME}.parquet", partitioning=None, columns=list(names)).to_pylist()
    return [r[names[0]] if len(names) == 1 else tuple(r[n] for n in names) for r in rows]


def key_of(out, text):
    return next(f"{p}/{w}" for p, w, t in column(out, "words", "page", "word", "text") if t == text)


def cell_of(out, text):
    return next(
        f"{t}/{r}/{c}" for t, r, c, text_ in column(out, "cells", "table_id", "row", "col", "text") if text_ == text
    )


def send(client, act, kind, keys, **more):
    wish = {"act": act, "document": NAME, "kind": kind, "keys": keys, "page": 1, "by": "w1", **more}
    return client.post("corrections", json=wish)


def test_a_word_is_kept_at_once_and_shown_before_the_datasets_have_it(out, client):
    key = key_of(out, "nam")
    saved = send(client, "set", "word", [key], before="nam", after="năm")
    assert saved.status_code == 200
    (kept,) = read_corrections(out, NAME).in_force
    assert (kept.kind, kept.before, kept.after, kept.who, kept.id) == (
        "word",
        "nam",
        "năm",
        "Lan",
        saved.json()["ids"][0],
    )
    assert ">năm</span>" in client.get(f"en/documents/{NAME}/p0001.html").text
    assert f'data-key="{key}"' not in client.get("en/queue-1.html").text


def test_in_the_end_all_stands_in_the_datasets(out, serve):
    with serve() as desk:
        client = asking(desk)
        assert send(client, "set", "word", [key_of(out, "nam")], before="nam", after="năm").is_success
        cell = cell_of(out, "Sở Tài chính")
        assert send(client, "set", "cell", [cell], before="Sở Tài chính", after="Sở Tài chính;").is_success
        assert send(client, "set", "field", ["subject"], before="", after="Kế hoạch số").is_success
    assert "nam" not in column(out, "words", "text")
    assert "Sở Tài chính;" in column(out, "cells", "text")
    assert column(out, "documents", "subject") == ["Kế hoạch số"]
    assert "tháng 3 năm 2026" in (out / "text" / f"{NAME}.txt").read_text("utf-8")


def test_the_datasets_follow_while_the_server_runs(out, client):
    assert send(client, "set", "word", [key_of(out, "nam")], before="nam", after="năm").is_success
    for _ in range(600):
        if "nam" not in column(out, "words", "text"):
            break
        time.sleep(0.1)
    assert "nam" not in column(out, "words", "text")


def test_what_a_killed_server_had_kept_is_put_into_the_datasets_by_the_next(out, serve):
    from sohoa.pipeline.corrections.store import append_corrections
    from sohoa.pipeline.review.correcting.found import find_places
    from sohoa.pipeline.review.correcting.making import make_corrections
    from sohoa.pipeline.review.correcting.wish import read_wish

    told = {
        "act": "set",
        "document": NAME,
        "kind": "word",
        "keys": [key_of(out, "nam")],
        "before": "nam",
        "after": "năm",
    }
    wish = read_wish(told)
    append_corrections(out, NAME, make_corrections(wish, find_places(out, wish), None, ""))
    with serve():
        pass
    assert "nam" not in column(out, "words", "text")


def test_as_printed_leaves_the_text_and_takes_it_off_the_queue(out, serve):
    with serve() as desk:
        client = asking(desk)
        cell = cell_of(out, "Xây dựng cổng dữ liêu mở")
        assert send(client, "printed", "cell", [cell], before="Xây dựng cổng dữ liêu mở").is_success
        assert f'data-key="{cell}"' not in client.get("en/queue-1.html").text
    told = dict(column(out, "cells", "text", "confidence"))
    assert told["Xây dựng cổng dữ liêu mở"] == 1.0


def test_what_was_just_corrected_is_confirmed_as_corrected(out, serve):
    with serve() as desk:
        client = asking(desk)
        key = key_of(out, "nam")
        send(client, "set", "word", [key], before="nam", after="năm")
        assert send(client, "printed", "word", [key], before="năm").json()["text"] == "năm"
        assert [c.before for c in read_corrections(out, NAME).in_force] == ["nam", "năm"]
    assert "năm" in column(out, "words", "text")
    assert "nam" not in column(out, "words", "text")


def test_two_windows_lose_no_update(out, client):
    key = key_of(out, "nam")
    assert send(client, "set", "word", [key], before="nam", after="năm").is_success
    late = send(client, "set", "word", [key], before="nam", after="Nam", by="w2")
    assert (late.status_code, late.json()) == (409, {"now": "năm"})
    assert [c.after for c in read_corrections(out, NAME).in_force] == ["năm"]
    (event,) = client.get("changes/0").json()["events"]
    assert (event["text"], event["by"], event["document"]) == ("năm", "w1", NAME)
    assert client.get("changes/1").json()["events"] == []


def test_undo_brings_back_what_was_read(out, serve):
    with serve() as desk:
        client = asking(desk)
        saved = send(client, "set", "word", [key_of(out, "nam")], before="nam", after="năm").json()
        assert client.post("corrections", json={"act": "undo", "document": NAME, "of": saved["ids"][0]}).is_success
        assert ">nam</span>" in client.get(f"en/documents/{NAME}/p0001.html").text
    assert "nam" in column(out, "words", "text")


def test_cells_are_merged_and_split_and_rows_joined(out, client):
    keys = [cell_of(out, "1"), cell_of(out, "2")]
    assert send(client, "merge", "cell", keys).is_success
    assert "1 2" in column(out, "cells", "text")
    assert send(client, "split", "cell", [cell_of(out, "1 2")], after="apart").is_success
    assert {"1", "2"} <= set(column(out, "cells", "text"))
    third = cell_of(out, "3")
    assert send(client, "join", "cell", [third], page=2).is_success
    assert [1, 2] in column(out, "cells", "pages")
    joined = next(f"{t}/{r}/{c}" for t, r, c, x in column(out, "cells", "table_id", "row", "col", "text") if x == "2 3")
    assert send(client, "part", "cell", [joined], page=2).is_success
    assert "3" in column(out, "cells", "text")


def test_a_place_is_known_by_its_box_when_words_were_counted_anew(out, client):
    rows = column(out, "words", "page", "word", "text", "x0", "y0", "x1", "y1")
    page, number, text, *box = next(r for r in rows if r[2] == "nam")
    wrong = f"{page}/{number + 5}"
    assert send(client, "set", "word", [wrong], boxes=[box], before=text, after="năm").is_success
    assert read_corrections(out, NAME).in_force[0].before == "nam"
    assert send(client, "set", "word", [wrong], boxes=[[1, 2, 3, 4]], before=text, after="x").status_code == 409


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"act": "set", "document": NAME, "kind": "word", "keys": ["1/9999"], "before": "x", "after": "y"}, 409),
        ({"act": "set", "document": "none", "kind": "word", "keys": ["1/1"], "before": "x", "after": "y"}, 423),
        ({"act": "set", "document": "../out", "kind": "word", "keys": ["1/1"]}, 423),
        ({"act": "burn", "document": NAME}, 422),
        ({"act": "set", "document": NAME, "keys": "1/1"}, 422),
        ({"act": "set", "document": NAME, "page": -1}, 422),
        ({"act": "undo", "document": NAME, "of": "nothing"}, 422),
        ({"act": "merge", "document": NAME, "kind": "cell", "keys": []}, 422),
        ([], 422),
        ("x" * 30_000, 422),
    ],
)
def test_nonsense_is_refused_and_nothing_kept(out, client, wish, status):
    assert client.post("corrections", json=wish).status_code == status
    assert read_corrections(out, NAME).corrections == ()


def test_controls_in_a_text_are_refused(out, client):
    answer = send(client, "set", "word", [key_of(out, "nam")], before="nam", after="n\u202eam")
    assert answer.status_code == 422
    assert answer.json()["reason"]


def test_while_a_run_writes_nothing_is_taken_and_that_is_told(out, client):
    with only_writer(out):
        answer = send(client, "set", "word", [key_of(out, "nam")], before="nam", after="năm")
    assert answer.status_code == 423
    assert "out" in answer.json()["reason"]
    assert read_corrections(out, NAME).corrections == ()
