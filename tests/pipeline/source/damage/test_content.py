import random
import zlib

import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.source.damage.content import damaged_objects
from sohoa.pipeline.source.opening import file_problems
from tests.support.damaged_inputs import cut, drop, garble

TEXT = "".join(f"BT /F1 12 Tf 60 {800 - k} Td ({k} dong chu so {k * 37 % 101}) Tj ET\n" for k in range(700)).encode()


def made(path, data, words="/Filter/FlateDecode", length=None, end=b"\nendstream\nendobj\n", more=b""):
    """A file with the stream as object 7, and another that is whole."""
    n = len(data) if length is None else length
    whole = zlib.compress(b"q Q" * 50)
    path.write_bytes(
        b"%PDF-1.7\n"
        + f"7 0 obj\n<<{words}/Length {n}>>\nstream\n".encode()
        + data
        + end
        + f"8 0 obj\n<</Length {len(whole)}/Filter /FlateDecode>>\nstream\r\n".encode()
        + whole
        + b"\r\nendstream\nendobj\n"
        + more
        + b"xref\n0 0\ntrailer<<>>\nstartxref\n9\n%%EOF"
    )
    return path


@pytest.mark.parametrize(("damage", "share"), [(cut, 0.1), (cut, 0.6), (cut, 0.98), (garble, 0.3), (drop, 0.4)])
@pytest.mark.parametrize("words", ["/Filter/FlateDecode", "/Filter [/FlateDecode]", "/Filter[ /FlateDecode ]/A 1"])
def test_a_damaged_stream_of_text_is_told(tmp_path, damage, share, words):
    data = damage(zlib.compress(TEXT), share, random.Random(5))
    path = made(tmp_path / "a.pdf", data, words)
    assert damaged_objects(path) == (7,)
    (problem,) = file_problems(path)
    assert (problem.doubts[0].kind, problem.doubts[0].detail) == (DoubtKind.CONTENT_DAMAGED, "1 | 7")


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"length": 3},
        {"length": 99999},
        {"words": "/Length 5 0 R/Filter/FlateDecode"},
        {"end": b"endstream endobj\n"},
        {"more": b"9 0 obj (a stream of words) endobj\n"},
        {"more": b"9 0 obj <<>>\nstream\nplain words\nendstream endobj\n"},
    ],
)
def test_a_whole_one_is_not(tmp_path, case):
    assert damaged_objects(made(tmp_path / "a.pdf", zlib.compress(TEXT), **case)) == ()


def test_a_wrong_or_missing_sum_is_no_damage_of_text(tmp_path):
    data = zlib.compress(TEXT)
    for end in (b"", b"abcd", b"ab"):
        assert damaged_objects(made(tmp_path / "a.pdf", data[:-4] + end)) == ()


def test_what_is_coded_otherwise_is_not_looked_at(tmp_path):
    for words in ("/Filter/LZWDecode", "/Filter[/ASCII85Decode/FlateDecode]", "/Subtype/Image/Filter/FlateDecode", ""):
        assert damaged_objects(made(tmp_path / "a.pdf", b"no deflated data at all", words)) == ()
    encrypted = made(tmp_path / "a.pdf", b"scrambled by a password", more=b"9 0 obj <</Encrypt 5 0 R>> endobj\n")
    assert damaged_objects(encrypted) == ()


def test_a_large_and_even_stream_is_whole_and_a_bomb_ends(tmp_path):
    assert damaged_objects(made(tmp_path / "a.pdf", zlib.compress(bytes(40_000_000), 9))) == ()
    assert damaged_objects(made(tmp_path / "b.pdf", zlib.compress(bytes(300_000_000), 1)[:-90])) == ()


def test_an_empty_file_has_no_streams(tmp_path):
    (tmp_path / "a.pdf").touch()
    assert damaged_objects(tmp_path / "a.pdf") == ()
