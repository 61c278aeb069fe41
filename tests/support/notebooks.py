"""What the cells of a notebook show, so that two executions can be compared."""

import base64
import io

import numpy as np
from PIL import Image

ALIKE = 1.0
"""Mean difference of two equal pictures, grey levels: fonts and libraries smooth edges a little otherwise."""


def shown(notebook):
    """For each code cell its texts and pictures (arrays); what goes to standard error, as hints do, is left out."""
    return [_of_cell(c) for c in notebook["cells"] if c["cell_type"] == "code"]


def _of_cell(cell):
    outputs = [o for o in cell["outputs"] if o.get("name") != "stderr"]
    texts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    pictures = [_picture(o["data"]["image/png"]) for o in outputs if "image/png" in o.get("data", {})]
    return ["".join(t).strip() for t in texts], pictures


def _picture(coded):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(coded))).convert("RGB"), np.float32)


def differences(before, now):
    """Where two executions show other things: (number of the code cell from 0, before, now) for each."""
    assert len(before) == len(now)
    return [(k, a[0], b[0]) for k, (a, b) in enumerate(zip(before, now, strict=True)) if not _alike(a, b)]


def _alike(a, b):
    (texts, pictures), (others, other_pictures) = a, b
    return texts == others and len(pictures) == len(other_pictures) and all(map(_look_alike, pictures, other_pictures))


def _look_alike(a, b):
    return a.shape == b.shape and float(np.abs(a - b).mean()) <= ALIKE
