"""Signs behind words by their ink and by the words on both sides: `khám bệnh chữa bệnh`, where looks saw half a comma.

A comma of worn print is three pixels; what looks leave open, official text often does not (of `bệnh` before `chữa` 997
in 1,000 have a comma). Numbers and codes, and what stands behind them, are left as they are read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sohoa.diacritics.statistics.sign_model import BULLET, END, ITEM, SIGNS, class_of, shipped_signs, word_and_sign
from sohoa.diacritics.words.choices import Mend, Token
from sohoa.nouns.word import ChangeRule

_WEIGHT, _MOST_SAID = 0.7, 5.0
"""Weight of the words' log-odds beside the ink's, and the most of them that count. See `_LEAST`."""
_LEAST, _LEAST_SEEN = 0.7, -1.5
"""Log-odds by which another sign counts, and the least that the ink may leave it. Of edits of worn, typeset hard and
real lines that came to both 22 were right and 2 wrong, of those with less than the first 14 and 67 (LOG.md)."""
_NEW_BEGINNINGS = END, ITEM, BULLET
_NONE_MEANT = 3.0
"""Log-odds by the words alone from which no sign is meant there: of the one that is printed they say little (`và; 10`).
A guess."""
_LACKING, _LOOKED_AT = 4.0, 0.5
"""Log-odds by the words alone from which a word that has no sign lacks one, and its confidence then. In cells of worn,
typeset and real tables four such words were wrong and one was right (LOG.md)."""


def with_weighed_signs(
    lines: Sequence[Sequence[Token]], mends: Sequence[Sequence[Mend]], ends: Sequence[bool]
) -> list[list[Mend]]:
    """The mends, a stop, comma, colon or semicolon behind a word, or none, as ink and words around together have it.

    Rule: A comma, semicolon, colon or stop behind a word of letters, that the ink shows in part, is put in or put in
        the place of another if that is likelier by ink and words on both sides together; none behind a number or code.
    Test: diacritics/words/test_weighed_signs.py::test_ink_and_words_together

    Rule: A word behind which a sign is all but always printed there, and none was read (`khám bệnh chữa bệnh`), is
        flagged.
    Test: diacritics/words/test_weighed_signs.py::test_a_sign_that_is_lacking

    Args:
        lines: tokens as read; an empty line parts what is not read on.
        mends: what became of them.
        ends: is nothing printed behind a line (a cell ends with it)? Otherwise the end of a part is no witness.
    """
    found = [list(some) for some in mends]
    for k, line in enumerate(lines):
        below = found[k + 1][0].text if k + 1 < len(found) and found[k + 1] else None
        for at, token in enumerate(line):
            last = "" if ends[k] and below is None else below
            after = found[k][at + 1].text if at + 1 < len(line) else last
            if after is not None:
                found[k][at] = _weighed(token, found[k][at], after)
    return found


def _weighed(token: Token, mend: Mend, after: str) -> Mend:
    """One word with the sign that is likeliest behind it."""
    now = word_and_sign(mend.text)
    logs = _logs(now[0], after) if now is not None and now[1] == _sign(token.text) else None
    if now is None or logs is None:
        return mend
    read = logs[now[1]]
    seen = {s: ink for s, ink in _seen(token).items() if ink >= _LEAST_SEEN and _may_stand(s, now[1], after)}
    odds = {s: ink + _WEIGHT * _bounded(logs[s] - read) for s, ink in seen.items()}
    best = max(odds, key=lambda s: odds[s], default=now[1])
    strange = bool(now[1]) and best != now[1] and logs[""] - logs[best] > _NONE_MEANT
    if best == now[1] or odds[best] < _LEAST or strange:
        lacking = not now[1] and mend.rule is None and max(logs.values()) - read >= _LACKING
        return replace(mend, score=min(mend.score, _LOOKED_AT)) if lacking else mend
    text = mend.text[: len(mend.text) - len(now[1])] + best
    share = 1 / (1 + math.exp(-odds[best]))
    return Mend(text, mend.rule or ChangeRule.ALTERNATIVE, round(min(mend.score, share), 3))


def _may_stand(sign: str, read: str, after: str) -> bool:
    """May the words around speak for a sign? They know running text; lists of bodies and cells have signs of their own.

    Rule: What the words around say puts no sign in at the end of a cell, and no comma there, before the dash or number
        of an item, or in the place of a semicolon before a capital: items of a list (`Tỉnh đoàn; Hội Doanh nhân trẻ`).
    Test: diacritics/words/test_weighed_signs.py::test_other_signs_stay
    """
    if sign == ",":
        return class_of(after) not in _NEW_BEGINNINGS and not (read == ";" and after[:1].isupper())
    return bool(read) or bool(after)


def _seen(token: Token) -> dict[str, float]:
    """The signs, other than the one that was read, that the ink shows behind a word, and their log-odds; no `none`."""
    read = word_and_sign(token.text)
    seen: dict[str, float] = {}
    for text, score in token.alternatives if read else ():
        other = word_and_sign(text)
        if read and other and other[0] == read[0] and other[1] not in ("", read[1]) and 0 < score < 1:
            seen[other[1]] = math.log(score / (1 - score))
    return seen


def _sign(text: str) -> str:
    found = word_and_sign(text)
    return found[1] if found else ""


@lru_cache(maxsize=1 << 15)
def _logs(word: str, after: str) -> dict[str, float] | None:
    logs = shipped_signs().log_shares(word, after)
    return None if logs is None else dict(zip(SIGNS, logs.tolist(), strict=True))


def _bounded(log: float) -> float:
    return min(max(log, -_MOST_SAID), _MOST_SAID)
