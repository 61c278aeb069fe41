"""The card that goes with a model file: how it was made, from which text, under which rights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from diacritics.corpus import Source

if TYPE_CHECKING:
    from diacritics.train import Recipe


def write_card(path: Path, sources: list[Source], recipe: Recipe) -> None:
    """Write NAME.json beside the model file `path`: facts that a program can compare."""
    with np.load(path) as z:
        title: dict[str, Any] = json.loads(z["title"].tobytes())
    card = {
        "model": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "made_on": date.today().isoformat(),
        "command": "python -m diacritics.train CORPUS_DIR -o diacritics/models/" + path.name,
        "recipe": asdict(recipe),
        "contents": {k: title[k] for k in ("tokens", "words", "pairs", "triples", "fours")},
        "held_out": "lines whose SHA-256 (UTF-8) begins with 00",
        "sources": [{"file": s.path.name, "sha256": s.sha256, "weight": s.weight, "rights": s.rights} for s in sources],
    }
    text = json.dumps(card, ensure_ascii=False, indent=1) + "\n"
    path.with_suffix(".json").write_text(text, "utf-8")
