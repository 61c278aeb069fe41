"""Small files that stand for a great many pixels."""

import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from sohoa.errors import PageTooLarge
from sohoa.pipeline.source.opening import open_source


def png(path, width, height, rows):
    """A grey PNG whose head says one size and whose data hold `rows` rows."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(width + 1) * rows)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b""))
    return path


def test_a_bomb_is_refused_by_its_head_alone(tmp_path, monkeypatch):
    path = png(tmp_path / "a.png", 50000, 50000, rows=1)
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda _: pytest.fail("it was decoded"))
    with open_source(path) as source, pytest.raises(PageTooLarge, match=r"a\.png, page 1: .*million pixels"):
        source.load(1)


@pytest.mark.parametrize("late", [False, True])
def test_a_png_is_turned_by_its_exif_wherever_that_stands(tmp_path, late):
    path = tmp_path / "a.png"
    exif = Image.Exif()
    exif[274] = 6
    Image.new("L", (300, 400), 200).save(path, exif=b"" if late else exif.tobytes())
    if late:
        data = path.read_bytes()
        body = b"eXIf" + exif.tobytes().removeprefix(b"Exif\0\0")
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        path.write_bytes(data[:-12] + chunk + data[-12:])
    with open_source(path) as source:
        page = source.load(1)
    assert page.pixels.shape == (300, 400)
    assert (page.frame.source_width < page.frame.source_height, page.width > page.height) == (True, True)
