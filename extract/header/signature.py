"""Lines of a signature block: what is a title, what is a name.

Decree 30/2020/NĐ-CP, Annex I, II.7. A deputy signs with `KT.` and his own title below; a
block without that second line was not wholly read and gives no title.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from sohoa.diacritics.language.folding import bare_words, fold_word
from sohoa.extract.header.found import Found, words_sure
from sohoa.extract.header.surnames import other_surname, whole_surname
from sohoa.extract.wording.authority_names import begins_authority, known_line, mend_marks
from sohoa.extract.wording.surnames import bare_surnames, printed_surnames
from sohoa.extract.wording.vocabulary import rows, same
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word

NAME_SURE, SURNAME_SURE = 0.5, 0.3
"""A name with a less sure word is left out; a surname that is known letter by letter bears witness for itself. Guesses:
nothing else in a document tells a name's marks. Words in dispute that the language leaves in doubt have 0.55."""
_UNWITNESSED, _TO_LOOK_AT = 0.95, 0.84
"""A name of which a word is less sure than the first is to be looked at: nothing else confirms it. Of 30 names on
scans of 200 dpi the one wrong one that was surer than what is flagged was 0.93 sure, right ones 0.95 and more."""
UNDER_RANK = 0.84
"""A name from which a rank was taken off is to be looked at: it may belong to what is asked for."""
_CUT_SURNAME = 0.7
"""How sure a name is at most whose first capital lies under a stroke: it is always to be looked at."""
_ODD_SURNAME = 0.7
"""How sure a name is at most whose surname has other marks than those that are known (`Đương`): one may be misread."""
_SAME_PLACE = 0.6
"""Share of its width that a word has in common with another in whose place it stands. A guess."""
_SHORT_NAME = 0.8
"""How sure a name of two words is at most: the surname before them may lie under the seal. A guess."""
_PREFIX = regex.compile(
    r"^\W*(?P<prefix>TM|T/M|KT|K/T|TL|T/L|TUQ|Q)(?:\s?(?P<dot>[.,])|(?=\s))(?P<gap>\s*)(?P<rest>\p{Lu}.*)$",
)
_NAME_WORD = regex.compile(r"\p{Lu}[\p{Ll}'’]+|\p{Lu}['’]\p{Lu}\p{Ll}+|\p{Lu}|\p{Lu}{2,}")


@cache
def _ranks() -> frozenset[str]:
    return frozenset(bare_words(r[0]) for r in rows("ranks.tsv"))


def title_line(text: str) -> str | None:
    """A line of the signer's title with the marks of the vocabulary, or None if it is none."""
    m = _PREFIX.match(text)
    rest = m["rest"] if m else text
    known = _known_title(rest) or _longer_title(rest)
    if known is None:
        return None
    if not m:
        return known
    return f"{m['prefix']}{'.' if m['dot'] else ''}{' ' if m['gap'] else ''}{known}"


def _known_title(text: str) -> str | None:
    return known_line(text, "signer_titles.tsv")


