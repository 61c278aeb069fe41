"""What the extra `sohoa[review]` brings; looked for before anything is done."""

from __future__ import annotations

import importlib.util

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind

FOR_PAGES = ("jinja2",)
FOR_SERVER = ("jinja2", "starlette", "uvicorn")


def require_review_extra(packages: tuple[str, ...] = FOR_SERVER) -> None:
    """Are the packages of the extra `review` here?

    Raises:
        InputError: one is missing.
    """
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise InputError(package, kind=DoubtKind.EXTRA_MISSING)
