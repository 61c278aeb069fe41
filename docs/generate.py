"""Makes the pages of docs/ that are read off the code, and the picture of its rooms.

    python docs/generate.py          write them (`make docs`)

A test fails if they are not up to date.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import runpy
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pydantic import Field

sys.path.insert(0, str(Path(__file__).parents[1]))

import sohoa.settings
from docs.house.drawing import draw
from docs.house.room_list import architecture_page
from docs.house.rules import rules_page
from docs.man_page import man_page
from sohoa.messages import rows
from sohoa.pipeline.output.contract import CONTRACT
from sohoa.pipeline.output.schemas import SCHEMAS
from sohoa.settings import Settings

DOCS = Path(__file__).parent


def main() -> None:
    """Write all generated pages."""
    for name, text in generated_pages().items():
        (DOCS / name).write_text(text, "utf-8")
        print(DOCS / name)


def generated_pages() -> dict[str, str]:
    """File name → content."""
    api = runpy.run_path(str(DOCS / "api_page.py"))["api_page"]()
    return {
        "api.md": api,
        "architecture.md": architecture_page(DOCS / "architecture.md"),
        "data-dictionary.md": data_dictionary(),
        "pictures/house.svg": draw(),
        "problems.md": problems_page(),
        "rules.md": rules_page(DOCS / "rules.md"),
        "settings.md": settings_page(),
        "sohoa.1": man_page(),
    }


def problems_page() -> str:
    """`docs/problems.md` as it stands, its list of doubts made again from `sohoa/data/doubts.tsv`."""
    before, rest = (DOCS / "problems.md").read_text("utf-8").split(_DOUBTS_BEGIN)
    after = rest.split(_DOUBTS_END)[1]
    lines = [_DOUBTS_BEGIN, "", "| kind | English | Vietnamese |", "|---|---|---|"]
    lines += [f"| `{kind}` | {en} | {vi} |" for kind, _, en, vi in rows("doubts.tsv")]
    return before + "\n".join([*lines, "", _DOUBTS_END]) + after


_DOUBTS_BEGIN = "<!-- Made by docs/generate.py from sohoa/data/doubts.tsv; `make docs` makes it again. -->"
_DOUBTS_END = "<!-- End of what is made. -->"


def data_dictionary() -> str:
    """Every dataset with its columns, from the schemas."""
    return "\n".join(_data_dictionary_lines())


def _data_dictionary_lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "<!-- Made by docs/generate.py from pipeline/output/schemas.py; `make docs` makes it again. -->"
    yield ""
    yield "`sohoa run … -o OUT` writes one Parquet file a document into each folder below:"
    yield '`pandas.read_parquet("OUT/cells")` reads the cells of all documents. Coordinates are pixels of the'
    yield "cleaned page, origin top left; `pages.to_source` leads back to the source. Pages count from 1, rows,"
    yield "columns, lines and words from 0. A confidence is from 0 to 1. Null means not printed or not read;"
    yield "the reason is in `problems` or `review_reason`. All text is Unicode NFC."
    yield ""
    yield f"This is contract {CONTRACT}; the number stands in the metadata of every file (key `contract`) and in"
    yield "`OUT/outcome/`. Called otherwise in 0.1: `tasks.group`, `indicators.group` (now `group_title`),"
    yield "`changes.start`, `changes.end` (now `char_start`, `char_end`); `also_at` held paths as they were given."
    yield "Of another meaning since: `tasks.start_year` is null where only an end is printed (`Trước ngày 30/6/2026`)."
    for name, schema in SCHEMAS.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield _description(schema.metadata)
        yield ""
        yield "| column | type | may be null | what |"
        yield "|---|---|---|---|"
        for field in schema:
            null = "yes" if field.nullable else "no"
            what = _description(field.metadata).replace("|", "\\|")
            yield f"| `{field.name}` | {type_name(field.type)} | {null} | {what} |"
    yield ""


def _description(metadata: dict[bytes, bytes]) -> str:
    return metadata[b"description"].decode()


def type_name(kind: pa.DataType) -> str:
    """A column's type in words of people, not of Arrow."""
    if pa.types.is_map(kind):
        return f"map of {type_name(kind.key_type)} to {type_name(kind.item_type)}"
    if pa.types.is_list(kind):
        return f"list of {type_name(kind.value_type)}"
    if pa.types.is_fixed_size_list(kind):
        return f"{kind.list_size} {type_name(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(f"{f.name}: {type_name(f.type)}" for f in kind) + "}"
    return {"date32[day]": "date", "double": "float64"}.get(str(kind), str(kind))


def settings_page() -> str:
    """Every section and key with its default, range and purpose, from `sohoa/settings.py`."""
    return "\n".join(_settings_lines())


def _settings_lines() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "<!-- Made by docs/generate.py from sohoa/settings.py; `make docs` makes it again. -->"
    yield ""
    yield "`sohoa run … --settings FILE.toml` reads a TOML file with one section a stage. What it leaves out keeps"
    yield "its default; an unknown key or a value out of range is refused with its name (exit code 6). Other"
    yield "settings mean other results: a run reads again what was read with other ones, but pages are kept where"
    yield "only `[records]` or `tables.join` differ."
    yield ""
    yield "```toml"
    yield "[source]"
    yield "max_dpi = 200"
    yield ""
    yield "[tables]"
    yield "join = false"
    yield "```"
    notes, names = _notes(), {"Field": Field}  # which the module of the settings loads when it reads a file
    for section in dataclasses.fields(Settings):
        kind = typing.get_type_hints(Settings)[section.name]
        yield ""
        yield f"## [{section.name}]"
        yield ""
        yield notes[kind.__name__, ""]
        yield ""
        yield "| key | default | allowed | what |"
        yield "|---|---|---|---|"
        for field in dataclasses.fields(kind):
            default = str(field.default).lower() if isinstance(field.default, bool) else repr(field.default)
            allowed = _allowed(typing.get_type_hints(kind, localns=names, include_extras=True)[field.name])
            what = notes.get((kind.__name__, field.name), "")
            yield f"| `{field.name}` | `{default}` | {allowed} | {what} |"
    yield ""


def _notes() -> dict[tuple[str, str], str]:
    """Docstrings of the settings classes (key "") and of their fields, which Python itself drops."""
    notes: dict[tuple[str, str], str] = {}
    tree = ast.parse(Path(sohoa.settings.__file__).read_text("utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        notes[node.name, ""] = ast.get_docstring(node) or ""
        for field, after in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                notes[node.name, field.target.id] = re.sub(r"\s+", " ", str(after.value.value))
    return notes


_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def _allowed(kind: object) -> str:
    if kind is bool:
        return "true, false"
    if typing.get_origin(kind) is typing.Literal:
        return ", ".join(f'"{x}"' for x in typing.get_args(kind))
    limits = [x for m in getattr(kind, "__metadata__", ()) for x in getattr(m, "metadata", ())]
    bounds = [f"{sign} {getattr(x, key)}" for x in limits for key, sign in _SIGNS.items() if hasattr(x, key)]
    patterns = [f"`{x.pattern}`" for x in limits if getattr(x, "pattern", None)]
    return ", ".join(bounds + patterns)


if __name__ == "__main__":
    main()
