"""Writes small PDFs by hand, so that every coordinate in them is known."""

from dataclasses import dataclass, field


@dataclass
class PageParts:
    """A page: its content stream, box, turn, images (name -> (width, height, grey bytes)) and annotations."""

    content: str = ""
    box: tuple[float, float, float, float] = (0, 0, 595, 842)
    crop: tuple[float, float, float, float] | None = None
    rotate: int = 0
    images: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    notes: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)


def text_at(x, y, text, size=12.0, font="F1", turn=(1, 0, 0, 1)):
    """Operators that show `text`, whose characters must be known to the font's coding (see `codes`)."""
    shown = "".join(f"{b:02X}" for b in codes(text))
    a, b, c, d = turn
    return f"BT /{font} {size} Tf {a} {b} {c} {d} {x} {y} Tm <{shown}> Tj ET\n"


ALPHABET = "".join(chr(c) for c in range(32, 127)) + (
    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    "ĐƯƠẠẢẤẦẬẾỀỆỘỚỜỞỢỦỨỪỰÁÀÂÊÔÍ\u0301\u0323\u0302\ufb01\u00ad"
)
"""Characters of the Unicode fonts, in the order of their codes from 1."""


def codes(text):
    return bytes(ALPHABET.index(c) + 1 for c in text)


WINDOWS = "".join(bytes((b,)).decode("cp1252", "replace") for b in range(1, 256))


def _cmap(letters):
    rows = "\n".join(f"<{i + 1:02X}> <{ord(c):04X}>" for i, c in enumerate(letters))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )


def _stream(body, extra=""):
    data = body if isinstance(body, bytes) else body.encode("latin-1")
    return b"<<" + extra.encode() + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def write_pdf(path, pages, legacy_font=None):
    """Fonts: F1 (letters of `ALPHABET`, 0.5 em wide), L1 (Windows codes, named `legacy_font`)."""
    objects = [b"", b""]

    def add(body):
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    widths = "[" + "500 " * 255 + "]"
    cmap = add(_stream(_cmap(ALPHABET)))
    windows = add(_stream(_cmap(WINDOWS)))
    describe = add(
        "<</Type/FontDescriptor/FontName/Plain/Flags 32/ItalicAngle 0/Ascent 750/Descent -200/CapHeight 700"
        "/StemV 80/FontBBox[0 -200 500 750]>>"
    )
    plain = f"/Type/Font/Subtype/TrueType/FirstChar 1/LastChar 255/Widths {widths}/FontDescriptor {describe} 0 R"
    f1 = add(f"<<{plain}/BaseFont/Plain/ToUnicode {cmap} 0 R>>")
    l1 = add(f"<<{plain}/BaseFont/{legacy_font or 'Helvetica'}/ToUnicode {windows} 0 R>>")
    kids = [_add_page(add, page, f1, l1) for page in pages]
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    refs = " ".join(f"{k} 0 R" for k in kids)
    objects[1] = f"<</Type/Pages/Kids[{refs}]/Count {len(kids)}>>".encode()
    out, places = b"%PDF-1.7\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    xref = "".join(f"{p:010} 00000 n \n" for p in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    path.write_bytes(out + tail.encode() + f"startxref\n{len(out)}\n%%EOF".encode())
    return path


def _add_page(add, page, f1, l1):
    images = ""
    for name, (width, height, data) in page.images.items():
        extra = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray"
        images += f"/{name} {add(_stream(data, extra))} 0 R"
    fonts = f"/Font<</F1 {f1} 0 R/L1 {l1} 0 R>>"
    notes = ""
    for (x0, y0, x1, y1), content in page.notes:
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 {x1 - x0} {y1 - y0}]/Resources<<{fonts}>>"
        shown = add(_stream(content, form))
        notes += f"{add(f'<</Type/Annot/Subtype/Stamp/F 4/Rect[{x0} {y0} {x1} {y1}]/AP<</N {shown} 0 R>>>>')} 0 R "
    crop = f"/CropBox[{' '.join(map(str, page.crop))}]" if page.crop else ""
    content = add(_stream(page.content))
    return add(
        f"<</Type/Page/Parent 2 0 R/MediaBox[{' '.join(map(str, page.box))}]{crop}/Rotate {page.rotate}"
        f"/Resources<<{fonts}/XObject<<{images}>>>>/Annots[{notes}]/Contents {content} 0 R>>"
    )


def legacy_at(x, y, text, size=12.0):
    """Operators that show Windows-1252 text in the legacy font."""
    return f"BT /L1 {size} Tf {x} {y} Td <{text.encode('cp1252').hex()}> Tj ET\n"
