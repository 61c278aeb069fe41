"""Lines of print drawn to pixels, with what an engine is said to have read of them: run and ink, as passes get them."""

from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import components_to_lines
from tests.support.print_strips import font, page

LEFT, SIZE, PITCH = 60, 42, 100


def read_lines(*lines, size=SIZE, zones=None, wear=None):
    """Runs and inks of lines, each (printed, read) with as many words; line k stands on PITCH * (k + 1).

    Boxes are those of the printed words, an em high, as loose as an engine's. `wear` changes the pixels in place.
    """
    drawn = [(printed, LEFT, PITCH * (k + 1)) for k, (printed, _) in enumerate(lines)]
    pixels = page(*drawn, size=size).copy()
    if wear is not None:
        wear(pixels)
    parts = page_to_components(pixels, zones)
    found = components_to_lines(parts)
    assert len(found) == len(lines)
    face, runs = font(size), []
    for (printed, read), (_, left, foot) in zip(lines, drawn, strict=True):
        words = []
        for k, (word, text) in enumerate(zip(printed.split(), read.split(), strict=True)):
            start = left + face.getlength(" ".join([*printed.split()[:k], ""]))
            box = Box(start, foot - size, start + face.getlength(word), foot + 10)
            words.append(Word(text, text, box, 0.9))
        runs.append(words_to_run(words))
    return runs, [LineInk(pixels, parts, line) for line in found]


def read_line(printed, read, size=SIZE):
    """Run and ink of one line."""
    (run,), (ink,) = read_lines((printed, read), size=size)
    return run, ink


def texts(run):
    return [w.text for w in run.words]


def texts_ocr(run):
    return [w.text_ocr for w in run.words]
