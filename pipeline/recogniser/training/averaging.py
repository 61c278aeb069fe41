"""The mean of two models, one of which went on from the other: it reads better than either.

`python -m sohoa.pipeline.recogniser.training.averaging OLD.onnx NEW.onnx -o lines-float.onnx`

After Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy without
increasing inference time" (ICML 2022). Quantise the mean, not the means of what is quantised.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.generic]]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, help="a trained model (*.onnx), not in whole numbers")
    parser.add_argument("new", type=Path, help="one that went on from it")
    parser.add_argument("-o", "--output", type=Path, required=True, help="their mean (*.onnx)")
    options = parser.parse_args()
    average(options.old, options.new, options.output)


def average(old: Path, new: Path, path: Path) -> None:
    """Writes the mean of two models of one shape, with what `new` says of itself; ValueError as `mean_weights`."""
    from sohoa.pipeline.recogniser.training.model_file import stored_tensors, write_with_tensors

    write_with_tensors(new, mean_weights(stored_tensors(old), stored_tensors(new)), path)


def mean_weights(first: Weights, second: Weights) -> Weights:
    """The mean of each tensor, of its type; whole numbers (shapes, axes) are those of the second.

    Raises:
        ValueError: the models have not the same tensors.
    """
    if {n: w.shape for n, w in first.items()} != {n: w.shape for n, w in second.items()}:
        raise ValueError("the models are of different shapes")
    return {name: _mean(first[name], own) if own.dtype.kind == "f" else own for name, own in second.items()}


def _mean(one: NDArray[np.generic], other: NDArray[np.generic]) -> NDArray[np.generic]:
    mean = (one.astype(np.float32) + other.astype(np.float32)) / 2
    return np.asarray(mean.astype(other.dtype))


if __name__ == "__main__":
    main()
