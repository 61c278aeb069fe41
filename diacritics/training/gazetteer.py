"""Names and words as training lines: our own names, and the lists that underthesea ships.

underthesea (Apache-2.0) carries all communes before and after 1 July 2025 and a list of
Vietnamese words; both are read from its package folder when the model is trained, never
when text is restored.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

from sohoa.diacritics import DATA

NAMES_FILE = DATA / "names.tsv"
_ADDRESSES, _WORDS = "address/data/mapping.json", "corpus/data/Viet74K.txt"
_PLACE_KEYS = ("old_ward", "old_district", "old_province", "new_ward", "new_province")


def name_lines() -> Iterator[str]:
    """Names of `data/names.tsv` (kind, of what, names split at `; `), alone and after their kind."""
    for row in NAMES_FILE.read_text("utf-8").splitlines():
        kind, _, names = row.split("\t")
        for name in names.split("; "):
            yield name
            yield f"các {kind} {name}"
            yield f"với {kind} {name} và"


def underthesea_files() -> list[Path]:
    """The lists in underthesea's package folder that are there; the package is not imported."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent
    return [folder / name for name in (_ADDRESSES, _WORDS) if (folder / name).is_file()]


def list_lines(path: Path) -> Iterator[str]:
    """Lines of one of `underthesea_files`: places from the smallest up, or words of several syllables."""
    if path.suffix == ".json":
        seen: set[str] = set()
        for ward in json.loads(path.read_text("utf-8"))["ward_mapping"]:
            for keys in (_PLACE_KEYS[:3], _PLACE_KEYS[3:]):
                line = ", ".join(ward[k] for k in keys if ward.get(k))
                if line and line not in seen:
                    seen.add(line)
                    yield line
        return
    yield from (word for word in path.read_text("utf-8").splitlines() if " " in word)
