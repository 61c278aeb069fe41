"""Which words are addresses, what they name, and which keys are places in a folder."""

from pathlib import Path

import pytest

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores.urls import is_place, is_url, shown, split


@pytest.mark.parametrize(
    ("text", "bucket", "prefix"),
    [
        ("s3://kho", "kho", ""),
        ("s3://kho/", "kho", ""),
        ("s3://kho/năm 2026/kế hoạch", "kho", "năm 2026/kế hoạch"),
        ("s3://kho/a/", "kho", "a"),
    ],
)
def test_an_address_is_split_as_it_is_typed_and_as_a_path(text, bucket, prefix):
    for told in (text, Path(text)):
        assert is_url(told)
        assert split(told) == (bucket, prefix)
        assert shown(told).rstrip("/") == text.rstrip("/")


@pytest.mark.parametrize("text", ["scans", "/archive/s3", "s3", "s3:", "a:b", "C:", "s3x/y", "../s3://x"])
def test_a_path_is_none(text):
    assert not is_url(text)
    assert shown(Path(text)) == str(Path(text))


def test_an_address_of_a_kind_that_is_not_known_is_refused_and_a_folder_of_such_a_name_is_one(tmp_path, monkeypatch):
    assert is_url("gs://kho/x")
    with pytest.raises(InputError) as raised:
        split("gs://kho/x")
    assert raised.value.doubt.kind is DoubtKind.STORE_UNKNOWN
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gs:" / "kho").mkdir(parents=True)
    assert not is_url("gs:/kho")


@pytest.mark.parametrize("key", ["a.pdf", "2026/kế hoạch [bản 2]*?.pdf", "...pdf", "a..b/c", "%2e%2e/x", "a b/ c"])
def test_keys_that_are_places(key):
    assert is_place(key)


@pytest.mark.parametrize(
    "key", ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a/.", "a\0b", "x" * 256, "ă" * 128 + "/a"]
)
def test_keys_that_lead_elsewhere_are_no_places(key):
    assert not is_place(key)
