import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.language.alphabet import LETTERS
from sohoa.diacritics.layers.legacy_codes import CODES, TABLES, decode, detect_legacy, encode, font_code

CASES = json.loads((Path(__file__).parent / "legacy_cases.json").read_text("utf-8"))
vietnamese = st.text(alphabet=LETTERS + " .,;0123456789", max_size=60)


@pytest.mark.parametrize("case", CASES["decode"], ids=lambda c: f"{c['code']}-{c['unicode'][:12]}")
def test_decode(case):
    assert decode(case["legacy"], case["code"], case.get("capitals", False)) == case["unicode"]


@pytest.mark.parametrize("case", CASES["stand_ins"], ids=lambda c: c["unicode"][:16])
def test_stand_ins(case):
    assert decode(case["legacy"], case["code"]) == case["unicode"]


@pytest.mark.parametrize("case", CASES["detect"], ids=lambda c: c["text"][:16])
def test_detect(case):
    assert detect_legacy(case["text"]) == case["code"]


@pytest.mark.parametrize("code", TABLES)
@given(text=vietnamese)
def test_encode_is_undone_by_decode(code, text):
    assert decode(encode(text, code), code) == text


@pytest.mark.parametrize("code", ["vni", "viscii"])
def test_capitals_have_codes_of_their_own(code):
    assert decode(encode(LETTERS.upper(), code), code) == LETTERS.upper()


@pytest.mark.parametrize("code", CODES)
@given(text=st.text(max_size=80))
def test_any_text_passes(code, text):
    decode(text, code)
    detect_legacy(text)


@pytest.mark.parametrize("code", CODES)
def test_ascii_stays(code):
    text = "".join(chr(c) for c in range(32, 127))
    assert decode(text, code) == text


def test_unknown_codes_are_refused():
    with pytest.raises(ValueError, match="vps"):
        decode("a", "vps")
    with pytest.raises(ValueError, match="cp1258"):
        encode("a", "cp1258")


@pytest.mark.parametrize(
    ("font", "code", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        ("ABCDEF+.VnTimeH,Bold", "tcvn3", True),
        (".VnArialH", "tcvn3", True),
        (".VnTimeH-Bold", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("ABCDEF+VNI-Helve-Bold", "vni", False),
    ],
)
def test_fonts_tell_their_code(font, code, capitals):
    known = font_code(font)
    assert known is not None
    assert (known.code, known.capitals) == (code, capitals)


@pytest.mark.parametrize("font", ["TimesNewRomanPSMT", "Arial,Bold", "", "Vnua", "Helvetica"])
def test_other_fonts_tell_none(font):
    assert font_code(font) is None
