"""The card that goes with a model file: how it was made, from which text, under which rights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sohoa.diacritics.training.corpus import Source
from sohoa.diacritics.training.recipes import Recipe, SignRecipe, WindowRecipe


def write_card(path: Path, sources: list[Source], recipe: Recipe) -> None:
    """Write NAME.json beside the n-gram model `path`: facts that a program can compare."""
    with np.load(path) as z:
        title: dict[str, Any] = json.loads(z["title"].tobytes())
    contents = {k: title[k] for k in ("tokens", "words", "pairs", "triples", "fours")}
    _write(
        path,
        "python -m sohoa.diacritics.training.syllable_model",
        sources,
        {"recipe": asdict(recipe), "contents": contents},
    )


def write_window_card(path: Path, sources: list[Source], recipe: WindowRecipe) -> None:
    """The same beside the network `path`."""
    _write(path, "python -m sohoa.diacritics.training.window_network", sources, {"recipe": asdict(recipe)})


def write_sign_card(path: Path, sources: list[Source], recipe: SignRecipe) -> None:
    """The same beside the model of signs `path`."""
    _write(path, "python -m sohoa.diacritics.training.sign_model", sources, {"recipe": asdict(recipe)})


def _write(path: Path, command: str, sources: list[Source], facts: dict[str, Any]) -> None:
    card = {
        "model": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "made_on": date.today().isoformat(),
        "command": f"{command} CORPUS_DIR -o diacritics/models/{path.name}",
        **facts,
        "held_out": "lines whose SHA-256 (UTF-8) begins with 00",
        "sources": [{"file": s.path.name, "sha256": s.sha256, "weight": s.weight, "rights": s.rights} for s in sources],
    }
    path.with_suffix(".json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
