"""Titles: where they begin and end among the lines of a page."""

import pytest

from sohoa.extract.layout.title import find_title
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import runs_to_lines
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word

MIDDLE, HEIGHT, STEP = 1200.0, 40.0, 70.0


def line(text, y, left=None):
    """A line of 20 pixels a character, centred if no left end is given."""
    at = MIDDLE - 10 * len(text) if left is None else left
    words = []
    for token in text.split():
        words.append(Word(token, token, Box(at, y, at + 20 * len(token), y + HEIGHT), 0.9))
        at += 20 * (len(token) + 1)
    return words_to_run(words)


def lines(*texts):
    """Lines one under the other; a text that begins with `|` stands at the left margin, one with `>` is indented."""
    left = {"|": 300.0, ">": 420.0}
    return runs_to_lines(line(t.lstrip("|>"), 500 + STEP * k, left.get(t[:1])) for k, t in enumerate(texts))


FULL = "Thực hiện Nghị quyết của Hội đồng nhân dân tỉnh về phát triển kinh tế - xã hội năm 2031"
BODY = (f">{FULL[:84]}", f"|{FULL}", "|ban hành kế hoạch như sau:")


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("KẾ HOẠCH", "Phát triển kinh tế - xã hội năm 2031", *BODY), (0, 2)),
        (("KẾ HOẠCH", "Phát triển kinh tế - xã hội năm 2031", FULL, "|tỉnh, Ủy ban nhân dân ban hành:"), (0, 2)),
        (("QUYẾT ĐỊNH", "Về việc công bố danh mục", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", *BODY), (0, 2)),
        (("QUYẾT ĐỊNH", "Về việc công bố danh mục", "GILAM ĐỌC HỌC VIỆN", *BODY), (0, 2)),
        (("TỜ TRÌNH", "Về việc giao dự toán", "Kính gửi: Hội đồng nhân dân tỉnh", *BODY), (0, 2)),
        (("|Số: ...", "KẾ HOẠCH", "Phát triển kinh tế năm 2031", *BODY), (1, 3)),
        (BODY, (0, 0)),
    ],
)
def test_title_under_a_letterhead(texts, title):
    found = find_title(lines(*texts), (), under_letterhead=True)
    assert (found.start, found.end) == title


def test_a_wider_gap_ends_the_subject():
    runs = [line("KẾ HOẠCH", 500), line("Phát triển kinh tế", 570), line("của ngành y tế", 570 + 2 * STEP)]
    body = [line(FULL, 900 + STEP * k, 300.0) for k in range(5)]
    found = find_title(runs_to_lines([*runs, *body]), (), under_letterhead=True)
    assert (found.start, found.end) == (0, 2)


def test_an_appendix_has_a_title_above_its_table_only():
    texts = lines("PHỤ LỤC", "DANH MỤC NHIỆM VỤ NĂM 2031")
    table = Box(300, 700, 2100, 3000)
    assert find_title(texts, (table,), under_letterhead=False).end == 2
    assert find_title(texts, (), under_letterhead=False).end == 0
    assert find_title(lines(FULL, "DANH MỤC"), (table,), under_letterhead=False).end == 0


def test_a_page_without_lines_has_no_title():
    assert find_title((), (), under_letterhead=True).end == 0
