"""A plan of two drawn pages in an output folder with checkpoints: to review it, and to correct it."""

from dataclasses import replace

from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.word import Alternative
from sohoa.pipeline.batch.reassembly import reassemble
from sohoa.pipeline.output.checkpoints import Checkpoint, Key, save_checkpoint
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.outcomes import load_outcomes, save_outcome
from sohoa.settings import Settings
from tests.support.corrected_pages import plan
from tests.support.layered_outputs import write_output

NAME = "ke-hoach"
UNSURE = {"liêu": (0.5, ("liệu", "liễu")), "nam": (0.5, ("năm",)), "III/2026": (0.55, ("II/2026",))}
"""Words that are unsure, their confidence and other readings; all others are sure."""


def pages():
    """The two pages as read."""
    for reading in plan():
        read = tuple(_word(w) for w in reading.words)
        yield replace(reading, words=read, words_ocr=read)


def _word(word):
    confidence, others = UNSURE.get(word.text, (0.995, ()))
    return replace(word, confidence=confidence, alternatives=tuple(Alternative(t, 0.4) for t in others))


def draw(path):
    """The pages' pictures, each word where it was read, as one TIFF file."""
    drawn = []
    for reading in plan():
        picture = Image.new("L", (reading.width, reading.height), 255)
        pen = ImageDraw.Draw(picture)
        for word in reading.words:
            pen.text((word.box.x0, word.box.y0), word.text, fill=0, font=_font())
        for cell in reading.grids[0].cells:
            pen.rectangle((cell.box.x0 - 3, cell.box.y0 - 3, cell.box.x1 + 3, cell.box.y1 + 3), outline=0, width=2)
        drawn.append(picture)
    drawn[0].save(path, save_all=True, append_images=drawn[1:], dpi=(150, 150))


def _font():
    try:
        return ImageFont.truetype("LiberationSerif-Regular.ttf", 19)
    except OSError:
        return ImageFont.load_default()


def plan_output(folder, n_copies=1):
    """`folder/out` with the plan, `folder/ke-hoach.tif` its source; `n_copies` of its two pages."""
    source = folder / f"{NAME}.tif"
    draw(source)
    read = list(pages())
    many = [replace(r, frame=replace(r.frame, number=2 * k + r.number)) for k in range(n_copies) for r in read]
    out = write_output(folder / "out", source, *many, name=NAME)
    outcome = load_outcomes(out).popitem()[1]
    save_outcome(out, replace(outcome, settings_digest=Settings().digest()))
    for reading in many:
        save_checkpoint(out, NAME, Checkpoint(Key(outcome.doc_id, "w", "p"), reading))
    with only_writer(out, Purpose.CORRECT):
        reassemble(out, NAME)
    return out
