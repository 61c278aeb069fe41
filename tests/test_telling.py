"""What the commands print: every line in both languages, with the same values."""

import string

import pytest

from sohoa.messages import Language, rows, word
from sohoa.pipeline.cli import LANGUAGES
from sohoa.pipeline.commands.needs.checks import Fault
from sohoa.telling import Line, Noun, Teller


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_line_has_words_and_no_words_are_without_a_line():
    assert [line for line, _, _ in rows("lines.tsv")] == list(Line)


@pytest.mark.parametrize("row", rows("lines.tsv"), ids=lambda r: r[0])
def test_both_languages_name_the_same_values(row):
    _, en, vi = row
    assert en != vi
    assert fields(en) == fields(vi)
    assert all(name.isidentifier() for name in fields(en))


@pytest.mark.parametrize("language", Language)
def test_nouns_and_faults_have_words(language):
    told = [word(section, n, language) for section in ("one", "many") for n in Noun]
    assert (told == [*Noun, *(f"{n}s" for n in Noun)]) == (language is Language.EN)
    assert [f for f in Fault if word("fault", f, language) in (f, "")] == []
    assert [f for f in Fault if len(word("fault", f, language)) > 8] == []


def test_the_option_offers_every_language():
    assert list(LANGUAGES) == list(Language)


def test_counting():
    assert [Teller().counted(n, Noun.PAGE) for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert Teller(Language.VI).counted(2, Noun.DOCUMENT) == "2 văn bản"


def test_a_value_may_hold_anything():
    told = Teller().line(Line.NO_SUCH_INPUT, path="{odd} %s.pdf")
    assert told == "{odd} %s.pdf: there is no such file or folder"
