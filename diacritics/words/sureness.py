"""How sure a word is once the language has had its say: what it mended, and what it finds unlikely.

Measured on cells of task lists and on real scans, benchmarks/LOG.md, 29 November 2026.
"""

from __future__ import annotations

from dataclasses import replace
from unicodedata import combining, normalize

import regex

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.words.choices import OUTER, Mend, Token
from sohoa.diacritics.words.contested_ink import CONTESTED, is_never_printed, other_figure, sign_is_contested
from sohoa.diacritics.words.open_words import is_against_ink
from sohoa.diacritics.words.weighed_ink import AGAINST_INK
from sohoa.nouns.word import ChangeRule, RegionKind, Word

REPAIRED = 0.8
"""A word that the language put right is this sure at least: of 240 such words 93 % are right at least, of words under
0.6 that stay as they are 64 %."""
_MARKS_OFF = 0.7
"""How sure a word is that the language told against sure ink by taking marks off. A guess; see `takes_marks_off`."""
_BY_LANGUAGE = frozenset({ChangeRule.ALTERNATIVE, ChangeRule.CONFUSION, ChangeRule.MALFORMED})
_IMPLAUSIBLE = 0.5
"""A reading of which the engine is sure gives way if the language leaves it less than this share of its confidence
(`thâm quyền`). On the development pages no right word came below it but foreign names."""
_CHOSEN = ChangeRule.ALTERNATIVE, ChangeRule.CONFUSION
_BEYOND_DOUBT, CONFIRMED = 0.99, 0.65
"""Of 80 syllables under 0.65 that came to this plausibility on worn and office scans of task lists all were right."""
_SETTLED, _LOOKED_AT = 0.94, 0.55
"""Of 37 words that an engine contests and under the first, 16 were wrong."""
_CONTESTED, _BORNE_OUT = 0.7, 0.8
"""What a second engine leaves of a word that it reads otherwise, and how sure the word is if the language bears it out.
Of 700 such words in lower case and 0.99 plausible on worn, typeset and real pages 6 were wrong (LOG.md)."""
DISPUTED = 0.5
"""What engines leave of a word with a figure that they read differently."""
_NUMBER = regex.compile(
    r"[(“\"]?(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|0|0?[1-9]\d{0,2}(?:,\d?[1-9])?|(?:19|20)\d\d(?:-(?:19|20)\d\d)?"
    r"|(?:(?:0?[1-9]|[12]\d|3[01])/)?(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)[)”\".,;:]?"
)
"""A number, a year or a date as Vietnamese print writes it. Of 101 of worn and office lists that no number contested
all were right, and 23 of worn tables of which the other engine read nothing; outside of tables handwriting is read
so."""
_MAY_BE_ROMAN = regex.compile(r"\W*1{1,3}(?:/.*)?\W*|\d")
_FIGURES = regex.compile(r"\d[\d./,-]*(?<=\d)")
"""Figures with signs between them alone. Of 13 of worn lists on which both engines agree, but for signs around them,
all were right; a sign behind them that ours saw alone may be a speck (`12, sở`)."""
_TWO = regex.compile(r"\d\d/\d\d?")
"""Figures on both sides of a slash, which the second engine passes over (24/7 as 247)."""
_ROUND, _BEHIND, _STOPS = " .,:;'\"`´‘’“”-–*", ",;", (".", ",", ";", ":")
_CODE = regex.compile(
    r"(?:\d{1,3}/(?:19|20)\d\d/\p{Lu}[\p{Lu}\d]*(?:-[\p{Lu}\d]+)*-?|(?=.*\d)\p{Lu}+(?:[-/.][\p{Lu}\d]+)+)[.,;]?"
)
"""A code as print has it (57/2024/TT-BYT, TIA-942). Of 22 on worn tables of which the other engine read nothing likely
all stand in the documents so."""
_NOTHING = 0.06
"""A first other reading of less score is no word of a second engine's that counts. Of 18 numbers of worn tables with
such a one all were right."""
_ONE_AMONG_CAPITALS = regex.compile(r"(?<=\p{Lu})1(?=\p{Lu})")
_FIGURE_SEEN = 0.1, 0.2
"""How surely another figure is seen that keeps a number from being confirmed, and one that flags it. Of two in worn
tables that came to the second one was wrong, of three that would have been confirmed one too."""
_LIKELY, _STEEP, _HALF = 0.9, 6.0, 0.5
"""A word under the first plausibility loses its confidence so many times as fast, down to a half. Of words that were
surely read and less plausible than 0.85, 12 of 20 are wrong in task lists, from there to 0.9 10 of 32, above one in
fourteen."""


