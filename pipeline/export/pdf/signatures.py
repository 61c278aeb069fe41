"""Digital signatures of a PDF: found, so that a signed file is not copied without them unasked."""

from __future__ import annotations

from pikepdf import Array, Name, Object, Pdf

_SIGNATURE = Name.Sig


def is_signed(pdf: Pdf) -> bool:
    """Does the PDF hold a digital signature (a signature field with a value, ISO 32000-1, 12.7.4.5), or its seal?"""
    form = pdf.Root.get(Name.AcroForm)
    fields = form.get(Name.Fields, Array()) if form is not None else Array()
    return Name.Perms in pdf.Root or any(_holds_signature(f, 0) for f in fields)


def _holds_signature(field: Object, depth: int) -> bool:
    if field.get(Name.FT) == _SIGNATURE and Name.V in field:
        return True
    return depth < 10 and any(_holds_signature(kid, depth + 1) for kid in field.get(Name.Kids, []))
