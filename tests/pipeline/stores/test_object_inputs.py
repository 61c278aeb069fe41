"""What is read below an address."""

from pathlib import Path

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores.object_inputs import find_all

OUT = Path("/không/đâu")


def test_objects_are_taken_as_files_are(bucket, tmp_path):
    for key in ("b.pdf", "a/2.TIF", "a/1.txt", "a/ảnh.jpeg", "a/ghi chú.docx", ".ẩn.pdf", "a/.ẩn/x.pdf", "a/"):
        bucket.put(f"vào/{key}", b"" if key == "a/" else b"x")
    bucket.put("vào khác/c.pdf", b"x")
    (tmp_path / "d.pdf").write_bytes(b"x")
    inputs, tagged = find_all([Path(bucket.url("vào")), tmp_path / "d.pdf"], OUT, False)
    assert [f.place for f in inputs.files] == ["d.pdf", "a/1.txt", "a/2.TIF", "a/ảnh.jpeg", "b.pdf"]
    assert [p.name for p in inputs.passed_over] == ["ghi chú.docx"]
    assert {p.name: told.size for p, told in tagged.items()} == dict.fromkeys(
        ("1.txt", "2.TIF", "ảnh.jpeg", "b.pdf"), 1
    )


def test_an_object_may_be_named_itself(bucket):
    bucket.put("vào/a.pdf", b"x")
    bucket.put("vào/a.pdf.txt", b"x")
    inputs, _ = find_all([Path(bucket.url("vào/a.pdf")), Path(bucket.url("vào/a.pdf"))], OUT, False)
    assert [f.place for f in inputs.files] == ["a.pdf"]
    inputs, _ = find_all([Path(bucket.url("vào/a"))], OUT, False)
    assert (inputs.files, len(inputs.missing)) == ((), 1)


def test_the_output_is_no_input(bucket):
    for key in ("a.txt", "ra/text/a.txt", "ra/b.txt", "text/c.txt"):
        bucket.put(key, b"x")
    inputs, _ = find_all([Path(bucket.url(""))], Path(bucket.url("ra")), False)
    assert [f.place for f in inputs.files] == ["a.txt", "ra/b.txt", "text/c.txt"]


def test_a_key_that_is_no_path_is_told(bucket):
    bucket.put("vào/../a.pdf", b"x")
    bucket.put("vào/b//c.pdf", b"x")
    inputs, _ = find_all([Path(bucket.url("vào"))], OUT, False)
    assert [doubt.kind for _, doubt in inputs.refused] == [DoubtKind.KEY_NO_PATH] * 2
