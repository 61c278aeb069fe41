"""What PDF/A does not know and nobody sees: odd keys, short names of filters, fields, signatures, scripts, files.

All of it on a copy in memory. Pictures of stamps and fields become a part of their pages, so that the copy looks as
the original does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream


def _keys(names: str) -> frozenset[str]:
    return frozenset(f"/{name}" for name in names.split())


_RESOURCES = _keys("ExtGState ColorSpace Pattern Shading XObject Font ProcSet Properties")
"""ISO 32000-1, table 33."""
_SHORT_FILTERS = frozenset(
    Name(f"/{k}") for k in ("Fl", "LZW", "AHx", "A85", "RL", "CCF", "DCT")
)  # allowed in inline images only (ISO 32000-1, table 94)
_CATALOGUE = _keys(
    "Type Version Pages PageLabels Names Dests PageLayout PageMode Outlines Threads URI Metadata StructTreeRoot "
    "MarkInfo Lang OutputIntents OCProperties"
)
"""What of ISO 32000-1, table 28, stays: no forms, signatures, actions, files, nor keys of single makers."""
_PAGE = _keys(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots StructParents Tabs "
    "UserUnit"
)
"""What of table 30 stays: no previews, actions, nor private data."""
_IMAGE = _keys(
    "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode SMask SMaskInData Name "
    "StructParent Metadata OC Length Filter DecodeParms"
)
"""Table 89 without alternate pictures and smoothing, and table 5."""
_STAMP_DPI = 300
_DEEPEST = 6


def tidy(pdf: Pdf) -> None:
    """Make a document in memory fit for PDF/A where that changes nothing that one sees."""
    _flatten(pdf)
    _drop_others(pdf.Root, _CATALOGUE)
    names = pdf.Root.get(Name.Names)
    for key in (Name.EmbeddedFiles, Name.JavaScript):
        if names is not None and key in names:
            del names[key]
    for thing in pdf.objects:
        _tidy_object(thing)
    for page in pdf.pages:
        page.contents_coalesce()
        _drop_others(page.obj, _PAGE)
        for resources in _all_resources(page.obj.get(Name.Resources), 0):
            _drop_others(resources, _RESOURCES)
            _part_masks(pdf, resources)


def _tidy_object(thing: Object) -> None:
    if isinstance(thing, Stream):
        if thing.get(Name.Subtype) == Name.Image:
            _drop_others(thing, _IMAGE)
        if _has_short_filter(thing):
            thing.write(thing.read_bytes())
    elif isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.Pages:
        thing.Kids = Array(list(thing.Kids))  # not by reference, which checkers take for a fault


def _drop_others(of: Object, kept: frozenset[str]) -> None:
    for key in set(of.keys()) - kept:
        del of[key]


def _part_masks(pdf: Pdf, resources: Object) -> None:
    """Give a mask that is named as a picture too a life of its own: PDF/A checkers want an object to be one thing."""
    pictures = list(resources.get(Name.XObject, Dictionary()).values())
    named = {p.objgen for p in pictures}
    for picture in pictures:
        mask = picture.get(Name.SMask)
        if isinstance(mask, Stream) and mask.objgen in named:
            picture.SMask = pdf.make_stream(mask.read_raw_bytes(), dict(mask.items()))


def _flatten(pdf: Pdf) -> None:
    """Make the pictures of annotations a part of their pages; links stay what they are."""
    form = pdf.Root.get(Name.AcroForm)
    if form is not None and Name.DR in form:
        del form[Name.DR]  # fonts for filling in fields, which no picture of a field uses
    for page in pdf.pages:
        for note in page.obj.get(Name.Annots, []):
            picture = _appearance(note)
            if picture is not None and not all(_embedded(f) for f in _fonts(picture.get(Name.Resources), 0)):
                note.AP.N = _as_image(pdf, picture)
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        links = [a for a in page.obj.get(Name.Annots, []) if a.get(Name.Subtype) == Name.Link]
        if links:
            page.obj.Annots = Array(links)
        elif Name.Annots in page.obj:
            del page.obj[Name.Annots]


def _appearance(note: Object) -> Stream | None:
    picture = note.get(Name.AP, Dictionary()).get(Name.N)
    return picture if isinstance(picture, Stream) else None


def _as_image(pdf: Pdf, picture: Stream) -> Stream:
    """A picture that wants fonts which the file does not hold, drawn as a viewer draws it."""
    x0, y0, x1, y1 = (float(v) for v in picture.BBox)
    alone = Pdf.new()
    page = alone.add_blank_page(page_size=(max(1.0, x1 - x0), max(1.0, y1 - y0)))
    page.MediaBox = Array([x0, y0, x1, y1])
    copied = alone.copy_foreign(picture)
    if Name.Matrix in copied:
        del copied[Name.Matrix]
    page.Contents = alone.make_stream(b"/Stamp Do")
    page.Resources = Dictionary(XObject=Dictionary(Stamp=copied))
    buffer = io.BytesIO()
    alone.save(buffer)
    with pypdfium2.PdfDocument(buffer.getvalue()) as shown:
        drawn = shown[0].render(scale=_STAMP_DPI / 72, fill_color=(0, 0, 0, 0), rev_byteorder=True).to_pil()
    image = _image(pdf, drawn)
    content = f"q {x1 - x0:.4f} 0 0 {y1 - y0:.4f} {x0:.4f} {y0:.4f} cm /Stamp Do Q".encode()
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=picture.BBox)
    made.Resources = Dictionary(XObject=Dictionary(Stamp=image))
    if Name.Matrix in picture:
        made.Matrix = picture.Matrix
    return made


def _image(pdf: Pdf, drawn: object) -> Stream:
    from PIL import Image

    assert isinstance(drawn, Image.Image)
    seen = drawn.convert("RGBA")
    about = {"Type": Name.XObject, "Subtype": Name.Image, "Width": seen.width, "Height": seen.height}
    mask = pdf.make_stream(
        seen.getchannel("A").tobytes(), {**_keyed(about), "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8}
    )
    return pdf.make_stream(
        seen.convert("RGB").tobytes(),
        {**_keyed(about), "/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/SMask": mask},
    )


def _keyed(about: dict[str, object]) -> dict[str, object]:
    return {f"/{k}": v for k, v in about.items()}


def _has_short_filter(stream: Stream) -> bool:
    named = stream.get(Name.Filter)
    return any(f in _SHORT_FILTERS for f in ([named] if isinstance(named, Name) else named or ()))


def _all_resources(resources: Object | None, depth: int) -> Iterator[Object]:
    if resources is None or depth > _DEEPEST:
        return
    yield resources
    for thing in resources.get(Name.XObject, Dictionary()).values():
        if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Form:
            yield from _all_resources(thing.get(Name.Resources), depth + 1)


def _fonts(resources: Object | None, depth: int) -> Iterator[Object]:
    for some in _all_resources(resources, depth):
        yield from some.get(Name.Font, Dictionary()).values()


def _embedded(font: Object) -> bool:
    """Does the file hold the font's glyphs? Those of a Type 3 font are drawn in it."""
    if font.get(Name.Subtype) == Name.Type3:
        return True
    inner = font.DescendantFonts[0] if font.get(Name.Subtype) == Name.Type0 else font
    descriptor = inner.get(Name.FontDescriptor, Dictionary())
    return any(key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3))


def has_unembedded_fonts(page: Page) -> bool:
    """Does the page, or a form on it, name a font whose glyphs the file does not hold?"""
    return not all(_embedded(f) for f in _fonts(page.obj.get(Name.Resources), 0))
