"""The network's file and what runs it (ONNX, onnxruntime). The one module that imports it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sohoa.errors import EngineFailed, EngineMissing
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.recogniser.line_image import HEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]

_INPUT = "ink"
_MOST_PIXELS = 48 * 1024
"""Columns of pictures in one go: bounds the memory to about 60 MiB."""


class Session:
    """The network, ready to run on one thread."""

    def __init__(self, path: Path) -> None:
        """Loads the file.

        Raises:
            EngineMissing: onnxruntime or the file is not there.
            EngineFailed: the file is damaged or no model of this reader.
        """
        try:
            import onnxruntime
        except ImportError as e:
            raise EngineMissing(kind=DoubtKind.NO_ONNXRUNTIME) from e
        if not path.is_file():
            raise EngineMissing(path, kind=DoubtKind.NO_READER_MODEL)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._lock = threading.Lock()
        try:
            self._run: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            self.properties: dict[str, str] = dict(self._run.get_modelmeta().custom_metadata_map)
            self.labels = self.properties["labels"]
            stride, height = int(self.properties["stride"]), int(self.properties["height"])
        except Exception as e:  # onnxruntime's errors have no common class below Exception
            raise EngineFailed(path, e, kind=DoubtKind.READER_MODEL_DAMAGED) from e
        if height != HEIGHT:
            raise EngineFailed(path, height, HEIGHT, kind=DoubtKind.READER_MODEL_HEIGHT)
        self.stride = stride

    def probabilities(self, pictures: list[Ink]) -> list[NDArray[np.float32]]:
        """Probability of each label in each frame, (frames, labels), for each picture (`HEIGHT`, width)."""
        order = sorted(range(len(pictures)), key=lambda k: pictures[k].shape[1])
        found: dict[int, NDArray[np.float32]] = {}
        for group in _groups(order, [p.shape[1] for p in pictures]):
            width = _padded(pictures[group[-1]].shape[1])
            ink = np.zeros((len(group), HEIGHT, width), np.float32)
            for row, k in enumerate(group):
                ink[row, :, : pictures[k].shape[1]] = pictures[k]
            with self._lock:
                said = self._run.run(None, {_INPUT: ink})[0]
            for row, k in enumerate(group):
                found[k] = said[row, : -(-pictures[k].shape[1] // self.stride)]
        return [found[k] for k in range(len(pictures))]


def _padded(width: int) -> int:
    return -(-width // 32) * 32


def _groups(order: list[int], widths: list[int]) -> list[list[int]]:
    """Pictures that go together: narrowest first, the widest at most an eighth wider than the narrowest."""
    groups: list[list[int]] = []
    for k in order:
        last = groups[-1] if groups else []
        wide = _padded(widths[k])
        if last and wide <= 1.125 * _padded(widths[last[0]]) and (len(last) + 1) * wide <= _MOST_PIXELS:
            last.append(k)
        else:
            groups.append([k])
    return groups
