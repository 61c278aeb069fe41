"""Syllables joined by a slash or a dash (`đồng/hồ sơ`, `Ê-đê`): one token of print, mended part by part."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.syllable import is_bare_syllable
from sohoa.diacritics.words.choices import OUTER, Mend, Token

_PIECE = regex.compile(r".+?[/–-](?=\p{L})|.+$")
_JOINED = regex.compile(r"\p{L}+(?:[/–-]\p{L}+)+")


def parts_of(token: Token) -> list[Token]:
    """The parts of a token, each with the sign behind it, or the token alone if it is no joined syllables.

    Codes and abbreviations (`QĐ-UBND`), and words of which a part is no syllable (`e-commerce`), stay whole.

    >>> [t.text for t in parts_of(Token("(đồng/hồ", 0.6))]
    ['(đồng/', 'hồ']

    Rule: Words joined by a slash or a dash (đồng/hồ sơ) are mended part by part.
    Test: diacritics/words/test_joined_words.py::test_parts
    """
    core = token.core
    if not _JOINED.fullmatch(core) or core.isupper():
        return [token]
    texts = _PIECE.findall(token.text)
    if not all(is_bare_syllable(strip_marks(t.strip(OUTER))) for t in texts):
        return [token]
    others = [
        (pieces, score) for text, score in token.alternatives if len(pieces := _PIECE.findall(text)) == len(texts)
    ]
    return [
        Token(text, token.confidence, tuple((p[k], s) for p, s in others if p[k] != text))
        for k, text in enumerate(texts)
    ]


def parted_lines(lines: Sequence[Sequence[Token]]) -> tuple[list[list[Token]], list[list[int]]]:
    """Lines with joined words in their parts, and of how many parts each token of a line is made."""
    parts = [[parts_of(token) for token in line] for line in lines]
    return [[p for some in line for p in some] for line in parts], [[len(some) for some in line] for line in parts]


def put_together(mends: Sequence[Mend], counts: Sequence[int]) -> list[Mend]:
    """One result a token again: its parts joined, with the first rule that changed one and the lowest score."""
    found, at = [], 0
    for n in counts:
        parts = mends[at : at + n]
        rule = next((m.rule for m in parts if m.rule is not None), None)
        found.append(Mend("".join(m.text for m in parts), rule, min(m.score for m in parts)))
        at += n
    return found
