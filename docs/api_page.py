"""Makes docs/api.md: every public name of `sohoa` with its signature and docstring."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from enum import Enum

import sohoa
import sohoa.public


def api_page() -> str:
    """The page, from the docstrings."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Python interface"
    yield ""
    yield "<!-- Made by docs/generate.py from the docstrings of sohoa.public; `make docs` makes it again. -->"
    yield ""
    yield "`import sohoa` gives the names below and is quick: what stands behind them is loaded when it is first used."
    yield "All else in the package may change."
    yield ""
    yield "```python"
    yield "import sohoa"
    yield ""
    yield 'document = sohoa.digitise("data/raw/lam-giang-126-kh-ubnd.pdf")'
    yield "document.header.code, len(document.pages)"
    yield "document.tables[0].to_pandas()"
    yield 'sohoa.load("data/processed", "tasks", columns=["document", "tt", "task", "deadline_raw"])'
    yield "```"
    for name in sohoa.public.__all__:
        yield from _entry(name, getattr(sohoa.public, name))


def _entry(name: str, value: object) -> Iterator[str]:
    yield ""
    yield f"## {name}"
    yield ""
    if inspect.isclass(value):
        bases = ", ".join(b.__name__ for b in value.__bases__ if b is not object)
        yield f"class{f', a kind of `{bases}`' if bases else ''} in `{value.__module__}`"
    else:
        yield f"```python\ndef {name}{_signature(value)}: ...\n```"
    yield ""
    yield from _as_markdown(inspect.cleandoc(value.__doc__ or ""))
    if inspect.isclass(value):
        yield from _members(value)


def _signature(value: object) -> str:
    assert callable(value)
    signature = inspect.signature(value)
    return f"({', '.join(_parameter(p) for p in signature.parameters.values())}) -> {signature.return_annotation}"


def _parameter(parameter: inspect.Parameter) -> str:
    value = str(parameter.default) if isinstance(parameter.default, Enum) else parameter.default
    default = "" if value is parameter.empty else f" = {value!r}"
    return f"{parameter.name}: {parameter.annotation}{default}"


_HEADS = ("Args:", "Attributes:", "Raises:", "Returns:")


def _as_markdown(doc: str) -> Iterator[str]:
    """A docstring with its lists of arguments as lists; examples stay as they are."""
    listed = False
    for line in doc.splitlines():
        if line in _HEADS or line == "Example:":
            listed = line in _HEADS
            yield f"**{line[:-1]}**"
            yield ""
        elif listed and line.startswith("    ") and not line.startswith("     "):
            name, colon, text = line.strip().partition(": ")
            yield f"* `{name}`: {text}" if colon else f"* {line.strip()}"
        else:
            yield line.removeprefix("    ") if listed else line


def _members(value: type) -> Iterator[str]:
    fields = [f"`{f.name}`: {f.type}" for f in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []
    if fields:
        yield ""
        yield f"Fields: {'; '.join(fields)}"
    for name, member in vars(value).items():
        told = inspect.getdoc(member.fget if isinstance(member, property) else member)
        if (
            name.startswith("_")
            or not told
            or (not isinstance(member, property | staticmethod) and not callable(member))
        ):
            continue
        if dataclasses.is_dataclass(value) and name in {f.name for f in dataclasses.fields(value)}:
            continue
        yield ""
        yield f"* `{name}{'' if isinstance(member, property) else '()'}`: {told.splitlines()[0]}"
