import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.page_ranges import format_pages, parse_pages
from sohoa.pipeline.batch.inputs import find_inputs
from sohoa.pipeline.output.document_names import KnownSource, clean_name, name_sources

A, B, C = "a" * 64, "b" * 64, "c" * 64


def names(*pairs, known=None):
    return [s.name for s in name_sources([(Path(p), d) for p, d in pairs], known or {})]


def test_the_first_keeps_the_name_later_ones_are_told_apart():
    assert names(("x/kh.pdf", A), ("y/kh.tif", B), ("z/KH.pdf", C)) == ["kh", "kh-bbbbbbbb", "KH-cccccccc"]


def test_the_mapping_holds_whatever_comes_first():
    known = {A: KnownSource("kh", "kh.pdf", ("/x/kh.pdf",), ())}
    assert names(("y/kh.pdf", B), ("x/kh.pdf", A), known=known) == ["kh-bbbbbbbb", "kh"]
    assert names(("other.pdf", A), known=known) == ["kh"]


def test_same_bytes_are_one_document_with_all_its_paths():
    (source,) = name_sources([(Path("x/a.pdf"), A), (Path("y/b.pdf"), A), (Path("x/a.pdf"), A)], {})
    assert (source.name, source.source_file, source.also_at) == ("a", "a.pdf", ("y/b.pdf",))
    assert [Path(p).name for p in source.paths] == ["a.pdf", "b.pdf"]


def test_further_paths_are_kept_when_only_one_is_named_again():
    (first,) = name_sources([(Path("x/a.pdf"), A), (Path("y/b.pdf"), A)], {})
    known = {A: KnownSource(first.name, first.source_file, first.paths, first.also_at)}
    (again,) = name_sources([(Path("y/b.pdf"), A)], known)
    assert (again.paths, again.also_at, again.path) == (first.paths, first.also_at, Path("y/b.pdf"))


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
    sources = name_sources([(Path(f"{i}/{n}.pdf"), d) for i, (n, d) in enumerate(pairs)], {})
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
    assert [p.relative_to(tmp_path).as_posix() for p in found.files] == ["b.PDF", "n.tiff", "a/z.jpg"]
    assert [p.name for p in found.passed_over] == ["y.docx"]
    assert found.missing == (tmp_path / "none",)
