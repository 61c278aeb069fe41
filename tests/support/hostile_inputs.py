"""A folder of hostile files, made by a program from a seed: the same ones in every run."""

import io
import os
import random
import struct
import zlib
from pathlib import Path

from PIL import Image

from tests.support.damaged_inputs import CODINGS, Input, damaged_inputs, jpeg, jpx, pdf, png, sheet, tiff
from tests.support.mutations import mutated
from tests.support.pdf_files import PageParts, text_at, write_pdf

ENCRYPTED = Path(__file__).parents[1] / "pipeline" / "source" / "data" / "encrypted.pdf"
GOOD = {f"good-{k}.txt": f"Kế hoạch số {k} của xã Hòa Trung\n".encode() for k in range(10)}
"""Files beside the hostile ones that must be read as if they were alone."""
BOXES = [
    "0 0 0 0",
    "0 0 1000000 1000000", "NaN NaN 595 842", "595 842 0 0", "-1e30 -1e30 1e30 1e30", "0 0 595", "", "a b c d",
    "0 0 .001 842",
    "0 0 595 99999999999999999999", "0 0 -595 -842", "[0 0] 1 1", "null null null null", "0 0 14400 1",
]  # fmt: skip
ODD_NAMES = [
    b"\xff\xfe.pdf", b"\x1b[2Jx.pdf", b"new\nline.pdf", b"-rf.pdf", b"%n%s.pdf", "\u202efdp.pdf".encode(),
    b"a'\"$(id).pdf",
    b"x" * 240 + b".pdf", b"..pdf", b" .pdf", b"~.pdf", b"CON.pdf", b"a.pdf.", b"tab\there.pdf", b"*?.pdf",
]  # fmt: skip


