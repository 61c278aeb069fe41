"""The network's file (ONNX) and what runs it: onnxruntime, on one thread.

Of its versions those before 1.29: later builds carry a client that reports events over the network, which a program
for archives must not have (`tests/project/test_nothing_reports.py`). OpenCV, which is here in any case, takes from two
and a half to eight times as long, by processor (benchmarks/LOG.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state

from sohoa.errors import EngineMissing, said_by
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.recogniser.line_image import HEIGHT
from sohoa.pipeline.recogniser.model_file import model_facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]

_ERRORS = (x for x in vars(onnxruntime_pybind11_state).values() if isinstance(x, type) and issubclass(x, Exception))
_BROKEN: tuple[type[Exception], ...] = (KeyError, ValueError, *_ERRORS)
"""What loading a damaged file raises; the errors of onnxruntime have no base of their own."""
_INPUT = "ink"
_MOST_PIXELS = 48 * 1024
"""Columns of pictures in one go: bounds the memory to about 60 MiB."""


class Session:
    """The network, ready to run on one thread."""

    def __init__(self, path: Path) -> None:
        """Loads the file.

        Raises:
            EngineMissing: the file is not there, is damaged, or is no model of this reader.
        """
        self.properties = model_facts(path)
        try:
            self.labels = self.properties["labels"]
            stride, height = int(self.properties["stride"]), int(self.properties["height"])
            self._network = onnxruntime.InferenceSession(path, _options(), providers=["CPUExecutionProvider"])
        except _BROKEN as e:
            raise EngineMissing(path, said_by(e), kind=DoubtKind.READER_MODEL_DAMAGED) from e
        if height != HEIGHT:
            raise EngineMissing(path, height, HEIGHT, kind=DoubtKind.READER_MODEL_HEIGHT)
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
            (said,) = self._network.run(None, {_INPUT: ink})
            for row, k in enumerate(group):
                found[k] = said[row, : -(-pictures[k].shape[1] // self.stride)]
        return [found[k] for k in range(len(pictures))]


def _options() -> onnxruntime.SessionOptions:
    """One thread, and no memory kept between calls: the pictures are never as wide as those before them."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    return options


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
