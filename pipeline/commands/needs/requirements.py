"""What the installed distribution `sohoa` requires, from its metadata, and what is there of it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_AT_LEAST = re.compile(r">=\s*([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A distribution that sohoa needs.

    Attributes:
        name: such as ``opencv-python-headless``.
        least: lowest version that will do, "" for any.
        found: the version that is installed, "" if none is, or if its modules are gone.
    """

    name: str
    least: str = ""
    found: str = ""

    @property
    def is_old(self) -> bool:
        """Is it here, but of too low a version?"""
        return bool(self.found) and _numbers(self.found) < _numbers(self.least)


def requirements(distribution: str = "sohoa") -> Iterator[Requirement]:
    """What must be installed to run `distribution`; extras are left out.

    Raises:
        importlib.metadata.PackageNotFoundError: it is not installed itself.
    """
    modules = _modules_by_distribution()
    for line in importlib.metadata.requires(distribution) or ():
        wanted, _, marker = line.partition(";")
        name = _NAME.match(wanted.strip())
        if name is None or "extra" in marker:
            continue
        least = _AT_LEAST.search(wanted)
        yield Requirement(name[0], least[1] if least else "", _found(name[0], modules))


def _found(name: str, modules: dict[str, list[str]]) -> str:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    there = all(importlib.util.find_spec(m) for m in modules.get(_plain(name), ()))
    return version if there else ""


def _modules_by_distribution() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for module, distributions in importlib.metadata.packages_distributions().items():
        for distribution in distributions:
            if module.isidentifier():
                found.setdefault(_plain(distribution), []).append(module)
    return found


def _plain(name: str) -> str:
    """Names of distributions are compared without case and sorts of dashes (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _numbers(version: str) -> tuple[int, ...]:
    """``"2.10.0rc1"`` → (2, 10): the release, zeros at its end left out."""
    release = re.split(r"[^0-9.]", version)[0].strip(".")
    numbers = [int(n) for n in release.split(".") if n]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