def held_back(word: Token, weighed: Token, mend: Mend, doubtful_below: float) -> Mend:
    """The mend, or the word as it is where the engine was sure of it and did not see the other.

    `word` is the token as read, `weighed` the same with the confidence in which the language has its say.

    Rule: A well-formed word of which the engine was sure but the language is not is mended only if the engine saw the
        other word too, or if it is most implausible and no name.
    Test: pipeline/test_restoration.py::test_what_only_the_language_doubts
    """
    seen = mend.rule is ChangeRule.ALTERNATIVE and not is_against_ink(mend.text, word)
    if seen or mend.rule not in _CHOSEN or word.confidence is None or weighed.confidence is None:
        return mend
    may_be_a_name = word.text[:1].isupper() and not word.text.isupper()
    implausible = weighed.confidence < _IMPLAUSIBLE * word.confidence
    sure = word.confidence >= doubtful_below
    return Mend(word.text) if sure and (may_be_a_name or not implausible) else mend


def repaired_confidence(mend: Mend, word: Word, weigh: bool) -> float | None:
    """How sure a mended word is; what the engine thought of its own reading says little of the other.

    Rule: A word that the language put right is as sure as such repairs are right, not as the engine was of what it
        misread, and no surer than ink and language together leave it. A number is never made surer.
    Test: pipeline/test_restoration.py::test_a_repaired_word_is_as_sure_as_repairs_are_right

    Args:
        mend: what became of the word.
        word: as read.
        weigh: has the language a say in confidences?
    """
    by_language = mend.rule in _BY_LANGUAGE and mend.text != word.text and not any(map(str.isdigit, mend.text))
    sure = word.confidence
    if not weigh or sure is None:
        return sure
    if not by_language:
        return min(sure, mend.score) if mend.rule is None else sure
    if mend.score < REPAIRED:
        return _MARKS_OFF if takes_marks_off(mend.text, word.text) else min(AGAINST_INK, sure)
    return max(REPAIRED, min(sure, mend.score))


def takes_marks_off(text: str, read: str) -> bool:
    """Has a syllable that the language told against the ink the letters that were read, and fewer marks?

    Specks make marks (`tử` for tư), and seldom is one lost; a misprint lacks one (`chuyên đổi`). Of 17 words of worn
    and real pages with fewer marks all were right.

    Rule: A word that the language told against sure ink is flagged (0.5), but for one that only lost marks: specks make
        marks (`tử` for tư), misprints lack them.
    Test: diacritics/words/test_sureness.py::test_a_repair_that_takes_marks_off_needs_no_look
    """
    fewer = len(normalize("NFD", text)) < len(normalize("NFD", read))
    return fewer and len(text.strip(OUTER)) > 1 and strip_marks(text) == strip_marks(read)


def weighed(word: Word, plausible: float) -> float | None:
    """How sure a word is by the engines and by how plausible it is beside the words around it, 0 to 1.

    Rule: A well-formed syllable that stays as it was read and that the words around leave no doubt of is 0.65 sure at
        least, however little the engine was; of those that an engine contests and that are less than 0.94 plausible
        nearly half are wrong, so that they are looked at.
    Test: diacritics/words/test_sureness.py::test_what_the_language_confirms_and_what_it_does_not
    """
    if word.confidence is None:
        return None
    other = other_figure(word)
    if other < _FIGURE_SEEN[0] and _is_contested_by_none(word):
        return max(word.confidence, CONFIRMED)
    if sign_is_contested(word) or other >= _FIGURE_SEEN[1] or is_never_printed(word.text):
        return min(word.confidence, _LOOKED_AT)
    sure = word.confidence * language_share(plausible)
    if _is_borne_out(word, plausible):
        return max(sure, _BORNE_OUT)
    if plausible >= _BEYOND_DOUBT and word.text == word.text_ocr and is_well_formed(word.text.strip(OUTER)):
        return max(sure, CONFIRMED)
    contested = word.confidence <= CONTESTED and plausible < _SETTLED
    return min(sure, _LOOKED_AT) if contested else sure


