"""The invisible text that a scanning program left on a page: taken out where we judged it broken and read anew.

What one sees stays: text is taken out only if it is drawn invisibly (text rendering mode 3, ISO 32000-1, 9.3.6) or if
the page looks the same without it, as where a scan was laid over printed text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3
_LOOK_DPI = 72
"""Of the pictures that are compared: a printed letter has some dark pixels. A guess."""
_DEEPEST = 5
"""Forms inside forms that are looked into."""


def clear_old_layer(pdf: Pdf, page: Page) -> None:
    """Take the text of a broken layer off a page: all of it if the page looks the same without, else what is unseen.

    Rule: A broken text layer that a scanning program left does not come into the PDF, unless one sees it.
    Test: pipeline/export/pdf/test_old_layer.py::test_what_one_sees_stays
    """
    alone = Pdf.new()
    alone.pages.append(page)
    before = _look(alone)
    take_out_text(alone, alone.pages[0], only_invisible=False)
    take_out_text(pdf, page, only_invisible=_look(alone) != before)


def _look(pdf: Pdf) -> bytes:
    """The first page as a small picture."""
    import pypdfium2

    buffer = io.BytesIO()
    pdf.save(buffer)
    with pypdfium2.PdfDocument(buffer.getvalue()) as shown:
        return bytes(shown[0].render(scale=_LOOK_DPI / 72).to_numpy())


def take_out_text(pdf: Pdf, page: Page, only_invisible: bool) -> None:
    """Take text out of a page and its forms."""
    for form in _forms(page.resources, 0):
        form.write(_without_text(form, only_invisible))
    page.Contents = pdf.make_stream(_without_text(page, only_invisible))


def drop_unused_fonts(page: Page) -> None:
    """Take unused fonts off the resources of a page and its forms: PDF/A wants all that are named embedded."""
    forms = list(_forms(page.resources, 0))
    for form in forms:
        _drop_fonts(form, _used_fonts(form))
    without_own = [form for form in forms if Name.Resources not in form]  # these use what their page has
    _drop_fonts(page.obj, _used_fonts(page).union(*map(_used_fonts, without_own)))


def _without_text(stream: Page | Stream, only_invisible: bool) -> bytes:
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    mode, outer = 0, [0]
    for op in pikepdf.parse_content_stream(stream):
        name = str(op.operator)
        if name == "q":
            outer.append(mode)
        elif name == "Q" and len(outer) > 1:
            mode = outer.pop()
        elif name == "Tr":
            mode = int(op.operands[0])
        if name in _SHOWS and (mode == _INVISIBLE or not only_invisible):
            continue
        kept.append(op)
    if not any(str(op.operator) in _SHOWS for op in kept):
        kept = [op for op in kept if str(op.operator) != "Tf"]
    return pikepdf.unparse_content_stream(kept)


def _forms(resources: Object | None, depth: int) -> Iterator[Stream]:
    if resources is None or depth > _DEEPEST:
        return
    for thing in dict(resources.get(Name.XObject, {}).items()).values():
        if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Form:
            yield thing
            yield from _forms(thing.get(Name.Resources), depth + 1)


def _used_fonts(shown: Page | Stream) -> set[str]:
    return {str(op.operands[0]) for op in pikepdf.parse_content_stream(shown) if str(op.operator) == "Tf"}


def _drop_fonts(user: Object, used: set[str]) -> None:
    resources = user.get(Name.Resources)
    if resources is None or Name.Font not in resources:
        return
    kept = {name: font for name, font in resources.Font.items() if name in used}
    if len(kept) < len(resources.Font):
        # Other pages may use the same resources: this one gets its own.
        others = {k: v for k, v in resources.items() if k != Name.Font}
        user.Resources = Dictionary({**others, **({"/Font": Dictionary(kept)} if kept else {})})
