"""Writes a trained model with its card: data and rights, faces, recipe, figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch

from sohoa.pipeline.recogniser.alphabet import LABELS
from sohoa.pipeline.recogniser.line_image import HEIGHT
from sohoa.pipeline.recogniser.training.faces import PACKAGES, Faces
from sohoa.pipeline.recogniser.training.model_file import export
from sohoa.pipeline.recogniser.training.network import make_network
from sohoa.pipeline.recogniser.training.pieces import SCANNED
from sohoa.pipeline.recogniser.training.wording import HELD_BACK, corpus_files

_CARD = """# Card of the line reader's model `{name}`

Reads the picture of one printed line: Vietnamese and Latin letters, figures and signs, {labels} characters. Not for
handwriting, other scripts, or lines that were not found by layout analysis first. What it reads where there is no
print is made up: ask for the probability of each letter.

| | |
|---|---|
| file | `{name}`, {size} bytes, SHA-256 `{digest}` |
| network | convolutions only, {weights:,} weights, lines {height} pixels high, kept in half precision |
| trained | {step:,} steps, {pieces:,} rendered pieces of lines, {cpu_h:.2f} CPU hours on one thread |
| text | {files} |
| faces | {faces} |
| licence | that of the project; the network was trained from nothing |

## Data
Text: laws, decisions, plans and letters of Vietnamese authorities, which are not subject to copyright (Law on
Intellectual Property, article 15), and Vietnamese Wikipedia (CC BY-SA), from which no text is in the model.
Lines whose SHA-256 begins with `{held_back}` were left out, so that there is text to measure with. Numbers, codes,
dates, amounts and addresses are generated. {scans} were set in free typefaces (Debian: {packages};
licences OFL, GUST, GPL with font exception, Apache 2.0 and Bitstream Vera) and worn by program.

## Recipe
`python -m sohoa.pipeline.recogniser.training CORPUS -o {name}`: frames first (where each letter stands), then
CTC; AdamW, the rate falls along a cosine, weights averaged. See docs/recogniser.md.

## Figures
{figures}
"""


_NO_SCAN = "No scan was used: all pieces"
_SCANS = """One piece in {one_in} was cut from {lines:,} lines of public scans of offices,
which this project and Tesseract read alike; no scan is in the model. All others"""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a model learned from: folder of text; typeface families that were left out; lines of scans, their number."""

    corpus: Path
    without: frozenset[str] = frozenset()
    scan_lines: int = 0

    @property
    def scans(self) -> str:
        """What the card says of scans."""
        return _SCANS.format(one_in=round(1 / SCANNED), lines=self.scan_lines) if self.scan_lines else _NO_SCAN


def write_model(checkpoint: Path, model: Path, learned: Learned, figures: str) -> None:
    """Writes `model` and, beside it, `CARD.md`.

    Args:
        checkpoint: `averaged.pt` of a training.
        model: file to write.
        learned: what it was trained on.
        figures: what was measured, Markdown.
    """
    saved = torch.load(checkpoint, weights_only=True)
    network = make_network()
    network.load_state_dict(saved["net"])
    network.eval()
    model.parent.mkdir(parents=True, exist_ok=True)
    export(network, model, {k: str(saved[k]) for k in ("step", "pieces", "cpu_s")})
    content = model.read_bytes()
    card = _CARD.format(
        name=model.name,
        labels=len(LABELS) - 1,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        weights=sum(p.numel() for p in network.parameters()),
        height=HEIGHT,
        step=saved["step"],
        pieces=saved["pieces"],
        cpu_h=saved["cpu_s"] / 3600,
        files=", ".join(f.name for f in corpus_files(learned.corpus)),
        faces=", ".join(Faces(without=learned.without).families),
        held_back=HELD_BACK,
        scans=learned.scans,
        packages=", ".join(PACKAGES),
        figures=figures.strip(),
    )
    (model.parent / "CARD.md").write_text(card, "utf-8")
