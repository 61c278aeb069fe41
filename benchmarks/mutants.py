"""How many small faults in the value parsers, or in the code of ruled grids, do their tests notice?

    python benchmarks/mutants.py [--each 60] [--seed 12] [--only money] [--grids] [--show]

A mutant is one change inside a function: a comparison, a sign, a number, a condition turned round, a filter left out,
a result forgotten. The tests of the module run against it in a process of their own (forked, so that nothing is loaded
twice); it is killed if they fail or take too long. What lives on is printed with `--show`: some of it says the same in
other words, the rest wants a test. Changes in texts and in values outside of functions are not made.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import inspect
import io
import os
import random
import signal
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VALUES = tuple(f"tests/extract/records/test_{name}.py" for name in ("values", "signs", "days"))
HEADER = ("tests/extract/header",)
GRID_TESTS = tuple(f"tests/extract/grids/test_{n}.py" for n in ("grids", "steps", "cell_index", "unread_cells"))
PARSERS: dict[str, tuple[str, ...]] = {
    **{
        f"sohoa.extract.records.{name}": VALUES
        for name in ("numbers", "money", "quantities", "ranges", "days", "deadlines")
    },
    "sohoa.extract.wording.numerals": ("tests/extract/wording/test_numerals.py", *VALUES),
    "sohoa.extract.header.document_code": ("tests/extract/header/test_document_code.py", *HEADER),
    "sohoa.extract.header.dateline": ("tests/extract/header/test_dateline.py", *HEADER),
    "sohoa.nouns.page_ranges": ("tests/pipeline/output/test_document_names.py",),
}
"""The modules that make values of text, and the tests that are to hold them."""
GRIDS = {
    f"sohoa.extract.grids.{path.stem}": (*GRID_TESTS, "tests/extract/grids/test_generated_tables.py")
    for path in sorted((ROOT / "extract" / "grids").glob("[a-z]*.py"))
}
"""The modules that make tables of rules, and theirs; squared paper, which takes long, is left out."""
LEAST_S, TIMES = 30.0, 4.0
"""CPU seconds; a mutant whose tests take longer than this and than so many times those of the code itself hangs."""
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_REVERSED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """A module with one change: where, what, and the whole tree."""

    line: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of the text."""
    tree = ast.parse(source)
    for n, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            other = copy.deepcopy(tree)
            twin = next(x for k, x in enumerate(ast.walk(other)) if k == n)
            change(twin)
            yield Mutant(getattr(node, "lineno", 0), what, ast.fix_missing_locations(other))


Change = Callable[[ast.AST], None]


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            new = _COMPARED[type(op)]
            yield f"{type(op).__name__} -> {new.__name__}", lambda t: setattr(t, "ops", [new()])
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{type(op).__name__} -> {other.__name__}", lambda t: setattr(t, "op", other())
        case ast.BinOp(op=op) if type(op) in _REVERSED:
            turned = _REVERSED[type(op)]
            yield f"{type(op).__name__} -> {turned.__name__}", lambda t: setattr(t, "op", turned())
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", lambda t: setattr(t, "op", ast.UAdd()) or setattr(t, "operand", _truth(t.operand))  # type: ignore[attr-defined,func-returns-value]
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", lambda t: setattr(t, "value", not value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value} -> {value + 1}", lambda t: setattr(t, "value", value + 1)
        case ast.If() | ast.IfExp() | ast.While():
            yield "condition turned round", lambda t: setattr(t, "test", ast.UnaryOp(ast.Not(), t.test))  # type: ignore[attr-defined]
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield "result forgotten", lambda t: setattr(t, "value", ast.Constant(None))
        case ast.comprehension(ifs=[_, *_]):
            yield "filter left out", lambda t: setattr(t, "ifs", [])


