import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.page_ranges import format_pages, parse_pages
from sohoa.pipeline.batch.inputs import find_inputs
from sohoa.pipeline.output.document_names import FoundFile, KnownSource, clean_name, name_sources

A, B, C = "a" * 64, "b" * 64, "c" * 64


def files(*pairs):
    """Files (path, digest) as if `path` had been found in the working folder."""
    return [(FoundFile.inside(Path(), Path(p)), d) for p, d in pairs]


def names(*pairs, known=None):
    return [s.name for s in name_sources(files(*pairs), known or {})]


def again(source):
    """What a later run knows of it."""
    return {source.doc_id: KnownSource(source.name, source.source_file, source.source_path, source.also_at)}


def test_the_first_keeps_the_name_later_ones_are_told_apart():
    assert names(("x/kh.pdf", A), ("y/kh.tif", B), ("z/KH.pdf", C)) == ["kh", "kh-bbbbbbbb", "KH-cccccccc"]


def test_the_mapping_holds_whatever_comes_first():
    known = {A: KnownSource("kh", "kh.pdf", "x/kh.pdf")}
    assert names(("y/kh.pdf", B), ("x/kh.pdf", A), known=known) == ["kh-bbbbbbbb", "kh"]
    assert names(("other.pdf", A), known=known) == ["kh"]


def test_same_bytes_are_one_document_with_all_its_places():
    (source,) = name_sources(files(("x/a.pdf", A), ("y/b.pdf", A), ("x/a.pdf", A)), {})
    assert (source.name, source.source_file) == ("a", "a.pdf")
    assert (source.source_path, source.also_at) == ("x/a.pdf", ("y/b.pdf",))


def test_further_places_are_kept_when_only_one_is_named_again():
    (first,) = name_sources(files(("x/a.pdf", A), ("y/b.pdf", A)), {})
    (later,) = name_sources(files(("y/b.pdf", A)), again(first))
    assert (later.source_path, later.also_at) == (first.source_path, first.also_at)
    assert later.path == Path("y/b.pdf")


@pytest.mark.parametrize(
    ("first", "later", "also_at"),
    [
        (["x/a.pdf"], ["x/a.pdf"], ()),
        (["x/a.pdf"], ["a.pdf"], ()),  # the file itself was named, after its folder
        (["x/a.pdf"], ["in/x/a.pdf"], ()),  # the folder above was named
        (["x/a.pdf"], ["x/ba.pdf"], ("x/ba.pdf",)),
        (["a.pdf"], ["x/b.pdf"], ("x/b.pdf",)),
        (["x/a.pdf", "y/a.pdf"], ["y/a.pdf", "x/a.pdf"], ("y/a.pdf",)),
        (["x/a.pdf"], ["x/a.pdf", "in/x/a.pdf"], ("in/x/a.pdf",)),  # two files of one run are two places
    ],
)
def test_a_place_that_is_known_is_no_new_one(first, later, also_at):
    (known,) = name_sources(files(*((p, A) for p in first)), {})
    (source,) = name_sources(files(*((p, A) for p in later)), again(known))
    assert (source.source_path, source.also_at) == (first[0], also_at)


def test_what_an_older_output_did_not_say_is_taken_from_this_run():
    (source,) = name_sources(files(("x/a.pdf", A)), {A: KnownSource("kh", "kh.pdf")})
    assert (source.name, source.source_file, source.source_path, source.also_at) == ("kh", "kh.pdf", "x/a.pdf", ())


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Kế hoạch 753.pdf", "Kế hoạch 753"),
        (unicodedata.normalize("NFD", "Kế hoạch.pdf"), "Kế hoạch"),
        ("a.office.pdf", "a.office"),
        (".pdf", "_pdf"),
        ("..scan.pdf", "_scan"),
        ("bad\udcff.pdf", "bad\ufffd"),
    ],
)
def test_names_fit_for_files(file, name):
    assert clean_name(Path(file)) == name


def test_a_very_long_name_is_cut_and_told_apart():
    (name,) = names(("ế" * 90 + ".pdf", A))
    assert len(name.encode()) < 200
    assert name.endswith("-aaaaaaaa")


@given(st.lists(st.tuples(st.sampled_from(["a", "A", "b", "á"]), st.sampled_from([A, B, C]))))
def test_names_are_never_shared(pairs):
    sources = name_sources(files(*((f"{i}/{n}.pdf", d) for i, (n, d) in enumerate(pairs))), {})
    folded = [s.name.casefold() for s in sources]
    assert len(set(folded)) == len(folded) == len({d for _, d in pairs})


@given(st.sets(st.integers(1, 300)))
def test_page_ranges_come_back(pages):
    text = format_pages(pages)
    assert (parse_pages(text).within(300) if pages else frozenset()) == pages
    assert not text or str(parse_pages(text)) == text


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1-", "-2", "1,,2", "1.5", "1-ende", "end-3", "End", "0-end"])
def test_what_is_no_page_range(text):
    with pytest.raises(ValueError, match=r"\S"):
        parse_pages(text)


@pytest.mark.parametrize(
    ("text", "n_pages", "pages"),
    [
        ("3-end", 5, {3, 4, 5}),
        ("end", 5, {5}),
        ("1,4-end", 5, {1, 4, 5}),
        ("1-999999999", 3, {1, 2, 3}),
        ("9-99", 5, set()),
        ("9-end", 5, set()),
        ("end", 0, set()),
    ],
)
def test_page_ranges_end_with_the_file(text, n_pages, pages):
    assert parse_pages(text).within(n_pages) == pages
    assert str(parse_pages(text)) == text


def test_folders_are_walked_in_order_without_hidden_files_and_out(tmp_path):
    for name in ("b.PDF", "a/z.jpg", "a/y.docx", ".hid.pdf", ".git/c.pdf", "out/text/b.txt", "n.tiff"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = find_inputs([tmp_path, tmp_path / "b.PDF", tmp_path / "none"], tmp_path / "out")
    assert [f.path.relative_to(tmp_path).as_posix() for f in found.files] == ["b.PDF", "n.tiff", "a/z.jpg"]
    assert [f.place for f in found.files] == ["b.PDF", "n.tiff", "a/z.jpg"]
    assert [p.name for p in found.passed_over] == ["y.docx"]
    assert found.missing == (tmp_path / "none",)


def test_a_file_that_is_named_itself_is_known_by_its_name(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.jpg").touch()
    (found,) = find_inputs([tmp_path / "a" / "z.jpg"], tmp_path / "out").files
    assert (found.place, found.path) == ("z.jpg", tmp_path / "a" / "z.jpg")
