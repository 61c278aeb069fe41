"""Links, pipes, devices and folders that cannot be read: told by their names, and they cost no other file."""

import os
import subprocess
import sys

import pytest

from sohoa.errors import CannotWrite, ExitCode
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.batch.inputs import find_inputs


def link_to_itself(path):
    path.symlink_to(path.name)


def link_ring(path):
    path.symlink_to("ring2")
    path.with_name("ring2").symlink_to(path.name)


BAD = {
    "a link to itself": (link_to_itself, DoubtKind.LINK_LOOP),
    "a ring of links": (link_ring, DoubtKind.LINK_LOOP),
    "a pipe": (os.mkfifo, DoubtKind.NO_FILE),
    "a link to a device": (lambda p: p.symlink_to("/dev/zero"), DoubtKind.NO_FILE),
    "a link to a file outside": (lambda p: p.symlink_to("../../secret.txt"), DoubtKind.LINK_OUT),
    "a link to a folder outside": (lambda p: p.symlink_to("../../other"), DoubtKind.LINK_OUT),
    "a link to the folder above": (lambda p: p.symlink_to(".."), None),
    "a link to nothing": (lambda p: p.symlink_to("gone.txt"), DoubtKind.FILE_UNREADABLE),
}


@pytest.fixture
def folder(tmp_path):
    """`in/` with good files before and after a subfolder; beside it a file and a folder that nobody named."""
    for name in ("in/a.txt", "in/sub/b.txt", "in/z.txt", "secret.txt", "other/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{path.stem}\n", "utf-8")
    return tmp_path / "in"


def places(found):
    return [f.place for f in found.files]


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_entry_is_told_and_costs_no_other(folder, bad):
    make, kind = BAD[bad]
    make(folder / "sub" / "bad.txt")
    found = find_inputs([folder], folder.parent / "out")
    assert places(found) == ["a.txt", "z.txt", "sub/b.txt"]
    told = {path.name: doubt.kind for path, doubt in found.refused}
    assert told.get("bad.txt") == kind


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_that_is_named_itself_is_told(folder, bad, sohoa):
    make, _ = BAD[bad]
    (folder / "sub" / "b.txt").unlink()
    make(folder / "sub" / "bad.txt")
    code, _, err = sohoa("run", folder / "a.txt", folder / "sub" / "bad.txt", "-o", "out", "-j", 1)
    if (folder / "sub" / "bad.txt").is_dir() or (folder / "sub" / "bad.txt").is_file():  # who names a link means it
        assert (code, err) == (ExitCode.OK, "")
    else:
        assert code == ExitCode.SOME_FAILED
        assert "bad.txt: " in err


def test_a_run_over_a_folder_of_bad_entries_ends_and_says_so(folder, sohoa, tmp_path):
    for k, (make, _) in enumerate(BAD.values()):
        make(folder / "sub" / f"bad{k}.txt")
    code, out, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.SOME_FAILED
    assert "3 ok" in out
    assert sorted(p.name for p in (tmp_path / "out" / "text").iterdir()) == ["a.txt", "b.txt", "z.txt"]
    for k, (_, kind) in enumerate(BAD.values()):
        assert (f"bad{k}.txt: " in err) == (kind is not None)


def test_links_inside_the_folder_are_read_once(folder):
    (folder / "sub" / "c.txt").symlink_to("b.txt")
    (folder / "again").symlink_to("sub")
    found = find_inputs([folder], folder.parent / "out")
    assert places(found) == ["a.txt", "z.txt", "sub/b.txt"]
    assert found.refused == ()


def test_a_link_from_one_named_folder_into_another_is_no_way_out(folder):
    (folder / "c.txt").symlink_to("../other/c.txt")
    found = find_inputs([folder, folder.parent / "other"], folder.parent / "out")
    assert (places(found)[1], found.refused) == ("c.txt", ())


def test_links_are_followed_on_request_and_end_even_in_a_ring(folder):
    (folder / "c.txt").symlink_to("../secret.txt")
    (folder / "o").symlink_to("../other")
    (folder.parent / "other" / "back").symlink_to("../in")
    (folder.parent / "other" / "up").symlink_to("..")
    found = find_inputs([folder], folder.parent / "out", follow_links=True)
    assert places(found) == ["a.txt", "c.txt", "z.txt", "o/c.txt", "sub/b.txt"]
    assert found.refused == ()


def test_a_folder_that_is_itself_a_link_is_walked(folder):
    (folder.parent / "named").symlink_to("in")
    found = find_inputs([folder.parent / "named"], folder.parent / "out")
    assert (places(found), found.refused) == (["a.txt", "z.txt", "sub/b.txt"], ())


def test_a_deep_folder_is_walked(folder):
    deep = folder
    for _ in range(1200):
        deep = deep / "d"
        try:
            deep.mkdir()
        except OSError:  # longer than a path may be
            break
    found = find_inputs([folder], folder.parent / "out")
    subprocess.run(["rm", "-rf", folder / "d"], check=True)  # deeper than pytest can remove
    assert places(found) == ["a.txt", "z.txt", "sub/b.txt"]


AS_NOBODY = """
import os, sys
from pathlib import Path
from sohoa.pipeline.batch.inputs import find_inputs
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
found = find_inputs([Path(sys.argv[1])], Path(sys.argv[1]) / "out")
print(*(f.place for f in found.files), "|", *(f"{p.name}={d.kind.value}" for p, d in found.refused))
"""


def test_a_folder_that_cannot_be_read_is_told(folder):
    locked = folder / "sub" / "locked"
    locked.mkdir()
    (locked / "d.txt").write_text("d\n", "utf-8")
    locked.chmod(0)
    for at in (folder.parent, *folder.parent.parents):
        at.chmod(at.stat().st_mode | 0o055) if at.owner() == "root" and at != at.parent else None
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, folder], capture_output=True, text=True, check=False, env=dict(os.environ)
        )
    finally:
        locked.chmod(0o755)
    assert done.stdout.strip() == "a.txt z.txt sub/b.txt | locked=folder_unreadable", done.stderr


def test_results_that_lie_among_the_sources_are_no_sources(folder, sohoa):
    assert sohoa("run", "in", "-o", "in", "-j", 1)[0] == ExitCode.OK
    again = find_inputs([folder], folder)
    assert places(again) == ["a.txt", "z.txt", "sub/b.txt"]
    assert {p.name for p in again.passed_over} == {"calls.log"}
    other = find_inputs([folder], folder.parent / "out")
    assert places(other) == ["a.txt", "z.txt", "sub/b.txt"]
    assert "text" in [p.name for p in other.passed_over]
    above = find_inputs([folder.parent], folder.parent / "out")
    assert places(above) == ["secret.txt", "in/a.txt", "in/z.txt", "in/sub/b.txt", "other/c.txt"]
    assert sohoa("run", "in", "-o", "in", "-j", 1)[0] == ExitCode.OK


def test_a_folder_called_text_is_a_folder(folder):
    (folder / "text").mkdir()
    (folder / "text" / "t.txt").write_text("t\n", "utf-8")
    assert places(find_inputs([folder], folder.parent / "out"))[-1] == "text/t.txt"


def test_sources_are_never_overwritten_by_results(folder, sohoa):
    precious = folder / "text" / "a.txt"
    precious.parent.mkdir()
    precious.write_text("of somebody\n", "utf-8")
    with pytest.raises(CannotWrite):
        find_inputs([folder], folder)
    code, _, err = sohoa("run", "in", "-o", "in")
    assert code == ExitCode.CANNOT_WRITE
    assert "text" in err
    assert precious.read_text("utf-8") == "of somebody\n"
