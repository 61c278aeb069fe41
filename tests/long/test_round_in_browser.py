"""A person judges a quality round in Chromium by keys alone, is interrupted, goes on, and sees what was found."""

import pytest

from sohoa.pipeline.rounds.results import round_result
from sohoa.pipeline.rounds.store import judged, read_rounds
from tests.support import browser as browsing
from tests.support.plan_to_review import plan_output

pytestmark = pytest.mark.long

find, press, until = browsing.find, browsing.press, browsing.until
ROUND = ("--round", "100", "--seed", "7", "--values", "40")


@pytest.fixture(scope="module")
def driver():
    with browsing.browser() as one:
        yield one


def left(driver):
    return int(find(driver, "#count").text.split()[0])


def state(out):
    (kept,) = read_rounds(out)
    return round_result(kept, judged(out, kept))


def judge_all_but(driver, n):
    """Press what is right for each place until `n` are left: the first other reading where there is one, else Enter."""
    until(driver, lambda: find(driver, ".item.active"))
    while left(driver) > n:
        before = left(driver)
        card = find(driver, ".card:not([hidden])")
        is_cell = card.get_attribute("data-kind") == "cell"
        if card.find_elements("css selector", ".look:not([hidden]) .choice"):
            press(driver, "1", *(["\ue007"] if is_cell else []))
        else:
            press(driver, "\ue007")
        until(driver, lambda b=before: find(driver, "#count") and left(driver) < b)
        until(driver, lambda: not find(driver, ".card.busy"))


def test_a_round_by_keys_over_two_sessions(driver, tmp_path):
    out = plan_output(tmp_path)
    server = browsing.Server(out, tmp_path, *ROUND)
    driver.get(server.address)
    until(driver, lambda: find(driver, ".item.active"))
    n = left(driver)
    judge_all_but(driver, n - 12)
    server.kill()
    assert state(out).n_judged == 12

    server = browsing.Server(out, tmp_path, *ROUND)
    driver.get(server.address)
    until(driver, lambda: find(driver, ".item.active"))
    assert left(driver) == n - 12
    press(driver, "\ue007")
    until(driver, lambda: left(driver) == n - 13)
    press(driver, "u")
    until(driver, lambda: left(driver) == n - 12)
    judge_all_but(driver, 1)
    press(driver, "\ue007")
    until(driver, lambda: "result.html" in driver.current_url)
    text = find(driver, "main").text
    assert f"{n} of {n} places were judged" in text
    assert "Wilson" in text
    assert server.end() in (0, 130)

    found = state(out)
    assert (found.n_judged, found.n_items) == (n, n)
    wrong = {(i.text, printed) for i, printed in found.wrong}
    assert ("nam", "năm") in wrong
    assert any("liêu" in read and "liệu" in printed for read, printed in wrong)
    assert found.catches_all is not None and found.catches_all < 0.6
    severe = [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"]
    assert [m for m in severe if "ERR_CONNECTION" not in m] == []  # the killed server is asked what others did
