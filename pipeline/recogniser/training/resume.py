"""Makes a network that can learn on out of a shipped model, whose normalisation was folded into its weights.

Each layer gets the folded weights; its normalisation is set so that it undoes what it does on some batches of pieces,
so that the network says the same as the model before it learns on.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from sohoa.pipeline.recogniser.training.model_file import model_weights
from sohoa.pipeline.recogniser.training.network import convolutions, make_network
from sohoa.pipeline.recogniser.training.new_labels import with_new_labels


def model_to_network(path: Path, ink: Tensor) -> nn.Sequential:
    """A network that says what the model at `path` says.

    Args:
        path: an ONNX file made by `model_file.export`.
        ink: pieces to measure on, (n, 1, `HEIGHT`, width).

    Raises:
        ValueError: the model is of another shape than this version's network.
    """
    weights = model_weights(path)
    network = make_network()
    found = list(convolutions(network))
    weights[-2:] = with_new_labels(weights[-2], weights[-1], found[-1][0].out_channels)
    if [tuple(layer.weight.shape) for layer, _ in found] != [w.shape for w in weights[::2]]:
        raise ValueError(f"{path} holds a network of another shape")
    with torch.no_grad():
        for (layer, _), weight in zip(found, weights[::2], strict=True):
            layer.weight.copy_(torch.from_numpy(weight))
        _measure(network, found, [torch.from_numpy(w) for w in weights[1::2]], ink)
    return network


def _measure(
    network: nn.Sequential, found: list[tuple[nn.Conv2d, nn.BatchNorm2d | None]], shifts: list[Tensor], ink: Tensor
) -> None:
    """Sets each normalisation to undo itself on `ink` but for the shift, from the first layer to the last."""
    network.train()
    for (layer, norm), shift in zip(found, shifts, strict=True):
        if norm is None:
            assert layer.bias is not None
            layer.bias.copy_(shift)
            continue
        seen: list[Tensor] = []
        hook = layer.register_forward_hook(lambda _m, _i, out, seen=seen: seen.append(out))
        network(ink)
        hook.remove()
        mean, variance = seen[0].mean((0, 2, 3)), seen[0].var((0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)  # type: ignore[union-attr]
        norm.running_var.copy_(variance)  # type: ignore[union-attr]
        norm.weight.copy_(torch.sqrt(variance + norm.eps))
        norm.bias.copy_(mean + shift)
