"""Semicolons between the items of a list that were read as commas: `Sở Nội vụ, Công ty …`, where the ink shows both."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.diacritics.words.choices import OUTER, Mend, Token
from sohoa.nouns.word import ChangeRule

_SEEN = 0.3
"""Least score of the semicolon in the ink. Three of three commas so read before such a word were semicolons, of ten
before other words one was."""
_ITEM_HEADS = frozenset(
    ("UBND", "HĐND", "Sở", "Ban", "Công an", "Công ty", "Văn phòng", "Hiệp hội", "Hội", "Báo", "Đài", "Các", "các")
)
"""How the items of a list of bodies begin; "các" opens a set of them (các doanh nghiệp)."""


def with_semicolons(line: Sequence[Token], mends: Sequence[Mend], below: Sequence[Mend] = ()) -> list[Mend]:
    """The mends, a comma before an item's head a semicolon where the engine saw that, too.

    Rule: A comma before the head of a list's next item (Công ty, Sở, các), on this line or the next, is a semicolon if
        the ink shows that, too.
    Test: diacritics/words/test_list_signs.py::test_a_semicolon_between_items

    Args:
        line: tokens as read.
        mends: what became of them.
        below: what became of those of the line below, where it goes on there.
    """
    found, on = list(mends), [*mends, *below[:2]]
    for at, (token, mend) in enumerate(zip(line, mends, strict=True)):
        if mend.text[-1:] == "," and mend.text[:-1].islower() and _opens_item(on, at + 1):
            seen = max((s for text, s in token.alternatives if text == f"{token.text[:-1]};"), default=0.0)
            if seen >= _SEEN:
                found[at] = Mend(f"{mend.text[:-1]};", mend.rule or ChangeRule.ALTERNATIVE, min(mend.score, 0.8))
    return found


def _opens_item(mends: Sequence[Mend], at: int) -> bool:
    words = [m.text.strip(OUTER) for m in mends[at : at + 2]]
    return " ".join(words[:1]) in _ITEM_HEADS or " ".join(words) in _ITEM_HEADS
