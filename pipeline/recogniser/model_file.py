"""The file of the reader's network and what it says of itself, without what runs it: the parent of a run only asks."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from sohoa.errors import EngineMissing, said_by
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.recogniser import MODELS
from sohoa.pipeline.recogniser.model_card import told_digest
from sohoa.pipeline.recogniser.model_properties import read_properties

MODEL = MODELS / "lines.onnx"
"""The model that comes with the package; its card lies beside it."""
COVERED = MODELS / "covered" / "covered.onnx"
"""The model for lines over which seals, strokes of the pen or stamps lie, with a card of its own."""


def model_facts(path: Path = MODEL) -> dict[str, str]:
    """Properties of the model at `path`, and under `digest` the first 12 hex digits of its file's SHA-256.

    They are kept: a process that has read the model names the one that it has read, whatever lies there by now.

    Raises:
        EngineMissing: the model is not there or damaged; of those that come with the package no bit may be another.

    Rule: A damaged model ends the run with exit code 4, be it the reader's or that of the syllables: nothing is read
        with it, and what was read before is kept.
    Test: pipeline/recogniser/test_model.py::test_a_model_of_which_one_bit_is_another_reads_nothing
    """
    if not path.is_file():
        raise EngineMissing(path, kind=DoubtKind.NO_READER_MODEL)
    try:
        facts, digest = _read(path)
        cards = {MODEL: MODELS, COVERED: COVERED.parent}
        if path in cards and digest != told_digest(cards[path])[1]:
            raise ValueError("SHA-256")
    except (OSError, ValueError) as e:
        raise EngineMissing(path, said_by(e), kind=DoubtKind.READER_MODEL_DAMAGED) from e
    return facts


@lru_cache(maxsize=2)
def _read(path: Path) -> tuple[dict[str, str], str]:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return {**read_properties(data), "digest": digest[:12]}, digest


if hasattr(os, "register_at_fork"):  # a worker that is forked of a parent that asked has read no model yet
    os.register_at_fork(after_in_child=_read.cache_clear)


def reader_version(facts: dict[str, str], covered: dict[str, str] | None = None) -> str:
    """Name and version of the reader with models of these `model_facts`: that of lines, that of covered ones."""
    also = f" covered {covered['digest']}" if covered else ""
    return f"sohoa lines {facts['digest']}{also}"
