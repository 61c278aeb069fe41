"""What the extra `sohoa[pdf]` brings; looked for before anything is done."""

from __future__ import annotations

import importlib.util

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind

_PACKAGES = ("pikepdf", "img2pdf", "fontTools", "jsonschema")


def require_pdf_extra() -> None:
    """Are the packages of the extra `pdf` here?

    Raises:
        InputError: one is missing.
    """
    for package in _PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise InputError(package, kind=DoubtKind.EXTRA_MISSING)