def _truth(operand: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("bool", ast.Load()), [operand], [])


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def functions(module: types.ModuleType) -> dict[str, types.FunctionType]:
    """The functions and methods that a module defines, by qualified name, out of their wrappers."""
    found: dict[str, types.FunctionType] = {}
    holders = [module, *(c for c in vars(module).values() if inspect.isclass(c) and c.__module__ == module.__name__)]
    for holder in holders:
        for value in vars(holder).values():
            bare = inspect.unwrap(value.fget if isinstance(value, property) else getattr(value, "__func__", value)) if (
                callable(value) or isinstance(value, property | staticmethod | classmethod)
            ) else None  # fmt: skip
            if isinstance(bare, types.FunctionType) and bare.__module__ == module.__name__:
                found[bare.__qualname__] = bare
    return found


def differing(module: types.ModuleType, mutant: Mutant) -> dict[str, types.CodeType]:
    """Code of the functions that the mutant has otherwise."""
    names = {"__name__": module.__name__, "__file__": module.__file__}
    twin = types.ModuleType(module.__name__)
    twin.__dict__.update(names)
    before = sys.modules[module.__name__]
    sys.modules[module.__name__] = twin
    try:
        exec(compile(mutant.tree, str(module.__file__), "exec"), twin.__dict__)  # noqa: S102 - our own code, changed by us
    except Exception:  # a change outside of functions that the module does not survive
        return {}
    finally:
        sys.modules[module.__name__] = before
    here = functions(module)
    return {
        name: other.__code__
        for name, other in functions(twin).items()
        if name in here and len(here[name].__code__.co_freevars) == len(other.__code__.co_freevars)
        and other.__code__ != here[name].__code__
    }  # fmt: skip


def is_killed(
    module: types.ModuleType, codes: dict[str, types.CodeType], tests: tuple[str, ...], limit_s: float
) -> bool:
    """Do the tests fail once these functions have this code? In a process of its own."""
    pid = os.fork()
    if pid == 0:
        signal.setitimer(signal.ITIMER_PROF, limit_s)
        for name, code in codes.items():
            functions(module)[name].__code__ = code
        os._exit(0 if passes(tests) else 1)
    _, status = os.waitpid(pid, 0)
    return status != 0


def passes(tests: tuple[str, ...]) -> bool:
    """Do these tests pass? Nothing of what they say is shown."""
    words = [
        "-x",
        "-p",
        "no:cacheprovider",
        f"--rootdir={ROOT}",
        f"--basetemp={ROOT}/build/mutants-{os.getpid()}",
        *tests,
    ]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return pytest.main(words) == 0


def measure(name: str, tests: tuple[str, ...], each: int, seed: int, show: bool) -> tuple[int, int]:
    """How many mutants of a module were killed, and how many there were."""
    module = importlib.import_module(name)
    source = inspect.getsource(module)
    all_of_them = [(m, codes) for m in mutants(source) if (codes := differing(module, m))]
    some = random.Random(seed).sample(all_of_them, min(each, len(all_of_them)))
    before = os.times()
    if is_killed(module, {}, tests, 3600.0):
        raise SystemExit(f"{name}: its tests fail without any change")
    took_s = os.times().children_user - before.children_user
    limit_s = max(LEAST_S, TIMES * took_s)
    killed = 0
    for mutant, codes in some:
        if is_killed(module, codes, tests, limit_s):
            killed += 1
        elif show:
            print(f"    {name}:{mutant.line}: {mutant.what}: {source.splitlines()[mutant.line - 1].strip()}")
    print(f"{name:40} {killed:4} of {len(some):4} ({killed / max(1, len(some)):.0%}), {len(all_of_them)} in all")
    return killed, len(some)


def main() -> int:
    """Measure the modules that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=60, help="mutants a module at most")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--only", default="", help="only modules whose name holds this")
    parser.add_argument("--grids", action="store_true", help="the modules that make tables of rules instead")
    parser.add_argument("--show", action="store_true", help="print those that live")
    args = parser.parse_args()
    os.chdir(ROOT)
    chosen = GRIDS if args.grids else PARSERS
    counts = [measure(m, t, args.each, args.seed, args.show) for m, t in chosen.items() if args.only in m]
    killed, total = (sum(c) for c in zip(*counts, strict=True))
    print(f"{'all':40} {killed:4} of {total:4} ({killed / max(1, total):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
