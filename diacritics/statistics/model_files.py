"""Opens the model files that come with the package; one that is damaged is told as such."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sohoa.errors import EngineMissing, said_by
from sohoa.nouns.doubt import DoubtKind

Model = TypeVar("Model")


def opened(read: Callable[[Path], Model], path: Path) -> Model:
    """What `read` makes of a model's file; the archive that it is (numpy's .npz) bears checksums of all its parts.

    Raises:
        EngineMissing: the file is damaged or not there.
    """
    try:
        return read(path)
    except MemoryError:
        raise
    except Exception as e:  # whatever a damaged file makes of its reader
        raise EngineMissing(path, said_by(e), kind=DoubtKind.DIACRITIC_MODEL_DAMAGED) from e
