"""Text to tokens: words, numbers and sentence ends, the same for training and for restoring."""

from __future__ import annotations

import re

BREAK, NUMBER, UNKNOWN = 0, 1, 2
"""Ids of the sentence end, of any number and of any word outside the vocabulary."""
FIRST_WORD = 3
"""Id of the first word of the vocabulary, after those three."""

_WORD = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"
_NUMBER = r"\d+(?:[.,/:-]\d+)*"
_BREAK = r"(?:(?<![.!?…])[.!?…]++|[;:])(?=\s)"
TOKEN = re.compile(f"({_WORD})|({_NUMBER})|({_BREAK})")
"""Group 1 a word (letters, also decomposed), group 2 a number, group 3 the end of a sentence."""
