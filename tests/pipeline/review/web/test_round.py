"""A quality round over the wire: what is left, what is judged, what was found; without one there is none."""

import re

import pytest
from starlette.testclient import TestClient

from sohoa.messages import Language
from sohoa.pipeline.review.web.app import make_app
from sohoa.pipeline.review.web.opening import Person, open_desk
from sohoa.pipeline.rounds.nouns import Plan
from sohoa.settings import Settings
from tests.support.plan_to_review import NAME, plan_output

HEADERS = {"Origin": "http://127.0.0.1:8123", "Content-Type": "application/json", "Accept-Language": "en"}
PLAN = Plan(100, 7, 4)


@pytest.fixture
def out(tmp_path):
    return plan_output(tmp_path)


@pytest.fixture
def serve(tmp_path, out):
    return lambda plan=PLAN: open_desk(out, [tmp_path], Settings(), Language.EN, Person("Lan", plan))


def asking(desk):
    return TestClient(make_app(desk, "tok", 8123), base_url="http://127.0.0.1:8123/tok/", headers=HEADERS)


def listed(client):
    """Items of the page: number, kind, key, page, and their texts."""
    html = client.get("en/round.html").text
    items = re.findall(r'data-page="(\d*)".*?data-item="(\d+)".*?data-id="([a-z]+)-', html)
    cards = re.findall(r'data-kind="(\w+)" data-key="([^"]*)" data-document="[^"]*" data-text="([^"]*)"', html)
    return [(int(n), *card, int(p or 1)) for (p, n, _), card in zip(items, cards, strict=True)]


def judge(client, one, after=None):
    number, kind, key, text, page = one
    wish = {"document": NAME, "kind": kind, "keys": [key], "page": page, "before": text, "item": number}
    act = {"act": "printed"} if after is None else {"act": "set", "after": after}
    return client.post("corrections", json={**wish, **act})


def test_a_round_from_its_first_page_to_its_result(serve):
    with serve() as desk:
        client = asking(desk)
        assert client.get("").url.path == "/tok/en/round.html"
        items = listed(client)
        word = next(i for i in items if i[1] == "word")
        for one in items:
            assert judge(client, one, "khác" if one == word else None).status_code == 200
        assert client.get("en/round.html").url.path == "/tok/en/result.html"
        html = client.get("en/result.html").text
        assert f"{len(items)} of {len(items)} places were judged" in html
        assert ">khác<" in html


def test_it_goes_on_over_sessions(serve):
    with serve() as desk:
        client = asking(desk)
        items = listed(client)
        judge(client, items[0])
        assert listed(client) == items[1:]
    with serve() as desk:
        assert listed(asking(desk)) == items[1:]


def test_undone_is_to_judge_again(serve):
    with serve() as desk:
        client = asking(desk)
        items = listed(client)
        made = judge(client, items[0]).json()["ids"]
        client.post("corrections", json={"act": "undo", "document": NAME, "of": made[0]})
        assert listed(client) == items


def test_what_was_corrected_meanwhile_was_wrong_all_the_same(serve):
    with serve() as desk:
        client = asking(desk)
        items = listed(client)
        number, kind, key, text, page = next(i for i in items if i[1] == "cell")
        wish = {"act": "set", "document": NAME, "kind": kind, "keys": [key], "page": page, "before": text}
        assert client.post("corrections", json={**wish, "after": "khác"}).status_code == 200
        corrected = next(i for i in listed(client) if i[0] == number)
        assert corrected[3] == "khác"
        assert judge(client, corrected).status_code == 200
        assert desk.rounds.result()[1].wrong[0][1] == "khác"


def test_without_a_round_there_is_none(serve):
    with serve(None) as desk:
        client = asking(desk)
        assert client.get("").url.path == "/tok/en/queue-1.html"
        assert client.get("en/round.html").status_code == client.get("en/result.html").status_code == 404
        assert "round.html" not in client.get("en/queue-1.html").text
        assert "round.html" not in client.get(f"en/documents/{NAME}/p0001.html").text


def test_an_item_that_is_no_number_is_refused(serve):
    with serve() as desk:
        client = asking(desk)
        _, *one = listed(client)[0]
        for bad in ("1", -1, True, 1.5):
            assert judge(client, (bad, *one)).status_code == 422
