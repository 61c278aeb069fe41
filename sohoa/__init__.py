"""Sohoa: scanned Vietnamese plan documents into text, tables and typed records.

What `sohoa.public` lists is the promise. It is loaded when a name of it is first asked for (PEP 562), so that
``import sohoa`` and the command start at once.
"""

from __future__ import annotations

from importlib import import_module

from sohoa._version import __version__ as __version__

TYPE_CHECKING = False  # `typing` itself takes a third of the time that the command needs to start
if TYPE_CHECKING:
    from typing import Any

    from sohoa.public import *  # noqa: F403


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the public names
    public = import_module("sohoa.public")
    if name == "__all__":
        return [*public.__all__, "__version__"]
    if name not in public.__all__:
        raise AttributeError(f"module 'sohoa' has no attribute {name!r}")
    return getattr(public, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *import_module("sohoa.public").__all__})
