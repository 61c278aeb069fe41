"""Files of a folder are opened without following anything in it."""

import errno
import os

import pytest

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.own_files import file_names, opened, plain_files, read_bytes
from sohoa.pipeline.output.atomic_files import remove_unfinished, write_bytes, write_whole_path


@pytest.fixture
def root(tmp_path):
    (tmp_path / "root" / "in").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.txt").write_text("secret", "utf-8")
    return tmp_path / "root"


def test_a_plain_file_is_read_and_written(root):
    written = write_bytes(root / "in" / "deep" / "a.txt", b"abc", root)
    assert read_bytes(root, root / "in" / "deep" / "a.txt", 3) == b"abc"
    assert (written.size, written.sha256[:8]) == (3, "ba7816bf")
    assert written.modified_ns == (root / "in" / "deep" / "a.txt").stat().st_mtime_ns
    assert [p.name for p in (root / "in" / "deep").iterdir()] == ["a.txt"]


def replaced(path):
    path.with_suffix(".other").write_bytes(b"abc")
    path.with_suffix(".other").replace(path)


@pytest.mark.parametrize("write", [lambda path: path.write_bytes(b"abc"), replaced])
def test_a_writer_that_wants_a_path_fills_that_of_the_file_aside(root, write):
    def fill(path):
        assert path.name.startswith(".a.txt.")
        write(path)

    written = write_whole_path(root / "in" / "a.txt", fill, root)
    assert (written.size, written.sha256[:8]) == (3, "ba7816bf")
    assert [p.name for p in (root / "in").iterdir()] == ["a.txt"]
    (root / "linked").symlink_to(root.parent / "elsewhere")
    with pytest.raises(CannotWrite):
        write_whole_path(root / "linked" / "x.txt", fill, root)
    with pytest.raises(ZeroDivisionError):
        write_whole_path(root / "in" / "a.txt", lambda _: 1 / 0, root)
    assert [p.name for p in (root / "in").iterdir()] == ["a.txt"]


def test_the_folder_that_was_named_may_be_a_link(root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    write_bytes(tmp_path / "link" / "in" / "a.txt", b"abc", tmp_path / "link")
    assert (root / "in" / "a.txt").read_bytes() == b"abc"
    assert read_bytes(tmp_path / "link", tmp_path / "link" / "in" / "a.txt", 9) == b"abc"


def make(path, what, target):
    match what:
        case "link":
            path.symlink_to(target)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case "itself":
            path.symlink_to(path)


@pytest.mark.parametrize("what", ["link", "pipe", "folder", "device", "itself"])
def test_what_is_no_plain_file_is_not_opened(root, what):
    make(root / "in" / "x.txt", what, root.parent / "elsewhere" / "x.txt")
    with pytest.raises(OSError, match=r".") as caught, opened(root, root / "in" / "x.txt"):
        pass
    assert caught.value.errno == errno.ELOOP
    with pytest.raises(InputError) as refused:
        plain_files(root, root / "in", ".txt")
    assert refused.value.doubt.kind is DoubtKind.NOT_FOLLOWED


@pytest.mark.parametrize("what", ["link", "pipe", "device", "itself"])
def test_it_is_replaced_by_what_is_written(root, what):
    make(root / "in" / "x.txt", what, root.parent / "elsewhere" / "x.txt")
    write_bytes(root / "in" / "x.txt", b"new", root)
    assert (root.parent / "elsewhere" / "x.txt").read_text("utf-8") == "secret"
    assert read_bytes(root, root / "in" / "x.txt", 9) == b"new"


def test_a_linked_folder_is_neither_read_nor_written(root):
    (root / "words").symlink_to(root.parent / "elsewhere")
    with pytest.raises(CannotWrite) as refused:
        write_bytes(root / "words" / "x.txt", b"new", root)
    assert refused.value.doubt.kind is DoubtKind.NOT_FOLLOWED
    with pytest.raises(OSError, match=r".") as caught:
        read_bytes(root, root / "words" / "x.txt", 9)
    assert caught.value.errno == errno.ELOOP
    with pytest.raises(InputError):
        file_names(root, root / "words", ".txt")
    left = root.parent / "elsewhere" / ".a.part"
    left.write_bytes(b"")
    remove_unfinished(root, root / "words")
    assert [p.name for p in sorted((root.parent / "elsewhere").iterdir())] == [".a.part", "x.txt"]


@pytest.mark.parametrize("path", ["../elsewhere/x.txt", "in/../../elsewhere/x.txt", "in/.."])
def test_no_path_leads_upwards(root, path):
    with pytest.raises(OSError, match=r"."):
        read_bytes(root, root / path, 9)
    with pytest.raises(CannotWrite):
        write_bytes(root / path, b"new", root)
    assert (root.parent / "elsewhere" / "x.txt").read_text("utf-8") == "secret"


def test_a_file_too_large_is_not_read(root):
    write_bytes(root / "in" / "a.txt", b"abcd", root)
    with pytest.raises(OSError, match=r".") as caught:
        read_bytes(root, root / "in" / "a.txt", 3)
    assert caught.value.errno == errno.EFBIG


def test_what_is_not_there_is_an_empty_list(root):
    assert file_names(root, root / "none", ".txt") == plain_files(root, root / "none", ".txt") == []


@pytest.fixture
def making(monkeypatch):
    """Plays what happens while a folder is being made: a function of its handle and name."""
    make_folder = os.mkdir

    def play(meanwhile):
        def mkdir(name, mode=0o777, *, dir_fd=None):
            if dir_fd is not None:
                meanwhile(name, dir_fd)
            make_folder(name, mode, dir_fd=dir_fd)

        monkeypatch.setattr(os, "mkdir", mkdir)

    return play, make_folder


def test_two_writers_may_make_the_same_folder(root, making):
    play, make_folder = making
    play(lambda name, handle: make_folder(name, dir_fd=handle))
    write_bytes(root / "new" / "deep" / "a.txt", b"abc", root)
    assert (root / "new" / "deep" / "a.txt").read_bytes() == b"abc"


def test_a_link_that_takes_the_place_of_a_folder_being_made_is_not_followed(root, making):
    play, _ = making
    play(lambda name, handle: os.symlink(root.parent / "elsewhere", name, dir_fd=handle))
    with pytest.raises(CannotWrite):
        write_bytes(root / "new" / "a.txt", b"abc", root)
    assert [p.name for p in (root.parent / "elsewhere").iterdir()] == ["x.txt"]
