"""The public names of `sohoa`, from where they live; `__all__` is the promise, in the order of docs/api.md."""

from __future__ import annotations

from sohoa.diacritics.language.changes import Restored
from sohoa.diacritics.layers.judge import LayerJudgement, judge_layer
from sohoa.diacritics.lines.restore import restore_lines as restore
from sohoa.document import Document, digitise, iter_pages
from sohoa.errors import BadSettings, CannotWrite, EngineFailed, EngineMissing, InputError, SohoaError
from sohoa.extract.records.deadlines import Deadline, read_deadline
from sohoa.extract.records.money import Money, read_money
from sohoa.extract.records.quantities import Quantity, read_quantity
from sohoa.loading import load
from sohoa.messages import Language, problem_message, reasons
from sohoa.nouns.doubt import Doubt
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import PageFrame, PageReading
from sohoa.nouns.problem import Problem
from sohoa.nouns.record import Header, Indicator, Provenance, Task
from sohoa.nouns.table import Cell, Table
from sohoa.nouns.word import Word
from sohoa.settings import Settings, load_settings

__all__ = [  # noqa: RUF022 - the order of the documentation
    "digitise",
    "iter_pages",
    "load",
    "restore",
    "judge_layer",
    "read_deadline",
    "read_money",
    "read_quantity",
    "load_settings",
    "Settings",
    "Document",
    "PageReading",
    "PageFrame",
    "Word",
    "Box",
    "Table",
    "Cell",
    "Header",
    "Task",
    "Indicator",
    "Provenance",
    "Problem",
    "Doubt",
    "Language",
    "problem_message",
    "reasons",
    "Restored",
    "LayerJudgement",
    "Deadline",
    "Money",
    "Quantity",
    "SohoaError",
    "InputError",
    "EngineMissing",
    "EngineFailed",
    "CannotWrite",
    "BadSettings",
]
