"""What the reader can say: one label a character, 0 for "nothing new in this frame"."""

from __future__ import annotations

import unicodedata

from sohoa.diacritics.language.alphabet import ALPHABET

BLANK = 0
"""Label of a frame with nothing new in it."""
_PRINTED = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~"
_MORE = "“”‘’–…•§°±×÷≥≤≈→←²³¹⁰⁴⁵⁶⁷⁸⁹₂₫€£½¼☐☑☒✓✗αβμΩöüäçñëïŏĕčøåß"
_LATER = "■★❖➢►◆™®©Δπ‰≠₁₃₄¾"
"""Characters that later models know; at the end, so that labels of earlier ones stay."""
LABELS = "\0" + _PRINTED + "".join(sorted(ALPHABET - set(_PRINTED))) + _MORE + _LATER
"""Characters by label; the first stands for the blank of CTC (Graves et al., ICML 2006)."""

_SAME = str.maketrans(
    {
        "—": "–",
        "−": "–",
        "‑": "-",
        "‐": "-",
        "„": "“",
        "«": "“",
        "»": "”",
        "′": "’",
        "″": "”",
        "\u00a0": " ",
        "\t": " ",
        "●": "•",
        "·": "•",
        "▪": "•",
        "□": "☐",
        "▢": "☐",
        "✔": "✓",
        "√": "✓",
        "⊠": "☒",
        "✕": "✗",
        "µ": "μ",
        "∆": "Δ",
        "◾": "■",
        "➤": "►",
        "▶": "►",
        "➔": "→",
        "º": "°",
        "⁄": "/",
        "ð": "đ",
        "Ð": "Đ",
    }
)
_NUMBER = {c: i for i, c in enumerate(LABELS)}


def in_alphabet(text: str) -> str:
    """`text` in the characters of the reader: NFC, look-alikes made one, three stops in a row as one character.

    Three stops at the network's scale stand less than two frames apart, which CTC cannot tell from one.
    """
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    return " ".join(text.replace("...", "…").split())


def text_to_labels(text: str) -> list[int] | None:
    """Labels of folded text, or None where a character has none."""
    try:
        return [_NUMBER[c] for c in text]
    except KeyError:
        return None