def _is_borne_out(word: Word, plausible: float) -> bool:
    """Is it a syllable that our own reader was sure of, and that only the second engine contests?

    Rule: A syllable in lower case that our own reader read with 0.7 at least, and that the words around leave no doubt
        of, is 0.8 sure, though the second engine reads it otherwise: a mark of worn print (`đồng`, `đông`).
    Test: diacritics/words/test_sureness.py::test_what_only_the_second_engine_contests
    """
    core = word.text.strip(OUTER)
    sound = plausible >= _BEYOND_DOUBT and core.islower() and len(core) > 1 and is_well_formed(core)
    return sound and word.confidence == _CONTESTED and word.text == word.text_ocr


def confirmed(word: Word, firm: bool) -> Word:
    """The word, surer if ink and words around together leave nothing to its other readings.

    Rule: A syllable of which several readings were seen, and to which ink and words around together leave all but 0.03,
        is 0.65 sure at least; not before a stop, which may be a speck, or before signs that nobody prints.
    Test: diacritics/words/test_sureness.py::test_a_firm_word_is_confirmed
    """
    if not firm or word.confidence is None or word.confidence >= CONFIRMED:
        return word
    if word.text.endswith(".") or is_never_printed(word.text):
        return word
    return replace(word, confidence=CONFIRMED)


def _is_contested_by_none(word: Word) -> bool:
    """Is it a number in a table, in dispute alone with what is no number?

    Rule: A code of a table cell (TIA-942) that the second engine reads with marks or signs of its own, its letters and
        figures the same, or not at all, is 0.65 sure at least.
    Test: diacritics/words/test_sureness.py::test_codes_that_both_engines_read

    Rule: A number of a table cell as Vietnamese print writes it, of which the second engine reads nothing or what is no
        such number, is 0.65 sure at least; not ones that may be a Roman numeral (1, 11/2026), and no lone
        figure: specks are read so. So are figures (10/10, 3) that both engines read, one with signs around them.
    Test: diacritics/words/test_sureness.py::test_numbers_that_no_number_contests
    """
    if word.region is not RegionKind.TABLE or word.confidence != DISPUTED:
        return False
    likely = word.alternatives and word.alternatives[0].score >= _NOTHING
    ours, other = word.text, word.alternatives[0].text if likely else ""
    if _agree_on_figures(ours, other) or _agree_on_code(ours, other):
        return True
    return bool(_NUMBER.fullmatch(ours)) and not _MAY_BE_ROMAN.fullmatch(ours) and not _NUMBER.fullmatch(other)


def _agree_on_figures(ours: str, other: str) -> bool:
    """Have both engines the same figures, and a sign behind them both or ours none?"""
    core, theirs = ours.rstrip(_BEHIND), other.strip(_ROUND)
    signs = core == ours or other[-1:] in _STOPS
    same = theirs == core or (_TWO.fullmatch(core) and theirs == core.replace("/", ""))
    return signs and bool(_FIGURES.fullmatch(core)) and set(core) != {"1"} and bool(same)


def _agree_on_code(ours: str, other: str) -> bool:
    """Have both engines the same capitals and figures, ours without marks, or has the second none?"""
    theirs = _ONE_AMONG_CAPITALS.sub("I", "".join(c for c in normalize("NFD", other) if not combining(c)).strip(_ROUND))
    return bool(_CODE.fullmatch(ours)) and theirs in ("", ours.strip(_ROUND))


def language_share(plausible: float) -> float:
    """By how much the language lowers the confidence of what both engines may have read alike, 0 to 1."""
    return plausible if plausible >= _LIKELY else max(min(_HALF, plausible), _LIKELY - _STEEP * (_LIKELY - plausible))
