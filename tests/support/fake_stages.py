"""Stand-ins for what the workers call. A source is a text file: each line is a page and says how it goes."""

import os
import time
from dataclasses import replace

from sohoa.errors import EncryptedFile, EngineMissing, PageTimeout, UnreadableFile
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import IDENTITY, Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import DocumentParts, Header, Indicator, Provenance, Task
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import Alternative, ChangeRule, Word, WordChange


def engine_version(_settings):
    return os.environ.get("FAKE_ENGINE", "fake 1.0")


def _lines(path):
    return path.read_text("utf-8").splitlines()


def count_pages(path, _settings):
    lines = _lines(path)
    match lines[0] if lines else "":
        case "encrypted":
            raise EncryptedFile("it wants a password")
        case "unreadable":
            raise UnreadableFile("it is damaged")
        case "open crashes":
            os._exit(9)
        case "open eats memory":
            _eat_memory()
    return len(lines)


def file_problems(path):
    cut = Doubt(DoubtKind.FILE_END_MISSING, "9")
    return (Problem(Stage.SOURCE, ProblemKind.LOST_CONTENT, (cut,)),) if path.name.startswith("cut") else ()


def read_page(path, number, _settings, known=None):
    line = _lines(path)[number - 1]
    log = path.parent / "calls.log"
    with log.open("a", encoding="utf-8", errors="backslashreplace") as f:
        f.write(f"{path.name} {number} {'words' if known else 'source'}\n")
    _happen(path, number, line)
    words = known.words_ocr if known else _words(line)
    return PageReading(
        PageFrame(
            number=number,
            width=2480,
            height=3508,
            dpi=300.0,
            rotation=0,
            skew_deg=0.25,
            to_source=IDENTITY,
            source_width=595.0,
            source_height=842.0,
        ),
        text_source=TextSource.OCR,
        text_layer=TextLayer.NONE,
        words_ocr=words,
        words=words,
        changes=(WordChange(0, 0, 1, 0, 2, "a", "á", ChangeRule.SIGN, 0.9),),
        seconds={"ocr": 0.5},
    )


def read_turned_page(path, number, settings, rotation):
    reading = read_page(path, number, settings)
    return replace(reading, frame=replace(reading.frame, rotation=rotation))


def _happen(path, number, line):
    """What the line of a page asks for besides being read."""
    _BAD.get(line, lambda *_: None)(path, number)
    match line.split():
        case ["replace", name, text]:
            replace_file(path.parent / name, text)
        case ["remove", name]:
            (path.parent / name).unlink()


def _raise(error):
    raise error


def _crash_once(path, number):
    flag = path.parent / f".crashed-{number}"
    if not flag.exists():
        flag.touch()
        os._exit(9)


def _eat_memory():
    eaten = []
    while True:
        eaten.append(b"x" * (16 << 20))
        time.sleep(0.02)


def _grow(path, _):
    with path.open("a", encoding="utf-8") as f:
        f.write("thêm\n")


_BAD = {
    "timeout": lambda *_: _raise(PageTimeout("the engine's time for this page is up")),
    "bug of this file": lambda path, _: _raise(FileNotFoundError(2, "no such file", f"{path}.tmp")),
    "bug": lambda *_: _raise(ZeroDivisionError("one by zero")),
    "crash": lambda *_: os._exit(9),
    "crash once": _crash_once,
    "hang": lambda *_: time.sleep(600),
    "slow": lambda *_: time.sleep(1.0),
    "grow": _grow,
    "eats memory": lambda *_: _eat_memory(),
    "other engine": lambda *_: os.environ.update(FAKE_ENGINE="fake 2.0"),
    "no engine": lambda *_: _raise(EngineMissing("Tesseract is not installed")),
}


def replace_file(path, text):
    """Put another file in its place, as programs do that save."""
    aside = path.with_suffix(".new")
    aside.write_text(f"{text}\n", "utf-8")
    aside.replace(path)


def _words(line):
    return tuple(
        Word(w, w, Box(10 * i, 0, 10 * i + 9, 9), 0.5 + 0.1 * min(i, 4), 0, alternatives=(Alternative("x", 0.1),))
        for i, w in enumerate(line.split())
    )


def agree_over_pages(readings, _settings):
    return tuple(readings)


def build_document(readings, _settings):
    first = readings[0].words[0].text
    if first == "unbuildable":
        raise KeyError("no such table")
    if first == "builder-crash":
        os._exit(9)
    year = 2**40 if first == "overflow" else 2026
    part = Part(1, Box(0, 0, 10, 10))
    cell = Cell(0, 0, 1, 1, ("Nhiệm vụ",), ("Nhiem vu",), 0.7, (part,))
    empty = Cell(0, 1, 1, 1, (), (), None, (part,))
    where = Provenance(1, Box(0, 0, 10, 10), 0.7)
    return DocumentParts(
        header=Header(number="007", recipients=("Như trên",), missing_fields=("place",)),
        tables=(Table("p001-1", 1, 2, (cell, empty)),),
        tasks=(Task("p001-1", 0, "1", "nan", where, quarters=(3, 4), extra=(("Cột", "giá trị"),)),),
        indicators=(Indicator("p001-1", 0, "1", "Tỷ lệ", year, "≥ 70%", where, comparator="≥", low=70.0),),
    )


def page_text(words, ocr):
    return " ".join(w.text_ocr if ocr else w.text for w in words)


class FakeRecipe:
    """The stand-ins as the object that a run is handed."""

    count_pages = staticmethod(count_pages)
    file_problems = staticmethod(file_problems)
    read_page = staticmethod(read_page)
    read_turned_page = staticmethod(read_turned_page)
    agree_over_pages = staticmethod(agree_over_pages)
    build_document = staticmethod(build_document)
    page_text = staticmethod(page_text)
    engine_version = staticmethod(engine_version)


RECIPE = FakeRecipe()