def deputy_line(text: str, titles: Sequence[str], cut: bool = False) -> str | None:
    """The deputy's title that must follow `KT. …` (Decree 30), if `text` is like it and not the chief's own.

    The seal often covers its first letters: `Ó CHỦ TỊCH` under `KT. CHỦ TỊCH` is `PHÓ CHỦ TỊCH`.

    Rule: Under "KT." the chief's own title is the deputy's where it stands so far off the middle that "PHÓ" is hidden
        before it; such a title is flagged.
    Test: extract/header/test_hard_headers.py::test_a_deputys_title_whose_first_word_is_hidden

    Args:
        text: of the line.
        titles: the lines above it.
        cut: does the line's place tell that its first word is missing?
    """
    chief = _PREFIX.match(titles[-1]) if titles else None
    if chief is None or not chief["prefix"].startswith("K") or not text.isupper():
        return None
    deputy = "THỨ TRƯỞNG" if chief["rest"] == "BỘ TRƯỞNG" else f"PHÓ {chief['rest']}"
    if _PREFIX.match(text) or (same(text, chief["rest"], 0) and not (cut and deputy.endswith(chief["rest"]))):
        return None
    return deputy if same(text, deputy, len(deputy) // 4) else None


def is_cut(title: str) -> bool:
    """Is it the beginning of a title that the vocabulary has whole, and none itself (`PHÓ TRƯỞNG BAN THƯỜNG`)?"""
    m = _PREFIX.match(title)
    words = bare_words(m["rest"] if m else title)
    known = {bare_words(r[0]) for r in rows("signer_titles.tsv")}
    return words not in known and any(k.startswith(f"{words} ") for k in known)


def is_longer(title: str) -> bool:
    """Is it a title that begins as a known one and goes on (`TRƯỞNG PHÒNG ĐÀO TẠO`)?"""
    m = _PREFIX.match(title)
    rest = m["rest"] if m else title
    return _known_title(rest) is None and _longer_title(rest) is not None


def _longer_title(text: str) -> str | None:
    """A title that goes on (`TỈNH ỦY NGHỆ AN`): its known beginning, marks mended, if all is capitals."""
    if not text.isupper() or len(text.split()) > 10:
        return None
    words = bare_words(text)
    heads = (bare_words(r[0]) for r in rows("signer_titles.tsv"))
    if not any(words.startswith(f"{h} ") for h in heads if " " in h):
        return None
    return mend_marks(text, "signer_titles.tsv", "authority_phrases.tsv", "provinces.tsv")


def is_whole(titles: Sequence[str]) -> bool:
    """Does the last line name a person's own office (not a body, nor the one signed for)?"""
    if not titles:
        return False
    last = titles[-1]
    if _PREFIX.match(last) and not last.startswith(("Q.", "Q ")):
        return False
    deputies = [m["rest"] for t in titles if (m := _PREFIX.match(t)) and m["prefix"].startswith(("KT", "K/T"))]
    return not any(same(last, x, 0) for x in deputies)


def is_chief(title: str) -> bool:
    """Is it the title of the first of a body, without a sign that someone signs for him?"""
    return _PREFIX.match(title) is None and not bare_words(title).startswith(("pho ", "thu truong"))


def lacks_chief(titles: Sequence[str]) -> bool:
    """Is it a deputy's title with nothing above that says for whom he signs?

    Rule: A deputy's title (PHÓ GIÁM ĐỐC) without a line KT. or TM. above it is flagged: that line may be misread.
    Test: extract/header/test_signer.py::test_a_deputy_without_a_line_above_is_flagged
    """
    return not any(_PREFIX.match(t) for t in titles) and bare_words(titles[-1]).startswith(("pho ", "thu truong"))


def may_lack_deputy(titles: Sequence[str]) -> bool:
    """Is it a chief's title, of himself, under which a deputy's may be hidden? Who signs by order (TL.) has no deputy.

    Rule: The office of one who signs by order of another (TL.) is whole without a line below it.
    Test: extract/header/test_signer.py::test_an_office_by_order_over_three_lines
    """
    signs_for = (m["prefix"] for t in titles if (m := _PREFIX.match(t)))
    return is_chief(titles[-1]) and not {"TL", "T/L", "TUQ"}.intersection(signs_for)


def person_name(run: TextRun) -> Found[str] | None:
    """The Vietnamese name that a run is, None if it is none; a rank or a degree before it is left out.

    Rule: A rank or a degree before the signer's name (Thượng tá, TS.) is no part of it.
    Test: extract/header/test_hard_headers.py::test_a_rank_is_no_part_of_the_name

    Rule: A signer's surname whose capital lies under a stroke of the pen is given if it can be but one, and flagged.
    Test: extract/header/test_hard_headers.py::test_a_surname_without_its_capital

    Rule: A signer's surname with marks that no known surname has (Đương) stays as it was read, and is flagged.
    Test: extract/header/test_hard_headers.py::test_a_surname_with_odd_marks_is_flagged
    """
    words = _without_scraps(_read_once([w for w in run.words if any(c.isalpha() for c in w.text)]))
    own = _without_rank(words_text := [_by_ink(w, not k).strip(".,;:*") for k, w in enumerate(words)])
    ranked = len(own) < len(words_text)
    words = words[len(words_text) - len(own) :]
    whole = whole_surname(own[0]) if len(own) > 2 else None
    whole = whole or (other_surname(words[0]) if words else None)
    own = [whole, *own[1:]] if whole else own
    if title_line(run.text.strip(" .,;:*")) is not None or (run.text.isupper() and begins_authority(run.text)):
        return None
    if not 2 <= len(own) <= 6 or not all(_NAME_WORD.fullmatch(t) for t in own):
        return None
    if bare_words(own[0]) not in bare_surnames() or len(own[-1]) < 2:
        return None
    known = fold_word(own[0]) in printed_surnames()
    least = (SURNAME_SURE if known else NAME_SURE, *(NAME_SURE for _ in words[1:]))
    if any(w.confidence is not None and w.confidence < low for w, low in zip(words, least, strict=True)):
        return None
    caps = (
        (UNDER_RANK, ranked),
        (_SHORT_NAME, len(own) == 2),
        (_CUT_SURNAME, whole),
        (_ODD_SURNAME, not known),
        (_TO_LOOK_AT, words_sure(words) < _UNWITNESSED),
    )
    found = Found(" ".join(own), tuple(words), words_sure(words))
    return found.at_most(min((cap for cap, counts in caps if counts), default=1.0))


def _by_ink(word: Word, first: bool) -> str:
    """The word as it was read, where the language gave it other marks only: nothing tells a name's marks but print.

    Rule: Marks of a signer's name are those that were read, whatever the language makes of them; a surname may be
        mended.
    Test: extract/header/test_hard_headers.py::test_the_language_gives_a_name_no_marks
    """
    read = word.text_ocr
    marks_only = read != word.text and bare_words(read) == bare_words(word.text) and read[:1] == word.text[:1]
    mended = word.checked or (first and fold_word(word.text) in printed_surnames())
    return read if marks_only and not mended else word.text


def _read_once(words: Sequence[Word]) -> list[Word]:
    """The words without those that lie in the place of a surer one: print under a seal is read more than once.

    Rule: Of two readings of one word of a name (`Khải`, `Khai` in its place) the surer one is part of it.
    Test: extract/header/test_hard_headers.py::test_a_word_of_a_name_that_was_read_twice
    """
    return [w for w in words if not any(_lies_in(w, o) and (o.confidence or 0) > (w.confidence or 0) for o in words)]


def _lies_in(word: Word, other: Word) -> bool:
    if word is other or word.box is None or other.box is None:
        return False
    return word.box.overlap_x(other.box) > _SAME_PLACE * word.box.width


def _without_scraps(words: Sequence[Word]) -> list[Word]:
    """The words without lone small letters before them: pieces of a seal's ring."""
    rest = list(words)
    while rest and len(rest[0].text) == 1 and rest[0].text.islower():
        rest.pop(0)
    return rest


def _without_rank(words: Sequence[str]) -> list[str]:
    """The words without the ranks and degrees before them."""
    rest = list(words)
    while len(rest) > 2:
        n = next((k for k in (2, 1) if bare_words(" ".join(rest[:k])) in _ranks()), 0)
        if not n:
            break
        rest = rest[n:]
    return rest
