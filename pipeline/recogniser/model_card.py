"""What the card of the shipped model says of its file: a name and the SHA-256 of its bytes. The card is for people."""

from __future__ import annotations

import re
from pathlib import Path

CARD = "CARD.md"
_DIGEST = re.compile(r"`(?P<name>[^`]+\.onnx)`.*SHA-256 `(?P<digest>[0-9a-f]{64})`")


def told_digest(folder: Path) -> tuple[Path, str]:
    """The model's file and its SHA-256, as the card in a folder tells.

    Raises:
        OSError, ValueError: there is no card, or it does not tell.
    """
    told = _DIGEST.search((folder / CARD).read_text("utf-8"))
    if told is None:
        raise ValueError("SHA-256")
    return folder / told["name"], told["digest"]
