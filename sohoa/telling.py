"""What the commands print, in the language that a person asked for. Data are the same whatever it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sohoa.messages import DEFAULT, Language, rows, word


class Line(StrEnum):
    """A line or a piece of one; `sohoa/data/lines.tsv` has the words."""

    NO_SUCH_INPUT = "no_such_input"
    NOTHING_TO_READ = "nothing_to_read"
    WOULD_READ = "would_read"
    IS_DONE = "is_done"
    PLAN = "plan"
    DONE = "done"
    PAGES_NOT_THERE = "pages_not_there"
    PAGES_FAILED = "pages_failed"
    PAGES_NOT_READ = "pages_not_read"
    N_UNREADABLE = "n_unreadable"
    N_WITHOUT_PAGES = "n_without_pages"
    NOTHING_WAS_READ = "nothing_was_read"
    SUMMARY = "summary"
    MAKE_ANEW = "make_anew"
    COPIED = "copied"
    CORRECTED = "corrected"
    PDF_IS_OLDER = "pdf_is_older"
    NO_TABLES = "no_tables"
    NO_DOCUMENTS = "no_documents"
    WORST_PAGES = "worst_pages"
    WORST_CELLS = "worst_cells"
    PLACE_OF_PAGE = "place_of_page"
    PLACE_OF_CELL = "place_of_cell"
    NEXT = "next"
    NEXT_NOTHING = "next_nothing"
    NEXT_FIRST_RUN = "next_first_run"
    NEXT_VERIFY = "next_verify"
    NEXT_RETRY = "next_retry"
    NEXT_READ_ON = "next_read_on"
    NEXT_TURN = "next_turn"
    NEXT_CORRECT = "next_correct"
    NEXT_REVIEW = "next_review"
    REVIEW_AT = "review_at"
    NO_ROUNDS = "no_rounds"
    REPEATS = "repeats"
    REPEATED_WORDS = "repeated_words"
    REPEATED_COLUMNS = "repeated_columns"
    REPEATED_KINDS = "repeated_kinds"
    REPEATED = "repeated"
    CASES = "cases"
    CASES_LEFT_OUT = "cases_left_out"
    ROUND = "round"
    ROUND_JUDGED = "round_judged"
    ROUND_LINES_LOST = "round_lines_lost"
    ROUND_SOUND = "round_sound"
    ROUND_HEAD = "round_head"
    ROUND_THRESHOLDS = "round_thresholds"
    ROUND_THRESHOLD = "round_threshold"
    ROUND_CATCHES_ALL = "round_catches_all"
    HIT_BOX = "hit_box"
    ALL_HITS = "all_hits"
    N_HITS = "n_hits"
    MANY_HITS = "many_hits"
    NO_HITS = "no_hits"
    OTHER_MARKS = "other_marks"
    INDEX_MISSING = "index_missing"
    INDEX_DAMAGED = "index_damaged"
    INDEX_BEHIND = "index_behind"
    INDEX_SPOILED = "index_spoiled"
    RUN_GOES_ON = "run_goes_on"
    DOCUMENTS_SO_FAR = "documents_so_far"
    OPENING_FILES = "opening_files"
    INTERRUPTED = "interrupted"
    PROGRAM_FAULT = "program_fault"
    ALL_IS_HERE = "all_is_here"
    SYSTEM = "system"
    NO_WINDOWS = "no_windows"
    NEEDS_PYTHON = "needs_python"
    INSTALL_TESSERACT = "install_tesseract"
    INSTALL_PACKAGES = "install_packages"
    INSTALL_AGAIN = "install_again"
    MODEL = "model"
    BRIDGE = "bridge"
    NONE = "none"
    NOT_INSTALLED = "not_installed"
    NEEDS_UNKNOWN = "needs_unknown"
    AT_LEAST = "at_least"
    MODELS = "models"
    DIACRITIC_MODEL = "diacritic_model"
    NO_CARD = "no_card"
    READER_MODEL = "reader_model"
    COVERED_MODEL = "covered_model"
    MODEL_NOT_LOADED = "model_not_loaded"
    CARD_UNREADABLE = "card_unreadable"
    OTHER_MODEL = "other_model"
    AS_CARD_SAYS = "as_card_says"
    TEMPORARY_FOLDER = "temporary_folder"
    SET_TMPDIR = "set_tmpdir"


class Noun(StrEnum):
    """What is counted."""

    DOCUMENT = "document"
    PAGE = "page"
    WORD = "word"
    TABLE = "table"
    TASK = "task"
    INDICATOR = "indicator"
    PROBLEM = "problem"
    CORRECTION = "correction"


_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (ISO 6429), those that turn the direction of writing (UAX 9), and bytes that are no UTF-8."""


def for_terminal(line: str) -> str:
    """A line as it may be printed: what a name or a text holds to steer the terminal is shown, not done."""
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), line)


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts lines into words."""

    language: Language = DEFAULT

    def line(self, line: Line, **values: object) -> str:
        """The line with its values."""
        return _lines(self.language)[line].format(**values)

    def page(self, number: int | None) -> str:
        """``page 3: ``; nothing where no page is meant."""
        return f"{word('place', 'page', self.language)} {number}: " if number else ""

    def counted(self, n: int, noun: Noun) -> str:
        """``1 page``, ``2 pages``."""
        return f"{n} {self.noun(noun, n)}"

    def noun(self, noun: Noun, n: int) -> str:
        """The noun as it stands after `n`."""
        return word("one" if n == 1 else "many", noun, self.language)


@cache
def _lines(language: Language) -> dict[str, str]:
    return {line: en if language is Language.EN else vi for line, en, vi in rows("lines.tsv")}
