"""Our own line reader: the picture of one printed line in, letters with places and probabilities out.

`line_image` brings a line to the network's height, `reader` runs the network, `decoding` turns its frames into
letters. `training` makes the network again from public text and free typefaces; nothing else here needs it.
"""

from pathlib import Path

MODELS = Path(__file__).parent / "models"
"""Where the model that comes with the package lies, with its card."""