def objects_pdf(*objects, tail=None):
    """A PDF of these objects as they are, the first being the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for k, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % k + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    default = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    )
    return out + (default if tail is None else tail).encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


def stream(data, words=""):
    return f"<<{words}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


CATALOGUE, PAGES = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page(words="", box="0 0 595 842"):
    return f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{words}>>"


def odd_pdfs():
    """Structures that no program writes and that readers fall over."""
    for k, box in enumerate(BOXES):
        yield f"box-{k}", objects_pdf(CATALOGUE, PAGES, page(box=box))
        yield f"crop-{k}", objects_pdf(CATALOGUE, PAGES, page(f"/CropBox[{box}]"))
    for k, turn in enumerate(("45", "-90", "1e9", "/Name", "(90)")):
        yield f"turn-{k}", objects_pdf(CATALOGUE, PAGES, page(f"/Rotate {turn}"))
    for k, unit in enumerate(("1e9", "0", "-1", "NaN")):
        yield f"unit-{k}", objects_pdf(CATALOGUE, PAGES, page(f"/UserUnit {unit}"))
    yield "no-pages", objects_pdf(CATALOGUE, "<</Type/Pages/Kids[]/Count 0>>")
    yield "pages-of-pages", objects_pdf(CATALOGUE, "<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "ring-of-pages",
        objects_pdf(CATALOGUE, PAGES, "<</Type/Pages/Kids[4 0 R]/Count 9>>", "<</Type/Pages/Kids[3 0 R]/Count 9>>"),
    )
    yield "many-pages", objects_pdf(CATALOGUE, f"<</Type/Pages/Kids[{'3 0 R ' * 6000}]/Count 6000>>", page())
    yield "count-lies", objects_pdf(CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count 4000000000>>", page())
    yield "negative-count", objects_pdf(CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count -3>>", page())
    yield "catalogue-is-itself", objects_pdf("<</Type/Catalog/Pages 1 0 R>>")
    yield "no-catalogue", objects_pdf("null", "null")
    yield "no-list", objects_pdf(CATALOGUE, PAGES, page(), tail="")
    yield (
        "list-lies",
        objects_pdf(CATALOGUE, PAGES, page(), tail="xref\n0 9\n9999999999 00000 n \ntrailer<</Root 1 0 R>>\n"),
    )
    yield "list-of-itself", objects_pdf(CATALOGUE, PAGES, page(), tail="xref\n0 1\ntrailer<</Root 1 0 R/Prev 9>>\n")
    yield "deep", objects_pdf(CATALOGUE, PAGES, page(f"/X {'[' * 5000}{']' * 5000}"))
    for k, content in enumerate(
        (
            b"q " * 50_000,
            b"/F Do " * 2000,
            b"BT /F 12 Tf (a) Tj " * 3000,
            b"1e38 0 0 1e38 0 0 cm 0 0 9 9 re f",
            b"\xff" * 900,
        )
    ):
        yield f"content-{k}", objects_pdf(CATALOGUE, PAGES, page("/Contents 4 0 R"), stream(content))
    yield (
        "content-bomb",
        objects_pdf(
            CATALOGUE,
            PAGES,
            page("/Contents 4 0 R"),
            stream(zlib.compress(b" " * 30_000_000, 9), "/Filter/FlateDecode"),
        ),
    )
    yield (
        "filters",
        objects_pdf(CATALOGUE, PAGES, page("/Contents 4 0 R"), stream(b"x", f"/Filter[{'/FlateDecode' * 50}]")),
    )
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {} 0 R>>>>"
    yield "form-in-itself", objects_pdf(
        CATALOGUE, PAGES, page("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"), stream(b"/F Do"),
        stream(b"/F Do", form.format(5)),
    )  # fmt: skip
    yield "forms-in-a-ring", objects_pdf(
        CATALOGUE, PAGES, page("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"), stream(b"/F Do"),
        stream(b"/F Do /F Do", form.format(6)), stream(b"/F Do /F Do", form.format(5)),
    )  # fmt: skip
    yield "forms-that-double", objects_pdf(
        CATALOGUE, PAGES, page("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"), stream(b"/F Do"),
        *(stream(b"/F Do " * 8, form.format(n + 1)) for n in range(5, 12)), stream(b"0 0 9 9 re f", form.format(99)),
    )  # fmt: skip
    for k, (width, height) in enumerate(((0, 0), (60000, 60000), (-5, 9), (2**31, 2), (1, 10**9))):
        image = stream(b"x", f"/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray")
        shown = page("/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>")
        yield f"image-size-{k}", objects_pdf(CATALOGUE, PAGES, shown, stream(b"q 500 0 0 700 9 9 cm /I Do Q"), image)
    for k in range(9):
        yield f"locked-{k}", mutated(ENCRYPTED.read_bytes(), random.Random(k)) if k else ENCRYPTED.read_bytes()


def odd_pictures():
    """Bombs, rare modes, polyglots."""
    small = sheet("print").resize((240, 340))

    def head(width, height):
        chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))

    for k, size in enumerate(((50000, 50000), (2**31 - 1, 2**31 - 1), (0, 0), (1, 10**8), (10**8, 1))):
        yield f"bomb-{k}.png", head(*size) + png(small)[33:]
        yield (
            f"bomb-{k}.tif",
            b"II*\0\x08\0\0\0\x03\0"
            + struct.pack(
                "<" + "HHII" * 3, 256, 4, 1, size[0] & 0xFFFFFFFF, 257, 4, 1, size[1] & 0xFFFFFFFF, 273, 4, 1, 8
            )
            + bytes(4),
        )
    yield "ring.tif", b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHII", 256, 4, 1, 9) + struct.pack("<I", 8)
    for mode in ("1", "LA", "P", "RGBA", "I;16"):
        out = io.BytesIO()
        small.convert("I").convert(mode).save(out, "PNG") if mode == "I;16" else small.convert(mode).save(out, "PNG")
        yield f"mode-{mode.replace(';', '')}.png", out.getvalue()
    for mode in ("CMYK", "L", "RGB"):
        yield f"mode-{mode}.jpg", jpeg(small.convert(mode))
    out = io.BytesIO()
    small.save(out, "MPO", save_all=True, append_images=[small])
    yield "camera.jpg", out.getvalue()
    yield "inverted.tif", tiff(Image.eval(small, lambda v: 255 - v).convert("1"), "group4")
    yield "zip-behind.pdf", pdf([(jpeg(small), CODINGS["jpeg"][1])]) + b"PK\x03\x04 and more"
    yield "picture-first.pdf", jpeg(small)[:600] + pdf([(jpeg(small), CODINGS["jpeg"][1])])
    yield "picture.pdf", png(small)
    yield "jpx.jpg", jpx(sheet("blank"))
    yield "program.pdf", b"\x7fELF" + bytes(200)
    yield "page.pdf", b"<html><script>alert(1)</script></html>"


def odd_texts():
    """Plain text that is none, or too much."""
    yield "nul.txt", b"a\0b"
    yield "half.txt", "Kế hoạch".encode("utf-16")[:-1]
    yield "wide.txt", b"\xff\xfe\0\0" + b"\xff" * 8
    yield "feeds.txt", b"\f" * 3000
    yield "many-feeds.txt", b"a\f" * 6000
    yield "long-line.txt", b"a" * 400_000
    yield "marks.txt", ("a" + "\u0323\u0301" * 5000).encode()
    yield "escapes.txt", b"\x1b]0;title\x07\x1b[31mred\x1b[0m\n"
    yield "bad-utf8.txt", b"\xc3\x28\xa0\xa1 \xe2\x28\xa1" * 40
    yield "formula.txt", b'=HYPERLINK("http://x")\n@SUM(1)\n+1\n-1\n'


def hostile_inputs(n, folder):
    """`n` files; those of `damaged_inputs` come last and must not come out as `ok`. `folder` is for drawing in.

    Every structure once, then mutations of small samples until there are enough.
    """
    fixed = [Input(f"{name}.pdf", data, damaged=False) for name, data in odd_pdfs()]
    fixed += [Input(name, data, damaged=False) for name, data in (*odd_pictures(), *odd_texts())]
    drawn = write_pdf(folder / "drawn", [PageParts(text_at(60, 700, "Kế hoạch năm 2031"))]).read_bytes()
    fixed += [Input(os.fsdecode(name), drawn + b"%%%d" % k, damaged=False) for k, name in enumerate(ODD_NAMES)]
    small = sheet("print").resize((160, 220))
    code, words = CODINGS["flate"]
    samples = {
        "m.jpg": jpeg(small),
        "m.png": png(small),
        "m.tif": tiff(small.convert("1"), "group4"),
        "n.tif": tiff(small, "tiff_lzw"),
        "m.pdf": drawn,
        "n.pdf": pdf([(code(small), words)]),
        "m.txt": "Kế hoạch\f trang hai".encode("utf-16"),
    }
    damaged = list(damaged_inputs())
    changed = []
    for k in range(max(0, n - len(fixed) - len(damaged))):
        name = sorted(samples)[k % len(samples)]
        changed.append(Input(f"{k:04}-{name}", mutated(samples[name], random.Random(f"hostile {k}")), damaged=False))
    some = [*fixed, *changed, *damaged]
    return some if len(some) <= n else random.Random(n).sample(some, n)
