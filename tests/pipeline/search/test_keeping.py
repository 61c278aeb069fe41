"""The index follows the documents, whoever stores them; what was missed is put in before a search."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from sohoa.errors import InputError
from sohoa.pipeline.batch.reassembly import reassemble
from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.files.fingerprints import fingerprint_of
from sohoa.pipeline.output.paths import outcome_path, search_path
from sohoa.pipeline.search.finding import search
from sohoa.pipeline.search.index_file import reading, writing
from sohoa.pipeline.search.keeping import bring_up_to_date
from sohoa.pipeline.search.query import Wish
from sohoa.pipeline.search.stored import units_in
from sohoa.pipeline.search.writing import put_document
from tests.support import fake_stages
from tests.support.correctable_output import new_output, of_word, run


def told(out):
    """What bringing it up to date tells."""
    some = []
    failed = bring_up_to_date(out, lambda state, n: some.append((state.value, n)))
    return some, failed


def found(out, text):
    return [(h.document, h.page) for h in search(out, Wish(text)).hits]


def content(out):
    with reading(out) as db:
        tables = ("documents", "facts", "pages")
        return [sorted(r[1:] for r in db.execute(f"SELECT * FROM {t}")) for t in tables]  # noqa: S608


def test_a_run_puts_documents_in_as_the_datasets_say(tmp_path):
    out = new_output(tmp_path, a="mot hai\nba bon", b="nam")
    assert told(out) == ([], [])
    assert (found(out, "bon"), found(out, "nam")) == ([("a", 2)], [("b", 1)])
    by_the_run = content(out)
    shutil.rmtree(search_path(out).parent)
    assert told(out) == ([("missing", 2)], [])
    assert content(out) == by_the_run


def test_a_corrected_document_is_found_by_what_was_corrected(tmp_path):
    out = new_output(tmp_path, a="mot hai\nba bon")
    append_corrections(out, "a", [of_word(out, "a", "bon", "bốn", "k1", page=2)])
    reassemble(out, "a", recipe=fake_stages.RECIPE)
    assert told(out) == ([], [])
    assert (found(out, "bốn"), found(out, "bon")) == ([("a", 2)], [("a", 2)])
    with reading(out) as db:
        assert db.execute("SELECT count(*) FROM tokens WHERE tokens MATCH 'marked : \"bon\"'").fetchone() == (0,)


def test_a_run_that_does_nothing_leaves_the_index_alone(tmp_path):
    out = new_output(tmp_path, a="mot")
    before = search_path(out).stat()
    assert run(tmp_path) == 0
    assert search_path(out).stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_gone_or_new_or_only_touched(out):
    assert told(out) == ([("missing", 3)], [])
    os.utime(outcome_path(out, "a"))
    outcome_path(out, "b").unlink()
    pages = content(out)[2]
    assert told(out) == ([("sound", 1)], [])
    assert told(out) == ([], [])
    assert found(out, "thủy") == []
    assert len(content(out)[2]) == len(pages) - 2


def test_a_damaged_document_is_told_and_costs_no_other(out):
    words = out / "words" / "b.parquet"
    words.write_bytes(words.read_bytes()[:100])
    some, failed = told(out)
    assert some == [("missing", 3)]
    assert [e.where for e in failed] == [str(words)]
    assert found(out, "duong") == [("a", 1), ("c", 1), ("c", 2)] or len(found(out, "duong")) == 3


def test_an_older_contract_is_told(out):
    path = outcome_path(out, "b")
    path.write_text(path.read_text("utf-8").replace('"contract": "0.2"', '"contract": "0.1"'), "utf-8")
    with pytest.raises(InputError) as e:
        told(out)
    assert e.value.doubt.kind == "old_output"


def test_a_document_that_changes_meanwhile_is_left_to_the_next_search(out, monkeypatch):
    from sohoa.pipeline.search import catching_up

    def read(place, name):
        got = units_in(place, name)
        if name == "b":
            outcome_path(out, name).write_text("{}", "utf-8")
        return got

    monkeypatch.setattr(catching_up, "units_in", read)
    assert told(out)[1] == []
    assert found(out, "thủy") == []


def test_writers_at_once_lose_nothing(out):
    told(out)
    units, facts = units_in(out, "a")

    def put(k):
        path = outcome_path(out, f"n{k}")
        shutil.copy(outcome_path(out, "a"), path)
        with writing(out) as db:
            put_document(db, f"n{k}", fingerprint_of(out, path), units, facts)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(40)))
    with reading(out) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (43,)
    assert told(out) == ([], [])
    assert len(search(out, Wish("chuyển đổi số", limit=100)).hits) == 41


def test_the_tokens_of_a_changed_page_are_gone(out):
    told(out)
    with writing(out) as db:
        db.execute("INSERT INTO tokens(tokens) VALUES('integrity-check')")
    units, facts = units_in(out, "c")
    with writing(out) as db:
        put_document(db, "b", fingerprint_of(out, outcome_path(out, "b")), units, facts)
    assert found(out, "thủy") == []
