"""Doubts: what went wrong or is unsure, as a kind and what it is about. `sohoa.messages` makes sentences of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PARTED = " | "
"""Parts the things that a detail names, where it names several."""


class DoubtKind(StrEnum):
    """What is doubtful or failed; `sohoa/data/doubts.tsv` says it in words, `docs/problems.md` explains it."""

    # a file, a page of it, its text layer
    FILE_UNREADABLE = "file_unreadable"
    SOURCE_CHANGED = "source_changed"
    IS_FOLDER = "is_folder"
    FOLDER_UNREADABLE = "folder_unreadable"
    NO_FILE = "no_file"
    LINK_LOOP = "link_loop"
    LINK_OUT = "link_out"
    UNKNOWN_FORMAT = "unknown_format"
    DAMAGED = "damaged"
    FILE_CUT = "file_cut"
    FILE_END_MISSING = "file_end_missing"
    CONTENT_DAMAGED = "content_damaged"
    PICTURE_CUT = "picture_cut"
    PICTURE_DAMAGED = "picture_damaged"
    PLUMBER_FAILED = "plumber_failed"
    NO_IMAGE = "no_image"
    NOT_TEXT = "not_text"
    BAD_ENCODING = "bad_encoding"
    ENCRYPTED = "encrypted"
    NO_BYTES = "no_bytes"
    NO_TEXT_IN_FILE = "no_text_in_file"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    NO_SUCH_PAGE = "no_such_page"
    PAGES_NOT_THERE = "pages_not_there"
    TEXT_HAS_NO_PICTURE = "text_has_no_picture"
    NO_PIXELS = "no_pixels"
    LAYER_ENGLISH_OCR = "layer_english_ocr"
    LAYER_TONELESS = "layer_toneless"
    LAYER_GARBLED = "layer_garbled"
    LAYER_OVERLAY = "layer_overlay"
    LAYER_PARTIAL = "layer_partial"
    LAYER_LEGACY = "layer_legacy"
    LAYER_CONTRADICTED = "layer_contradicted"
    TEXT_HIDDEN = "text_hidden"
    TEXT_STRUCK = "text_struck"
    FIELD_SHOWS_OTHER = "field_shows_other"
    ATTACHMENTS = "attachments"
    # the pixels and the engine
    NO_LINES = "no_lines"
    UP_OR_DOWN = "up_or_down"
    MIRRORED = "mirrored"
    NO_TEXT = "no_text"
    PRINT_NOT_READ = "print_not_read"
    POORLY_READ = "poorly_read"
    SMALL_LETTERS = "small_letters"
    TIME_IS_UP = "time_is_up"
    ENGINE_FAILED = "engine_failed"
    ENGINE_NONSENSE = "engine_nonsense"
    NO_TESSERACT = "no_tesseract"
    NO_TESSEROCR = "no_tesserocr"
    NO_SECOND_WITNESS = "no_second_witness"
    NO_READER_MODEL = "no_reader_model"
    READER_MODEL_DAMAGED = "reader_model_damaged"
    READER_MODEL_HEIGHT = "reader_model_height"
    NO_MODEL = "no_model"
    MODEL_UNLOADABLE = "model_unloadable"
    # tables
    RULES_WORN = "rules_worn"
    ROW_JOINED = "row_joined"
    # formal parts and records
    FIELD_MISSING = "field_missing"
    WEAK_WORD = "weak_word"
    CELL_BY_ALIGNMENT = "cell_by_alignment"
    ODD_WORD = "odd_word"
    PRINT_UNREAD = "print_unread"
    NO_ROW_NUMBER = "no_row_number"
    NUMBER_SKIPPED = "number_skipped"
    GROUP_NUMBER_UNREAD = "group_number_unread"
    TEXT_GOES_ON = "text_goes_on"
    SEVERAL_ROWS = "several_rows"
    COLUMN_MEANING = "column_meaning"
    LIST_WITHOUT_RECORDS = "list_without_records"
    NO_LEAD_AGENCY = "no_lead_agency"
    COLON_FOR_SEMICOLON = "colon_for_semicolon"
    AGENCY_OPEN_BRACKET = "agency_open_bracket"
    AGENCY_TOO_SHORT = "agency_too_short"
    AGENCY_STRAY_SIGNS = "agency_stray_signs"
    DEADLINE_UNREAD = "deadline_unread"
    DEADLINE_MENDED = "deadline_mended"
    BUDGET_UNREAD = "budget_unread"
    NO_MONEY_UNIT = "no_money_unit"
    AMOUNT_NOT_WHOLE = "amount_not_whole"
    AMOUNT_SHARED = "amount_shared"
    AMOUNT_IS_RATE = "amount_is_rate"
    DASH_FOR_MINUS = "dash_for_minus"
    BRACKETS_FOR_MINUS = "brackets_for_minus"
    DAY_IMPOSSIBLE = "day_impossible"
    SEVERAL_DAYS = "several_days"
    NO_YEAR = "no_year"
    END_OF_PERIOD = "end_of_period"
    BOUND_IS_RANGE = "bound_is_range"
    FIGURE_FOR_SIGN = "figure_for_sign"
    DIGITS_NO_NUMBER = "digits_no_number"
    OPEN_BRACKET = "open_bracket"
    COMMA_LOST = "comma_lost"
    # the program and where it writes
    CANNOT_WRITE = "cannot_write"
    FILE_FOR_FOLDER = "file_for_folder"
    FOLDER_FOR_FILE = "folder_for_file"
    NO_ROOM = "no_room"
    NOT_ALLOWED = "not_allowed"
    PICTURE_KIND = "picture_kind"
    NO_OUTPUT = "no_output"
    OLD_OUTPUT = "old_output"
    OUT_OPTION = "out_option"
    OUT_HAS_FOLDERS = "out_has_folders"
    NO_DATASET = "no_dataset"
    NO_COLUMN = "no_column"
    OUT_IS_TAKEN = "out_is_taken"
    OUT_IS_BEING_WRITTEN = "out_is_being_written"
    EXTRA_MISSING = "extra_missing"
    SOURCE_NOT_FOUND = "source_not_found"
    SIGNED_PDF = "signed_pdf"
    NOT_PDFA = "not_pdfa"
    SECRET = "secret"  # noqa: S105 - a mark of secrecy on a document
    NO_RELEASE = "no_release"
    NOT_FOLLOWED = "not_followed"
    STORED_DAMAGED = "stored_damaged"
    BAD_SETTINGS = "bad_settings"
    MEMORY_LIMIT = "memory_limit"
    OUT_OF_MEMORY = "out_of_memory"
    OPENING_STUCK = "opening_stuck"
    READING_STUCK = "reading_stuck"
    WRITING_STUCK = "writing_stuck"
    OPENING_CRASHED = "opening_crashed"
    READING_CRASHED = "reading_crashed"
    WRITING_CRASHED = "writing_crashed"
    TABLES_LEFT_OUT = "tables_left_out"
    UNFORESEEN = "unforeseen"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should know.

    Attributes:
        kind: what it is; whatever is decided by it is decided by this.
        detail: what it is about, in no language: the word, the cell's text, a number, a column's heading;
            several things are parted by ` | `. Empty where the kind says all.
    """

    kind: DoubtKind
    detail: str = ""

    @staticmethod
    def of(kind: DoubtKind, *things: object) -> Doubt:
        """A doubt about one or several things; a text that may be anything comes last, even no valid Unicode."""
        told = PARTED.join(str(x) for x in things)
        return Doubt(kind, told.encode("utf-8", "backslashreplace").decode("utf-8"))
