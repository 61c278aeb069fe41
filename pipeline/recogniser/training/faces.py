"""Free typefaces with all Vietnamese letters, by how much they look like what offices print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

PACKAGES = (
    "fonts-croscore",
    "fonts-texgyre",
    "fonts-freefont-ttf",
    "fonts-crosextra-carlito",
    "fonts-dejavu",
    "fonts-noto-core",
    "fonts-noto-extra",
    "fonts-open-sans",
    "fonts-roboto-unhinted",
    "fonts-ebgaramond",
)
"""Debian packages that hold the faces. Debian 12's Liberation, STIX and Caladea lack about 90 Vietnamese letters."""
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts/opentype"), Path("/usr/local/share/fonts"))

STYLES = ("regular", "bold", "italic", "bold italic")
STYLE_SHARES = (0.53, 0.21, 0.18, 0.08)
"""Shares of the lines set in each style. Guesses."""
_TTF = ("Regular", "Bold", "Italic", "BoldItalic")
_GYRE = ("regular", "bold", "italic", "bolditalic")
_FREE = ("", "Bold", "Italic", "BoldItalic")
_OBLIQUE = ("", "Bold", "Oblique", "BoldOblique")

_FAMILIES: tuple[tuple[str, str, tuple[str, ...], float], ...] = (
    ("Tinos", "Tinos-{}.ttf", _TTF, 0.36),
    ("TeX Gyre Termes", "texgyretermes-{}.otf", _GYRE, 0.22),
    ("FreeSerif", "FreeSerif{}.ttf", _FREE, 0.13),
    ("Arimo", "Arimo-{}.ttf", _TTF, 0.05),
    ("TeX Gyre Heros", "texgyreheros-{}.otf", _GYRE, 0.02),
    ("FreeSans", "FreeSans{}.ttf", _OBLIQUE, 0.01),
    ("Carlito", "Carlito-{}.ttf", _TTF, 0.025),
    ("Noto Sans", "NotoSans-{}.ttf", _TTF, 0.02),
    ("DejaVu Sans", "DejaVuSans{}.ttf", ("", "-Bold", "-Oblique", "-BoldOblique"), 0.015),
    ("Open Sans", "OpenSans-{}.ttf", _TTF, 0.01),
    ("Roboto", "Roboto-{}.ttf", _TTF, 0.01),
    ("Noto Serif", "NotoSerif-{}.ttf", _TTF, 0.03),
    ("DejaVu Serif", "DejaVuSerif{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic"), 0.015),
    ("TeX Gyre Pagella", "texgyrepagella-{}.otf", _GYRE, 0.015),
    ("TeX Gyre Bonum", "texgyrebonum-{}.otf", _GYRE, 0.01),
    ("TeX Gyre Schola", "texgyreschola-{}.otf", _GYRE, 0.02),
    ("EB Garamond", "EBGaramond12-{}.otf", ("Regular", "Bold", "Italic", "Bold"), 0.01),
    ("Cousine", "Cousine-{}.ttf", _TTF, 0.01),
    ("DejaVu Sans Mono", "DejaVuSansMono{}.ttf", ("", "-Bold", "-Oblique", "-BoldOblique"), 0.005),
)
"""Family, file name, styles in the order of `STYLES`, share of the training lines."""


@dataclass(frozen=True, slots=True)
class Face:
    """A file of a typeface."""

    family: str
    style: str
    path: Path


class Faces:
    """The faces that are installed, drawn by their shares."""

    def __init__(self, folders: tuple[Path, ...] = FOLDERS, without: frozenset[str] = frozenset()) -> None:
        """Looks for the files.

        Args:
            folders: where to look, with all folders below.
            without: families to leave out.

        Raises:
            FileNotFoundError: no face of the list is there.
        """
        files = {p.name: p for folder in folders if folder.is_dir() for p in sorted(folder.rglob("*.[ot]tf"))}
        self.families: dict[str, tuple[Face, ...]] = {}
        shares = []
        for family, pattern, names, share in _FAMILIES:
            paths = [files.get(pattern.format(n)) for n in names]
            if family not in without and all(paths):
                self.families[family] = tuple(Face(family, s, p) for s, p in zip(STYLES, paths, strict=True) if p)
                shares.append(share)
        if not shares:
            raise FileNotFoundError(f"none of the faces is installed; Debian has them in {', '.join(PACKAGES)}")
        self._names = list(self.families)
        self._shares = np.cumsum(shares) / sum(shares)
        self._styles = np.cumsum(STYLE_SHARES)

    def draw(self, rng: np.random.Generator) -> Face:
        """A family and a style, by their shares."""
        family = self._names[int(np.searchsorted(self._shares, rng.random()))]
        return self.families[family][int(np.searchsorted(self._styles, rng.random()))]

    def other_style(self, face: Face, rng: np.random.Generator) -> Face:
        """Another style of the same family."""
        others = [f for f in self.families[face.family] if f != face]
        return others[int(rng.integers(len(others)))]
