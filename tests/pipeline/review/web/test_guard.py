"""Who may ask the server what."""

import re

import pytest

HERE = "http://127.0.0.1:8123"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "vi/queue-1.html", {}, 200),
        ("GET", "vi/queue-1.html", {"Host": "localhost:8123"}, 200),
        ("GET", "vi/queue-1.html", {"Origin": HERE}, 200),
        ("GET", "vi/queue-1.html", {"Sec-Fetch-Site": "none"}, 200),
        ("GET", "vi/queue-1.html", {"Host": "evil.example"}, 421),
        ("GET", "vi/queue-1.html", {"Host": "127.0.0.1"}, 421),
        ("GET", "vi/queue-1.html", {"Host": "127.0.0.1:8124"}, 421),
        ("GET", f"{HERE}/other/vi/queue-1.html", {}, 404),
        ("GET", f"{HERE}/", {}, 404),
        ("GET", f"{HERE}/toka/vi/queue-1.html", {}, 404),
        ("GET", "vi/queue-1.html", {"Origin": "http://evil.example"}, 403),
        ("GET", "vi/queue-1.html", {"Origin": "null"}, 403),
        ("GET", "vi/queue-1.html", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", "pictures/thu/p0001.jpg", {"Sec-Fetch-Site": "same-site"}, 403),
        ("POST", "vi/queue-1.html", {**JSON}, 403),
        ("POST", "vi/queue-1.html", {**JSON, "Origin": "http://127.0.0.1:9"}, 403),
        ("POST", "vi/queue-1.html", {"Origin": HERE, "Content-Type": "text/plain"}, 415),
        ("POST", "vi/queue-1.html", {"Origin": HERE, "Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "vi/queue-1.html", {**JSON, "Origin": HERE}, 405),
        ("PUT", "vi/queue-1.html", {**JSON, "Origin": HERE}, 405),
        ("DELETE", "vi/queue-1.html", {"Origin": HERE}, 415),
        ("OPTIONS", "vi/queue-1.html", {"Origin": "http://evil.example"}, 403),
    ],
)
def test_what_is_refused(client, method, path, headers, status):
    answer = client.request(method, path, headers=headers, content=b"{}" if method != "GET" else None)
    assert answer.status_code == status
    assert not [h for h in answer.headers if h.startswith("access-control")]


def test_a_body_that_is_too_long_is_not_read(client):
    answer = client.post("vi/queue-1.html", headers={**JSON, "Origin": HERE}, content=b"x" * 200_000)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "path", ["vi/queue-1.html", "review.css", "pictures/thu/p0001.jpg", "nothing", f"{HERE}/other/"]
)
def test_every_answer_forbids_what_is_not_ours(client, path):
    headers = client.get(path).headers
    policy = dict(p.strip().split(" ", 1) for p in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[k] for k in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]) == ("'none'", "'none'", "'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["vi/queue-1.html", "en/documents.html", "vi/documents/thu/p0001.html"])
def test_no_page_asks_for_anything_elsewhere_or_holds_script_or_style(client, path):
    html = client.get(path).text
    asked = re.findall(r'(?:src|href|action)="([^"]*)"', html)
    assert asked
    assert [a for a in asked if re.match(r"[a-z]+:|//", a)] == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:", html) == []
    for name in ("review.css", "review.js"):
        assert "http" not in client.get(name).text.replace("http://www.w3.org/2000/svg", "")
