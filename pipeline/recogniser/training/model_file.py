"""The model's file (ONNX), written and read: normalisation folded into the weights, weights in half precision.

The one module that imports onnx.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from torch import nn

from sohoa.pipeline.recogniser.alphabet import LABELS
from sohoa.pipeline.recogniser.line_image import HEIGHT
from sohoa.pipeline.recogniser.training.network import convolutions
from sohoa.pipeline.recogniser.training.pieces import STRIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_OPSET = 17
"""Version of the ONNX operators that the file is written for."""
_IR = 8
"""Version of the file format of ONNX."""


class _Graph:
    """Nodes and weights, one after the other."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.last = "ink"

    def add(self, kind: str, inputs: list[str], **attributes: Any) -> str:  # noqa: ANN401 what ONNX takes
        """A node; its output is called as its number says."""
        from onnx import helper

        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        self.last = name
        return name

    def weight(self, values: Floats) -> str:
        """Weights in half precision, made single again when the file is loaded."""
        from onnx import TensorProto, numpy_helper

        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values.astype(np.float16), name))
        return self.add("Cast", [name], to=TensorProto.FLOAT)

    def constant(self, values: list[int]) -> str:
        """Whole numbers that an operator wants as an input."""
        from onnx import numpy_helper

        name = f"c{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name


def export(network: nn.Sequential, path: Path, properties: dict[str, str]) -> None:
    """Writes the network: ink (n, `HEIGHT`, width) float32 in, probabilities (n, frames, labels) float32 out.

    Args:
        network: see `network.make_network`.
        path: of the file.
        properties: kept in the file beside the labels.
    """
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph()
    graph.add("Unsqueeze", ["ink", graph.constant([1])])
    for layer, (convolution, norm) in zip(network, convolutions(network), strict=True):
        _layer(graph, layer, convolution, norm)
    squeezed = graph.add("Squeeze", [graph.last, graph.constant([2])])
    turned = graph.add("Transpose", [squeezed], perm=[0, 2, 1])
    graph.nodes.append(helper.make_node("Softmax", [turned], ["probabilities"], axis=2))
    ink = helper.make_tensor_value_info("ink", TensorProto.FLOAT, ["n", HEIGHT, "width"])
    said = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", "frames", len(LABELS)])
    made = helper.make_graph(graph.nodes, "lines", [ink], [said], graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    helper.set_model_props(model, {"labels": LABELS, "height": str(HEIGHT), "stride": str(STRIDE), **properties})
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def model_weights(path: Path) -> list[Floats]:
    """Weight and shift of each convolution, one after the other, from the first layer to the last."""
    import onnx
    from onnx import numpy_helper

    kept = [w for w in onnx.load(str(path)).graph.initializer if w.name.startswith("w")]
    return [numpy_helper.to_array(w).astype(np.float32) for w in kept]


def model_properties(path: Path) -> dict[str, str]:
    """What the file says about itself."""
    import onnx

    return {p.key: p.value for p in onnx.load(str(path)).metadata_props}


def plain_copy(model: Path, path: Path) -> list[str]:
    """Writes a model with its weights in single precision and all nodes by name; gives the names of convolutions."""
    import onnx
    from onnx import numpy_helper

    made = onnx.load(str(model))
    halves = {w.name: w for w in made.graph.initializer}
    kept = []
    for k, node in enumerate(made.graph.node):
        half = halves.get(node.input[0])
        if node.op_type != "Cast" or half is None:
            node.name = node.name or f"n{k}"
            kept.append(node)
            continue
        weights = numpy_helper.to_array(half).astype(np.float32)
        made.graph.initializer.append(numpy_helper.from_array(weights, node.output[0]))
        made.graph.initializer.remove(half)
    del made.graph.node[:]
    made.graph.node.extend(kept)
    onnx.save(made, str(path))
    return [node.name for node in kept if node.op_type == "Conv"]


def copy_with_properties(model: Path, properties: dict[str, str], path: Path) -> None:
    """Writes a model with what it says of itself."""
    import onnx

    made = onnx.load(str(model))
    onnx.helper.set_model_props(made, properties)
    path.write_bytes(made.SerializeToString())


def _layer(graph: _Graph, layer: nn.Module, convolution: nn.Conv2d, norm: nn.BatchNorm2d | None) -> None:
    before = graph.last
    _convolution(graph, convolution, norm)
    if norm is not None:
        graph.add("Relu", [graph.last])
    if not isinstance(layer, (nn.Sequential, nn.Conv2d)):
        graph.add("Add", [graph.last, before])


def _convolution(graph: _Graph, layer: nn.Conv2d, norm: nn.BatchNorm2d | None) -> None:
    """The convolution, with what follows it (a scale and a shift a channel) folded in."""
    weight = layer.weight.detach().numpy().astype(np.float32)
    shift = np.zeros(len(weight), np.float32) if layer.bias is None else layer.bias.detach().numpy()
    if norm is not None:
        assert norm.running_var is not None and norm.running_mean is not None
        scale = norm.weight.detach().numpy() / np.sqrt(norm.running_var.numpy() + norm.eps)
        weight = weight * scale[:, None, None, None]
        shift = norm.bias.detach().numpy() + scale * (shift - norm.running_mean.numpy())
    before = graph.last
    inputs = [before, graph.weight(weight), graph.weight(shift.astype(np.float32))]
    (top, left), strides, dilations = layer.padding, list(layer.stride), list(layer.dilation)
    graph.add("Conv", inputs, pads=[top, left, top, left], strides=strides, dilations=dilations)


def stored_tensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """All tensors of a model's file by their names, of the types in which they are stored."""
    import onnx
    from onnx import numpy_helper

    return {w.name: numpy_helper.to_array(w) for w in onnx.load(path).graph.initializer}


def write_with_tensors(model: Path, tensors: dict[str, NDArray[np.generic]], path: Path) -> None:
    """Writes `model` with other tensors of the same names and shapes."""
    import onnx
    from onnx import numpy_helper

    loaded = onnx.load(model)
    for weight in loaded.graph.initializer:
        weight.CopyFrom(numpy_helper.from_array(tensors[weight.name], weight.name))
    onnx.save(loaded, path)
