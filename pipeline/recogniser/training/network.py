"""The network: all convolution, so that it learns on short pieces and reads whole lines.

A frame stands for `pieces.STRIDE` pixels. The front looks at shapes in two dimensions, then the height is folded into
channels and residual layers look left and right over about 60 pixels, four or five letters.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from sohoa.pipeline.recogniser.alphabet import LABELS

FRONT = (16, 40, 80)
"""Channels of the three layers that shrink the picture. Guesses."""
WIDE = 192
"""Channels of the residual layers. A guess."""
REACHES = (1, 2, 4, 1, 2, 4)
"""Step between the three taps of each residual layer, in frames."""


class _Residual(nn.Module):
    def __init__(self, channels: int, reach: int) -> None:
        super().__init__()
        self.look = nn.Conv2d(channels, channels, (1, 3), padding=(0, reach), dilation=(1, reach), bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + torch.relu(self.norm(self.look(x)))


def _layer(into: int, out: int, kernel: tuple[int, int], stride: tuple[int, int], pad: tuple[int, int]) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(into, out, kernel, stride, pad, bias=False), nn.BatchNorm2d(out), nn.ReLU(inplace=True)
    )


def make_network() -> nn.Sequential:
    """Ink (n, 1, 40, width) in, scores before softmax (n, labels, 1, width / 4) out."""
    a, b, c = FRONT
    return nn.Sequential(
        _layer(1, a, (5, 5), (2, 2), (2, 2)),
        _layer(a, b, (3, 3), (2, 2), (1, 1)),
        _layer(b, b, (3, 3), (1, 1), (1, 1)),
        _layer(b, c, (3, 3), (2, 1), (1, 1)),
        _layer(c, c, (3, 3), (1, 1), (1, 1)),
        _layer(c, WIDE, (5, 1), (1, 1), (0, 0)),
        *(_Residual(WIDE, reach) for reach in REACHES),
        nn.Conv2d(WIDE, len(LABELS), 1),
    )


def convolutions(network: nn.Sequential) -> Iterator[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """Each convolution with the normalisation that follows it, from the first layer to the last."""
    for layer in network:
        if isinstance(layer, nn.Conv2d):
            yield layer, None
        elif isinstance(layer, _Residual):
            yield layer.look, layer.norm
        else:
            yield layer[0], layer[1]  # type: ignore[index]
