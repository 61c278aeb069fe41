import hashlib
from itertools import pairwise

import numpy as np
import pytest

from sohoa.errors import EngineMissing, ExitCode
from sohoa.pipeline.recogniser import model_file
from sohoa.pipeline.recogniser.alphabet import LABELS
from sohoa.pipeline.recogniser.reader import MODEL, LineReader, open_reader
from sohoa.pipeline.recogniser.session import Session
from tests.support.print_strips import strip

LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2025;",
    "Số: 126/KH-UBND",
    "ỦY BAN NHÂN DÂN TỈNH LÂM GIANG",
    "- Tỷ lệ hồ sơ trực tuyến đạt từ 95% trở lên, kinh phí 1.250.000.000 đồng",
    "STT",
    "7",
    "Thường xuyên",
    "xem phụ lục kèm theo…",
)


@pytest.mark.parametrize("size", [30, 48])
@pytest.mark.parametrize("text", LINES)
def test_clean_print_is_read_as_it_stands(text, size):
    assert open_reader().read([strip(text, size)])[0].text == text


def test_faint_blurred_print_is_read():
    faint = (140 + strip(LINES[0], 36, blur=1.2).astype(float) * 70 / 255).astype(np.uint8)
    assert open_reader().read([faint])[0].text == LINES[0]


def test_a_line_reads_the_same_alone_and_among_others():
    strips = [strip(text, 40) for text in LINES]
    together = [line.text for line in open_reader().read(strips)]
    assert together == [open_reader().read([s])[0].text for s in strips]


def test_letters_stand_where_they_are_printed():
    text = "một hai ba"
    picture = strip(text, 40)
    letters = open_reader().read([picture])[0].letters
    columns = np.flatnonzero((picture < 128).any(axis=0))
    assert letters[0].middle == pytest.approx(columns[0] + 16, abs=10)
    assert letters[-1].middle == pytest.approx(columns[-1] - 8, abs=10)
    assert all(a.middle < b.middle for a, b in pairwise(letters))
    assert all(0 <= p <= 1 for x in letters for p in (x.probability, *(p for _, p in x.others)))


@pytest.mark.parametrize("grey", [0, 120, 255])
def test_nothing_is_read_on_plain_paper(grey):
    assert open_reader().read([np.full((50, 400), grey, np.uint8)])[0].text == ""


def test_the_model_and_its_card_belong_together():
    card = (MODEL.parent / "CARD.md").read_text("utf-8")
    assert hashlib.sha256(MODEL.read_bytes()).hexdigest() in card
    assert Session(MODEL).labels == LABELS
    assert MODEL.stat().st_size <= 8_000_000


def test_in_whole_numbers_it_reads_as_before():
    before = LineReader(Session(MODEL.with_name("lines-float.onnx")))
    strips = [strip(text, size, blur=blur) for text in LINES for size, blur in ((22, 0.8), (30, 1.5), (44, 0))]
    pairs = list(zip(open_reader().read(strips), before.read(strips), strict=True))
    assert [a.text for a, _ in pairs] == [b.text for _, b in pairs]
    apart = [abs(x.probability - y.probability) for a, b in pairs for x, y in zip(a.letters, b.letters, strict=True)]
    assert np.mean(apart) < 0.005 and max(apart) < 0.3


def test_a_cut_model_and_a_missing_one_are_told(tmp_path):
    cut = tmp_path / "lines.onnx"
    cut.write_bytes(MODEL.read_bytes()[:100_000])
    with pytest.raises(EngineMissing, match="cannot be loaded"):
        Session(cut)
    with pytest.raises(EngineMissing, match="is not there"):
        Session(tmp_path / "none.onnx")


def test_a_model_of_which_one_bit_is_another_reads_nothing(tmp_path, monkeypatch):
    data = bytearray(MODEL.read_bytes())
    data[len(data) // 2] ^= 1
    turned = tmp_path / MODEL.name
    turned.write_bytes(data)
    assert Session(turned).labels == LABELS  # it loads, and would read otherwise
    monkeypatch.setattr(model_file, "MODEL", turned)
    with pytest.raises(EngineMissing, match="cannot be loaded: SHA-256") as told:
        open_reader(turned)
    assert told.value.code == ExitCode.ENGINE_MISSING
