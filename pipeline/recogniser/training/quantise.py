"""The network in whole numbers of eight bits: read in half of the time or less.

`python -m sohoa.pipeline.recogniser.training.quantise MODEL CORPUS -o lines.onnx` makes it of a trained model and puts
it into the card that lies beside the new one.

Each activation gets a scale by the least and greatest value that it takes on generated pieces, each channel of weights
one of its own (Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference", 2018). Weights take seven of the eight bits: with eight, sums overflow on processors that have no
instructions of their own for such products (VNNI). The first convolution, which sees the ink, and the last, of which
probabilities are made, stay as they are: with them in whole numbers one line in a hundred more was read otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.recogniser.line_image import HEIGHT, strip_to_line_image
from sohoa.pipeline.recogniser.model_card import CARD
from sohoa.pipeline.recogniser.training.faces import Faces
from sohoa.pipeline.recogniser.training.pieces import PieceMaker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]

PIECES = 400
"""Pieces by which the scales are chosen; with 300 of other documents' lines the model reads the same."""
_FILE = re.compile(r"^\| file \|.*\n(\| whole numbers \|.*\n)?", re.MULTILINE)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a trained model (*.onnx)")
    parser.add_argument("corpus", type=Path, help="folder of *.txt or *.txt.zst, one paragraph a line")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the model in whole numbers (*.onnx)")
    parser.add_argument("--covered", action="store_true", help="scales by lines under seals, strokes and stamps")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    maker = PieceMaker(options.corpus, Faces(), options.seed, options.covered)
    pictures = (strip_to_line_image(maker.piece().strip).ink for _ in iter(int, 1))
    quantise(options.model, islice(pictures, PIECES), options.output)
    card = options.output.parent / CARD
    card.write_text(with_file(card.read_text("utf-8"), options.model, options.output), "utf-8")


def quantise(model: Path, pictures: Iterable[Ink], path: Path) -> None:
    """Writes the model in whole numbers, with all that the first says of itself.

    Args:
        model: as `model_file.export` writes it.
        pictures: ink of lines, each (`HEIGHT`, width), that show which values occur.
        path: of the new file.
    """
    # Here, since with it comes torch: a card can be told of a model without.
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static

    from sohoa.pipeline.recogniser.training.model_file import copy_with_properties, model_properties, plain_copy

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        convolutions = plain_copy(model, before)
        quantize_static(
            str(before),
            str(after),
            _Pictures(pictures),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv"],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[convolutions[0], convolutions[-1]],
            reduce_range=True,
        )
        copy_with_properties(after, model_properties(model), path)


def with_file(card: str, model: Path, path: Path) -> str:
    """A card that tells of the model in whole numbers, and what it was made of."""

    def told(file: Path) -> str:
        content = file.read_bytes()
        return f"`{file.name}`, {len(content)} bytes, SHA-256 `{hashlib.sha256(content).hexdigest()}`"

    rows = f"| file | {told(path)} |\n| whole numbers | of eight bits, made of {told(model)} |\n"
    return _FILE.sub(lambda _: rows, card, count=1)


class _Pictures:
    """What `quantize_static` asks for pictures, one by one."""

    def __init__(self, pictures: Iterable[Ink]) -> None:
        self._left: Iterator[Ink] = iter(pictures)

    def get_next(self) -> dict[str, Ink] | None:
        """The next input of the network, None at the end."""
        ink = next(self._left, None)
        if ink is None:
            return None
        wide = np.zeros((1, HEIGHT, -(-ink.shape[1] // 32) * 32), np.float32)
        wide[0, :, : ink.shape[1]] = ink
        return {"ink": wide}


if __name__ == "__main__":
    main()
