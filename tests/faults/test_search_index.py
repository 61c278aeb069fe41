"""A search index that is missing, cut or spoiled in any way (seeded): it is told and made anew, and nothing is lost."""

import random
import shutil

import pytest

from sohoa.pipeline.cli import main
from sohoa.pipeline.output.paths import search_path
from sohoa.pipeline.search.finding import search
from sohoa.pipeline.search.query import Wish
from tests.support.correctable_output import new_output, run

ALL = {"mot": ("a", 1), "ba": ("a", 2), "nam": ("b", 1)}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    new_output(place, a="mot hai\nba bon", b="nam")
    return place


@pytest.fixture
def place(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def cut(data, draw):
    return data[: draw.randrange(len(data))]


def zeros(data, draw):
    at = draw.randrange(len(data))
    return data[:at] + bytes(min(4096, len(data) - at)) + data[at + 4096 :]


def noise(data, draw):
    return draw.randbytes(len(data))


def head(data, draw):
    return draw.randbytes(100) + data[100:]


def text(data, _):
    return b"no index\n" * (len(data) // 9)


def found(capsys, out, query):
    """Exit code, hits, complaints."""
    code = main(["search", str(out), query, "--lang", "en"])
    said = capsys.readouterr()
    return code, [tuple(line.split(" page ")) for line in said.out.splitlines() if " page " in line], said.err


def spoil(path, how, seed):
    if how is None:
        path.unlink()
    elif how == "folder":
        shutil.rmtree(path.parent)
    else:
        path.write_bytes(how(path.read_bytes(), random.Random(seed)))


def some(now: int, later: int) -> list:
    """Seeds of every run of the tests, and those up to `later` of the long one: each takes a second or two."""
    return [*range(now), *(pytest.param(n, marks=pytest.mark.long) for n in range(now, later))]


@pytest.mark.parametrize("seed", some(1, 4))
@pytest.mark.parametrize("how", [None, "folder", cut, noise, head, text], ids=lambda h: getattr(h, "__name__", str(h)))
def test_a_spoiled_index_is_told_and_made_anew(place, capsys, how, seed):
    out = place / "out"
    spoil(search_path(out), how, seed)
    for number, (word, (name, page)) in enumerate(ALL.items()):
        code, hits, said = found(capsys, out, word)
        assert code == 0
        assert [(n, p.split(",")[0]) for n, p in hits] == [(name, str(page))]
        told = [line for line in said.splitlines() if "index" in line]
        assert len(told) == (1 if number == 0 else 0), said
        assert "Traceback" not in said
    assert run(place) == 0


@pytest.mark.parametrize("seed", some(6, 60))
def test_one_that_is_spoiled_in_the_middle_never_ends_in_a_fault(place, capsys, seed):
    out = place / "out"
    spoil(search_path(out), zeros, seed)
    for word in ALL:
        code, _, said = found(capsys, out, word)
        assert code == 0
        assert "fault" not in said
    assert run(place, "--force") == 0
    shutil.rmtree(search_path(out).parent)
    assert found(capsys, out, "bon")[0] == 0


@pytest.mark.parametrize("how", [cut, noise, head], ids=lambda h: h.__name__)
def test_a_run_over_a_spoiled_index_loses_nothing(place, capsys, how):
    out = place / "out"
    spoil(search_path(out), how, 1)
    assert run(place, "--force") == 0
    for word, (name, page) in ALL.items():
        code, hits, said = found(capsys, out, word)
        assert (code, [(n, p.split(",")[0]) for n, p in hits]) == (0, [(name, str(page))])
        assert "damaged" not in said


def test_a_folder_in_place_of_the_index_is_told(place, capsys):
    out = place / "out"
    search_path(out).unlink()
    search_path(out).mkdir()
    code, _, said = found(capsys, out, "mot")
    assert code == 5
    assert "index.db" in said
    assert "Traceback" not in said
    assert run(place, "--force") == 0


def test_a_full_disk_costs_the_index_only(place, monkeypatch):
    import sqlite3

    from sohoa.pipeline.search import catching_up

    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    out = place / "out"
    with monkeypatch.context() as patched:
        patched.setattr(catching_up, "put_document", full)
        from sohoa.pipeline.batch.reassembly import reassemble
        from tests.support import fake_stages

        assert reassemble(out, "a", recipe=fake_stages.RECIPE).status == "ok"
    assert [h.document for h in search(out, Wish("mot")).hits] == ["a"]


@pytest.mark.parametrize("how", [cut, noise, text], ids=lambda h: h.__name__)
def test_verify_tells_a_spoiled_index(place, capsys, how):
    out = place / "out"
    assert found(capsys, out, "nam")[0] == 0
    assert main(["verify", str(out)]) == 0
    spoil(search_path(out), how, 1)
    assert main(["verify", str(out), "--quick"]) == 0
    capsys.readouterr()
    assert main(["verify", str(out), "--lang", "en"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "2 documents: 2 good",
        "the search index was damaged; the next search makes it anew of the datasets, nothing is lost",
    ]
    assert [name for name, _ in found(capsys, out, "nam")[1]] == ["b"]
    assert main(["verify", str(out), "-q"]) == 0
