"""A person reviews a plan in Chromium: queue, keys, corrections of all kinds, undo, a killed server; none is lost."""

from urllib.parse import urlsplit

import pyarrow.parquet as pq
import pytest

from sohoa.pipeline.corrections.store import read_corrections
from tests.support import browser as browsing
from tests.support.plan_to_review import NAME, plan_output

pytestmark = pytest.mark.long

find, press, until = browsing.find, browsing.press, browsing.until


@pytest.fixture(scope="module")
def driver():
    with browsing.browser() as one:
        yield one


@pytest.fixture
def out(tmp_path):
    return plan_output(tmp_path)


@pytest.fixture
def server(out, tmp_path):
    one = browsing.Server(out, tmp_path)
    yield one
    if one.process.poll() is None:
        one.kill()


def column(out, dataset, name):
    return pq.read_table(out / dataset / f"{NAME}.parquet", partitioning=None)[name].to_pylist()


def said(driver):
    return find(driver, ".item.active .said").text


def page(server, number):
    return f"{server.address}en/documents/{NAME}/p{number:04d}.html"


def kept(out):
    return [(c.kind.value, c.after) for c in read_corrections(out, NAME).in_force]


def test_the_queue_by_keys_and_nothing_leaves_the_machine(driver, server, out):
    driver.get(server.address)
    until(driver, lambda: find(driver, ".item.active"))
    n = len(driver.find_elements("css selector", ".item"))
    first = find(driver, ".item.active").get_attribute("id")
    press(driver, "j")
    assert find(driver, ".item.active").get_attribute("id") != first
    press(driver, "k")
    assert find(driver, ".item.active").get_attribute("id") == first
    press(driver, "?")
    assert find(driver, "dialog[open]")
    press(driver, "\ue00c")
    until(driver, lambda: not find(driver, "dialog[open]"))
    while said(driver) != "nam":
        press(driver, "j")
    picture = until(driver, lambda: find(driver, ".card:not([hidden]) .crop img"))
    until(driver, lambda: driver.execute_script("return arguments[0].naturalWidth", picture) > 100)
    press(driver, "1")
    until(driver, lambda: kept(out) == [("word", "năm")])
    until(driver, lambda: find(driver, "#count").text.startswith(str(n - 1)))
    asked = {urlsplit(url).netloc for url in browsing.requests(driver) if url.startswith("http")}
    assert asked == {urlsplit(server.address).netloc}
    assert [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"] == []


def test_a_word_a_cell_a_field_merged_cells_joined_rows_undo_and_reload(driver, server, out):
    driver.get(f"{page(server, 1)}")
    until(driver, lambda: find(driver, ".place.active"))
    word = next(w for w in driver.find_elements("css selector", ".w") if w.text == "nam")
    word.click()
    press(driver, "e")
    area = until(driver, lambda: find(driver, ".card:not([hidden]) textarea"))
    area.clear()
    area.send_keys("năm\ue007")
    until(driver, lambda: ("word", "năm") in kept(out))
    cell = next(c for c in driver.find_elements("css selector", "td") if c.text == "Sở Nội vụ")
    cell.click()
    press(driver, "e")
    area = until(driver, lambda: find(driver, ".card:not([hidden]) textarea"))
    area.send_keys(" và Sở Y tế\ue007")
    until(driver, lambda: ("cell", "Sở Nội vụ và Sở Y tế") in kept(out))
    find(driver, "#field-subject").click()
    press(driver, "e")
    until(driver, lambda: find(driver, ".card:not([hidden]) textarea")).send_keys("kế hoạch mở\ue007")
    until(driver, lambda: ("header_field", "kế hoạch mở") in kept(out))

    numbers = [c for c in driver.find_elements("css selector", "td") if c.text in ("1", "2")]
    browsing.shift_click(driver, *numbers)
    press(driver, "m")
    until(driver, lambda: any(k == "merge_cells" for k, _ in kept(out)))
    until(driver, lambda: find(driver, "td[rowspan='2']"))
    driver.refresh()
    until(driver, lambda: find(driver, "td[rowspan='2']"))
    press(driver, "u")
    until(driver, lambda: not any(k == "merge_cells" for k, _ in kept(out)))
    until(driver, lambda: find(driver, ".place") and not find(driver, "td[rowspan='2']"))

    driver.get(page(server, 2))
    until(driver, lambda: find(driver, "tr[data-first=apart]")).find_element("css selector", "td").click()
    press(driver, "l")
    until(driver, lambda: any(k == "join_rows" for k, _ in kept(out)))
    until(driver, lambda: find(driver, "tr[data-first=joined]"))

    assert server.end() in (0, 130)
    assert "nam" not in column(out, "words", "text")
    assert "Sở Nội vụ và Sở Y tế" in " ".join(column(out, "cells", "text"))
    assert column(out, "documents", "subject") == ["kế hoạch mở"]
    assert "tháng 3 năm 2026" in (out / "text" / f"{NAME}.txt").read_text("utf-8")


def test_who_chose_a_sure_place_stays_on_its_page(driver, server, out):
    driver.get(page(server, 1))
    until(driver, lambda: find(driver, ".place.active"))
    sure = [w for w in driver.find_elements("css selector", ".w, td") if "doubt" not in w.get_attribute("class")][-1]
    driver.execute_script("document.querySelectorAll('.doubt').forEach(each => each.classList.add('done'))")
    sure.click()
    press(driver, "e")
    until(driver, lambda: find(driver, ".card:not([hidden]) textarea")).send_keys(" thêm\ue007")
    until(driver, lambda: any(after and after.endswith(" thêm") for _, after in kept(out)))
    until(driver, lambda: find(driver, ".card:not([hidden]) .reading").text.endswith(" thêm"))
    assert find(driver, ".place.active") == sure
    assert "/p0001.html" in driver.current_url


def test_search_by_keys_leads_to_the_place(driver, server):
    driver.get("about:blank")
    driver.get_log("browser")  # what the page of the test before said when its server had ended
    driver.get(server.address)
    until(driver, lambda: find(driver, ".item.active"))
    press(driver, "/")
    driver.switch_to.active_element.send_keys("so noi vu\ue007")
    until(driver, lambda: find(driver, ".hit"))
    picture = until(driver, lambda: find(driver, ".hit .crop img"))
    until(driver, lambda: driver.execute_script("return arguments[0].naturalWidth", picture) > 50)
    assert "Sở Nội vụ" in find(driver, ".hit .passage").text
    find(driver, ".hit a.open").click()
    until(driver, lambda: find(driver, ".boxes rect.found"))
    assert [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"] == []


def test_a_killed_server_loses_nothing(driver, server, out, tmp_path):
    driver.get(page(server, 1))
    until(driver, lambda: find(driver, ".place.active"))
    next(w for w in driver.find_elements("css selector", ".w") if w.text == "nam").click()
    press(driver, "1")
    until(driver, lambda: find(driver, ".w.corrected"))
    server.kill()
    press(driver, "1")
    until(driver, lambda: find(driver, ".toast.bad:not([hidden])"))
    assert kept(out) == [("word", "năm")]
    again = browsing.Server(out, tmp_path)
    try:
        driver.get(page(again, 1))
        until(driver, lambda: "năm" in find(driver, ".page-text, .text").text)
    finally:
        again.end()
    assert "nam" not in column(out, "words", "text")


def test_two_windows_see_each_other(driver, server, out):
    driver.get(page(server, 1))
    until(driver, lambda: find(driver, ".place.active"))
    mine = driver.current_window_handle
    driver.switch_to.new_window("window")
    driver.get(page(server, 1))
    until(driver, lambda: find(driver, ".place.active"))
    next(w for w in driver.find_elements("css selector", ".w") if w.text == "nam").click()
    press(driver, "1")
    until(driver, lambda: find(driver, ".w.corrected"))
    driver.close()
    driver.switch_to.window(mine)
    until(driver, lambda: find(driver, ".w.corrected") and find(driver, ".w.corrected").text == "năm")
    assert kept(out) == [("word", "năm")]


def test_the_first_page_of_a_hundred_is_shown_within_a_second(driver, tmp_path):
    out = plan_output(tmp_path, n_copies=50)
    server = browsing.Server(out, tmp_path)
    try:
        driver.get(page(server, 1))
        driver.get(page(server, 99))
        driver.get(page(server, 1))
        until(driver, lambda: find(driver, ".place.active"))
        painted = "performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint')"
        until(driver, lambda: driver.execute_script(f"return {painted}"))
        shown = driver.execute_script(f"return {painted}.startTime")
        assert shown <= 1000
    finally:
        server.kill()
