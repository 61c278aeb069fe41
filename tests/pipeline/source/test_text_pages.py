import codecs

import pytest

from sohoa.diacritics.layers.legacy_codes import encode
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.page import TextLayer
from sohoa.pipeline.source.opening import open_source

TEXT = "Kế hoạch phát triển đô thị tỉnh Sông Lam năm 2031\nGiao các sở, ban, ngành phối hợp thực hiện đầy đủ"


def load(tmp_path, data, number=1):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with open_source(path) as source:
        return source.load(number), source.n_pages


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("utf-32"),
    ],
)
def test_unicode_text(tmp_path, data):
    page, n = load(tmp_path, data)
    assert (page.layer_text, page.layer, n) == (TEXT, TextLayer.SOUND, 1)
    assert (page.pixels, page.width, page.layer_words, page.has_scan) == (None, 0, (), False)


def test_decomposed_text_is_composed(tmp_path):
    page, _ = load(tmp_path, "Số liệu".encode())
    assert page.layer_text == "Số liệu"


def test_form_feeds_part_pages(tmp_path):
    data = f"{TEXT}\fHai\f".encode()
    page, n = load(tmp_path, data, 2)
    assert (page.layer_text, page.number, n) == ("Hai", 2, 2)


@pytest.mark.parametrize("code", ["tcvn3", "vni", "viscii"])
def test_legacy_bytes(tmp_path, code):
    table = encode(TEXT, code)
    data = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in table)
    page, _ = load(tmp_path, data)
    assert page.layer_text == TEXT
    assert (page.layer, page.layer_decoded) == (TextLayer.BROKEN, True)
    assert page.problems[0].doubts == (Doubt(DoubtKind.LAYER_LEGACY, code.upper()),)


def test_text_of_an_english_engine_is_broken(tmp_path):
    bad = "Ké hoach phat trién d6 thi tinh Song Lam nam 2031\nGiao cac sé, ban, nganh ph6i hop thuc hién day du"
    page, _ = load(tmp_path, bad.encode())
    assert page.layer is TextLayer.BROKEN
    assert not page.layer_decoded
