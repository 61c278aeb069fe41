"""Sources that were damaged on their way, and their undamaged twins, made by a program (the same ones in every run).

A page of drawn lines of text is coded in every way that scans are; then its data are cut, garbled, zeroed or shortened.
"""

import io
import random
import struct
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from tests.support.print_strips import font

WIDTH, HEIGHT = 827, 1169
"""A4 at 100 dpi."""
SHEETS = ("print", "blank", "photograph")


@dataclass(frozen=True)
class Input:
    """A source file: its name, what it holds, and whether something of it was lost."""

    name: str
    data: bytes
    damaged: bool


def sheet(kind):
    """A page in grey: lines of print, nothing, or a photograph."""
    if kind == "photograph":
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
        grain = np.random.default_rng(7).normal(0, 6, (HEIGHT, WIDTH))
        return Image.fromarray(np.clip(120 + 60 * np.sin(x / 90) * np.cos(y / 130) + grain, 0, 255).astype(np.uint8))
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    if kind == "print":
        pen, face = ImageDraw.Draw(page), font(18)
        for k, y in enumerate(range(60, HEIGHT - 60, 90)):
            pen.text((70, y), f"{k}. Ủy ban nhân dân xã Hòa Trung báo cáo kết quả thực hiện quý {k % 4 + 1}.", 0, face)
    return page


def jpeg(page, **options):
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80, **options)
    return out.getvalue()


def jpx(page):
    out = io.BytesIO()
    page.save(out, "JPEG2000", quality_mode="rates", quality_layers=[12])
    return out.getvalue()


def tiff(page, compression):
    out = io.BytesIO()
    page.save(out, "TIFF", compression=compression, dpi=(100, 100), tiffinfo={278: HEIGHT})
    return out.getvalue()


def png(page):
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(100, 100))
    return out.getvalue()


def fax(page):
    """Group 4 data without a head."""
    coded = tiff(page.convert("1", dither=Image.Dither.NONE), "group4")
    with Image.open(io.BytesIO(coded)) as image:
        (at,), (n,) = image.tag_v2[273], image.tag_v2[279]
    return coded[at : at + n]


def jbig2(page):
    """A page and one generic region of it, coded as a fax (T.88, 6.2.6: MMR), as it stands in a PDF."""
    region = struct.pack(">IIIIBB", WIDTH, HEIGHT, 0, 0, 0, 1) + fax(page)
    head = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0)
    return head + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region


def plain(page):
    return page.tobytes()


GREY = f"/Width {WIDTH}/Height {HEIGHT}/BitsPerComponent 8/ColorSpace/DeviceGray"
INK = f"/Width {WIDTH}/Height {HEIGHT}/BitsPerComponent 1/ColorSpace/DeviceGray"
FAX_FORM = f"{INK}/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {WIDTH}/Rows {HEIGHT}>>"
CODINGS = {
    "jpeg": (jpeg, f"{GREY}/Filter/DCTDecode"),
    "progressive": (lambda p: jpeg(p, progressive=True), f"{GREY}/Filter/DCTDecode"),
    "colour": (lambda p: jpeg(p.convert("RGB")), f"{GREY}/Filter/DCTDecode".replace("Gray", "RGB")),
    "jpx": (jpx, f"/Width {WIDTH}/Height {HEIGHT}/Filter/JPXDecode"),
    "fax": (fax, FAX_FORM),
    "jbig2": (jbig2, f"{INK}/Filter/JBIG2Decode"),
    "flate": (lambda p: zlib.compress(plain(p)), f"{GREY}/Filter/FlateDecode"),
    "plain": (plain, GREY),
}
"""How pictures stand in a PDF: their data, and what their dictionary says."""


