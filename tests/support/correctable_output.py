"""An output folder that was read by the stand-in stages, and corrections of its words."""

import pyarrow.parquet as pq

from sohoa.nouns.correction_place import Where
from sohoa.pipeline.cli import main
from sohoa.pipeline.corrections.lines import correction_to_line
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.outcomes import load_outcomes
from tests.support import fake_stages
from tests.support.corrections import made


def run(folder, *options):
    """Digitise all of `folder/in` into `folder/out`; gives the exit code."""
    return main(["run", str(folder / "in"), "-o", str(folder / "out"), "-q", "-j1", *options], fake_stages.RECIPE)


def new_output(folder, **texts):
    """An output folder of documents, each given by its name and text: a line a page."""
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(f"{text}\n", "utf-8")
    assert run(folder) == 0
    return folder / "out"


def reading(out, name, page=1):
    """What the checkpoint of a page holds."""
    doc_id = next(i for i, o in load_outcomes(out).items() if o.name == name)
    return load_checkpoint(out, name, page, doc_id).reading


def of_word(out, name, text, after, ident, page=1, kind="word"):
    """A correction of the first word of a page that has this text."""
    found = reading(out, name, page)
    word = next(w for w in found.words if w.text == text)
    return made(kind, Where(spots=(spot_of(found.frame, word.box),)), text, after, ident, name)


def outcome(out, name):
    """That of a document."""
    return next(o for o in load_outcomes(out).values() if o.name == name)


def words(out, name, column="text"):
    """A column of the words of a document."""
    return pq.read_table(out / "words" / f"{name}.parquet", partitioning=None)[column].to_pylist()


def write_lines(path, *corrections):
    """A file of corrections."""
    path.write_text("".join(f"{correction_to_line(c)}\n" for c in corrections), "utf-8")
    return path


def calls(folder):
    """How many pages the stand-ins were asked for."""
    log = folder / "in" / "calls.log"
    return len(log.read_text("utf-8").splitlines()) if log.exists() else 0
