import struct

import pytest
from PIL import ExifTags, Image

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.source.damage.checksums import deflate_damage, png_damage
from sohoa.pipeline.source.damage.decoder_words import heard
from sohoa.pipeline.source.damage.jbig2 import jbig2_damage
from sohoa.pipeline.source.damage.streams import FaxForm, fax_damage, jpeg_damage, jpx_damage
from tests.support.damaged_inputs import HEIGHT, WIDTH, fax, jbig2, jpeg, jpx, png, sheet

FORM = FaxForm(WIDTH, HEIGHT)


def test_a_damaged_jpeg_is_told():
    whole = jpeg(sheet("print"))
    assert jpeg_damage(whole) is None
    half = jpeg_damage(whole[: len(whole) // 2])
    assert 0.3 < half.share < 0.7
    (doubt,) = half.problem(4).doubts
    assert (doubt.kind, half.problem(4).page) == (DoubtKind.PICTURE_CUT, 4)
    assert "premature end" in doubt.detail


def test_the_rows_of_a_turned_picture_are_those_that_are_stored():
    turn = Image.Exif()
    turn[ExifTags.Base.Orientation] = 6
    whole = jpeg(sheet("print"), exif=turn)
    assert 0.3 < jpeg_damage(whole[: len(whole) // 2]).share < 0.7


def test_only_of_a_cut_is_it_known_how_much_came():
    """A page that ends in white, with a wrong restart marker near its head."""
    whole = jpeg(sheet("print"), restart_marker_rows=8)
    garbled = jpeg_damage(whole.replace(b"\xff\xd1", b"\xff\xd5", 1))
    assert "instead of" in garbled.word
    assert garbled.share is None


def test_fillers_of_scanners_are_no_damage_and_garbage_is():
    whole = jpeg(sheet("print"))
    assert jpeg_damage(whole[:-2] + bytes(300) + whole[-2:]) is None
    assert "extraneous" in jpeg_damage(whole[:-2] + b"\x11\x22" * 40 + whole[-2:]).word


@pytest.mark.parametrize("size", [(8, 8), (1, 3000), (3000, 1), (827, 1169), (1169, 827)])
def test_odd_sizes_of_whole_pictures_are_whole(size):
    page = sheet("photograph").resize(size)
    assert jpeg_damage(jpeg(page)) is None
    assert png_damage(png(page)) is None
    assert jpx_damage(jpx(page.resize((max(64, size[0]), max(64, size[1]))))) is None


def test_a_colour_jpeg_of_four_inks_is_whole():
    assert jpeg_damage(jpeg(sheet("print").convert("CMYK"))) is None


def test_what_is_no_jpeg_at_all_is_told():
    for data in (b"", b"\xff\xd8\xff", b"words", jpeg(sheet("blank"))[:300]):
        assert jpeg_damage(data) is not None


def test_a_damaged_fax_is_told_with_its_row():
    whole = fax(sheet("print"))
    assert fax_damage(whole, FORM) is None
    cut = fax_damage(whole[: len(whole) * 3 // 4], FORM)
    assert 0.6 < cut.share < 0.9
    assert "at line" in cut.word


def test_a_fax_without_its_end_mark_is_whole():
    whole = fax(sheet("print"))
    assert fax_damage(whole.removesuffix(b"\x00\x10\x01"), FORM) is None
    assert fax_damage(whole + bytes(20), FORM) is None


def test_a_damaged_jbig2_is_told():
    whole = jbig2(sheet("print"))
    assert jbig2_damage(whole) is None
    assert jbig2_damage(whole + b"\r\n") is None
    assert "cut" in jbig2_damage(whole[:-40]).word
    assert "no page or no region" in jbig2_damage(whole[:30]).word
    assert "unknown segment type" in jbig2_damage(b"scrambled data all along it").word


def test_a_jbig2_of_unknown_length_or_with_referred_segments_is_whole():
    whole = jbig2(sheet("print"))
    head = 11 + 19
    unknown = whole[:head] + whole[head : head + 7] + b"\xff\xff\xff\xff" + whole[head + 11 :]
    assert jbig2_damage(unknown) is None
    dictionary = struct.pack(">IBBBI", 2, 0, 0, 1, 4) + bytes(4)
    assert jbig2_damage(dictionary + whole) is None
    text = struct.pack(">IBBBBI", 3, 6, 1 << 5, 2, 1, 6) + bytes(6)
    assert jbig2_damage(whole[:head] + dictionary + text) is None


def test_a_picture_without_the_sum_at_its_end_is_whole():
    import zlib

    data = zlib.compress(bytes(range(256)) * 400)
    assert deflate_damage(data) is None
    assert deflate_damage(data[:-4]) is None
    assert deflate_damage(data[:-4] + b"abcd") is not None


def test_what_a_decoder_prints_is_heard_and_not_shown(capfd):
    import os

    words = "tệp hỏng\n".encode()
    assert heard(lambda: os.write(2, words)) == (len(words), "tệp hỏng\n")
    with pytest.raises(ZeroDivisionError):
        heard(lambda: 1 / 0)
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"