def pdf(streams):
    """A PDF of pages that each show one picture: pairs of data and dictionary."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for data, words in streams:
        n = len(objects)
        objects.append(
            f"<</Type/XObject/Subtype/Image{words}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"
        )
        shown = b"q 595 0 0 842 0 0 cm /I Do Q"
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I {n + 1} 0 R>>>>"
            f"/Contents {n + 2} 0 R>>".encode()
        )
        kids.append(f"{n + 3} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.7\n", []
    for k, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % k + body + b"\nendobj\n"
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return out + tail.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


def cut(data, share, _):
    return data[: int(len(data) * share)]


def garble(data, share, rng):
    at = int(len(data) * share)
    return data[:at] + rng.randbytes(min(400, len(data) - at)) + data[at + 400 :]


def zero(data, share, _):
    at = int(len(data) * share)
    return data[:at] + bytes(len(data[at : at + 3000])) + data[at + 3000 :]


def drop(data, share, _):
    at = int(len(data) * share)
    return data[:at] + data[at + 1500 :]


IN_PDF = {
    "jpeg": [(cut, 0.02), (cut, 0.3), (cut, 0.6), (cut, 0.95), (zero, 0.5), (drop, 0.4), (garble, 0.01)],
    "progressive": [(cut, 0.1), (cut, 0.5), (garble, 0.3), (zero, 0.6)],
    "colour": [(cut, 0.4), (cut, 0.8), (drop, 0.5)],
    "jpx": [(cut, 0.05), (cut, 0.5), (cut, 0.9), (drop, 0.5), (garble, 0.0)],
    "fax": [(cut, 0.1), (cut, 0.5), (cut, 0.9), (garble, 0.2), (garble, 0.6), (zero, 0.4)],
    "jbig2": [(cut, 0.02), (cut, 0.5), (cut, 0.95), (garble, 0.0), (garble, 0.4), (garble, 0.7), (drop, 0.5)],
    "flate": [(cut, 0.1), (cut, 0.7), (garble, 0.4), (zero, 0.3)],
    "plain": [(cut, 0.2), (cut, 0.8)],
}
FILES = {
    "jpg": (jpeg, [(cut, 0.3), (cut, 0.9), (zero, 0.5), (drop, 0.5)]),
    "png": (png, [(cut, 0.4), (cut, 0.9), (garble, 0.5), (zero, 0.5)]),
    "fax.tif": (lambda p: tiff(p.convert("1", dither=Image.Dither.NONE), "group4"), [(garble, 0.3), (zero, 0.4)]),
    "zip.tif": (lambda p: tiff(p, "tiff_adobe_deflate"), [(garble, 0.4), (zero, 0.4)]),
}
"""Damage to pictures in a PDF and to files that are pictures: how, and from which share of the data on."""


def damaged_inputs():
    """Every damaged source, about fifty."""
    rng = random.Random(20261128)
    page = sheet("print")
    for coding, damages in IN_PDF.items():
        code, words = CODINGS[coding]
        for damage, share in damages:
            data = damage(code(page), share, rng)
            yield Input(f"{coding}-{damage.__name__}-{share}.pdf", pdf([(data, words)]), damaged=True)
    for suffix, (code, damages) in FILES.items():
        for damage, share in damages:
            yield Input(f"{damage.__name__}-{share}.{suffix}", damage(code(page), share, rng), damaged=True)
    whole = pdf([(fax(page), FAX_FORM)] * 4)
    for share in (0.3, 0.5, 0.7, 0.9, 0.97):
        yield Input(f"file-cut-{share}.pdf", cut(whole, share, rng), damaged=True)


def whole_inputs():
    """The twins: every coding of print, of a blank sheet and of a photograph, undamaged."""
    for kind in SHEETS:
        page = sheet(kind)
        for coding, (code, words) in CODINGS.items():
            yield Input(f"{kind}-{coding}.pdf", pdf([(code(page), words)]), damaged=False)
        for suffix, (code, _) in FILES.items():
            yield Input(f"{kind}.{suffix}", code(page), damaged=False)
    code, words = CODINGS["jpeg"]
    data = code(sheet("print"))
    yield Input("jpeg-without-its-end.pdf", pdf([(data[:-2], words)]), damaged=False)
    yield Input("jpeg-with-fillers.pdf", pdf([(data[:-2] + bytes(40) + data[-2:] + b"\r\n", words)]), damaged=False)
    yield Input("text-behind-the-end.pdf", pdf([(data, words)]) + b"<!-- sent by a server -->\n" * 90, damaged=False)
    yield Input("zeros-behind-the-end.pdf", pdf([(data, words)]) + bytes(4096), damaged=False)
