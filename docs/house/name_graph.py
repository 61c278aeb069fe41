"""Which functions of ours a test can reach, told by names alone: nothing is run.

From a test one goes to what its text names: what its file or a `conftest.py` defines (fixtures by their parameters),
what it imports, and from there on in the same way. A name behind a point (`engine.read`) may be a method of any class
that is reached and has one of that name: more is reached than runs, so that what is not reached is surely not held by
the test.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docs.house.rooms import ALL, ROOT

Place = tuple[str, str]
"""Module and name: of a function, class or constant, `Class.method`, or "" for what the module does by itself."""
_BY_ITSELF = ("__init__", "__post_init__", "__call__", "__enter__", "__exit__", "__iter__", "__next__")
"""Methods that are called without being named."""


@cache
def _files() -> dict[str, Path]:
    """All modules of ours and of the tests with their files."""
    tests = (ROOT / "tests").rglob("*.py")
    return {**ALL, **{".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in tests}}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_files()[module].read_text("utf-8"))


@cache
def _definitions(module: str) -> dict[str, ast.AST]:
    """What stands at the top of a module, and the methods of its classes, by name."""
    found: dict[str, ast.AST] = {}
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {t.id: node for t in targets if isinstance(t, ast.Name)}
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{m.name}": m for m in node.body if isinstance(m, ast.FunctionDef)}
    return found


@cache
def _imported(module: str) -> dict[str, Place]:
    """Names that a module imports of ours, anywhere in it: name → place; a module itself has the place (module, "")."""
    found: dict[str, Place] = {}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            found |= {a.asname or a.name: (a.name, "") for a in node.names if a.name in _files()}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for a in node.names:
                whole = f"{node.module}.{a.name}"
                found[a.asname or a.name] = (whole, "") if whole in _files() else (node.module, a.name)
    return found


@cache
def _methods(module: str, name: str) -> frozenset[str]:
    """Names of the methods of a class; of anything else none."""
    return frozenset(d.split(".")[1] for d in _definitions(module) if d.startswith(f"{name}."))


def _resolved(module: str, name: str) -> Iterator[Place]:
    """Where a name of a module is defined."""
    if module == "sohoa" and name not in _definitions(module):
        module = "sohoa.public"
    if module not in _files():
        return
    if name in _definitions(module):
        yield module, name
    elif name in _imported(module):
        place = _imported(module)[name]
        if place[1]:
            yield from _resolved(*place)


def _of_module(module: str, node: ast.Attribute) -> Iterator[Place]:
    """What stands behind the point after a module's name, or after a module that is imported by a name put together."""
    if isinstance(node.value, ast.Name) and node.value.id in _imported(module):
        place = _imported(module)[node.value.id]
        if not place[1]:
            yield from _resolved(place[0], node.attr)
    elif isinstance(node.value, ast.Call) and "import_module" in ast.dump(node.value.func):
        yield from ((m, node.attr) for m in _files() if node.attr in _definitions(m))


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """A definition with all that it does; what is written for types alone, and the methods of a class, are left out."""
    yield node
    typed = ("annotation", "returns", "type_params")
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            method = isinstance(node, ast.ClassDef) and isinstance(child, ast.FunctionDef)
            if isinstance(child, ast.AST) and field not in typed and not method:
                yield from _inside(child)


@cache
def _steps(place: Place) -> tuple[frozenset[Place], frozenset[str]]:
    """The places that a definition names, and what it names behind points."""
    module, name = place
    places: set[Place] = set()
    behind: set[str] = set()
    for inner in _inside(_definitions(module)[name]):
        if isinstance(inner, ast.Name):
            places.update(_resolved(module, inner.id))
        elif isinstance(inner, ast.Attribute):
            places.update(_of_module(module, inner))
            behind.add(inner.attr)
        elif isinstance(inner, ast.arg):
            places.update(_fixture(module, inner.arg))
    return frozenset(places), frozenset(behind)


def _fixture(module: str, name: str) -> Iterator[Place]:
    """A function of a test's file, or of a `conftest.py` in its folder or one around it, that a parameter names."""
    if module.startswith("tests."):
        around = module.split(".")[:-1]
        homes = [module, *(".".join([*around[:k], "conftest"]) for k in range(len(around), 0, -1))]
        for home in homes:
            yield from _resolved(home, name)


@cache
def reached(test_file: str, test: str) -> frozenset[Place]:
    """All places that a test can reach.

    Args:
        test_file: from `tests/` on.
        test: name of its function.
    """
    module = ".".join(("tests", *Path(test_file).with_suffix("").parts))
    found, behind = {(module, test)}, set(_BY_ITSELF)
    done: set[Place] = set()
    while new := found - done:
        done |= new
        for places, names in map(_steps, new):
            found |= places
            behind |= names
        found |= {(m, f"{c}.{n}") for m, c in found for n in _methods(m, c) & behind}
    return frozenset(found)
