"""The door to object stores that speak S3, through s3fs (extra `s3`): whole objects listed, fetched and put.

s3fs and not `pyarrow.fs`, which is here already: that one can neither put an object only where none is (which makes one
writer sure of a folder) nor tell an object's entity tag (by which it is known again without being fetched).

Where the store is and who may use it is told as for all programs: ``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``,
``AWS_PROFILE`` ... or the files below ``~/.aws``.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sohoa.errors import InputError, StoreLost, said_by
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores.urls import shown, split

_REFUSED = ("PreconditionFailed", "ConditionalRequestConflict")
"""Codes of S3 for a conditional put whose condition does not hold."""
_UNKNOWN = ("NotImplemented",)
"""Code of a store that knows no conditional puts."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store tells of an object.

    Attributes:
        size: bytes.
        tag: entity tag (RFC 9110), which changes with the bytes; MD5 in hex of an object put at once without a key.
        modified: when it was put, by the store's clock, seconds since 1970.
    """

    size: int
    tag: str
    modified: float


class Store:
    """All objects below one prefix, named by the rest of their keys."""

    def __init__(self, url: str | Path) -> None:
        self.url = shown(url).rstrip("/")
        self.bucket, self.prefix = split(url)
        if importlib.util.find_spec("s3fs") is None:
            raise InputError("s3fs", kind=DoubtKind.EXTRA_MISSING)

    @cached_property
    def _s3(self) -> Any:  # noqa: ANN401 - has no types
        from s3fs import S3FileSystem

        return S3FileSystem(use_listings_cache=False)

    def key(self, place: str) -> str:
        """The whole key of an object."""
        return f"{self.prefix}/{place}" if self.prefix else place

    def objects(self, below: str = "") -> Iterator[tuple[str, Stored]]:
        """Places and what is known of them of all objects whose place begins so, in order of their bytes.

        Raises:
            StoreLost: there is no such bucket, it cannot be reached, or does not let us in.
        """
        more: dict[str, str] = {}
        while True:
            with self._asked(missing=False):
                page = self._s3.call_s3("list_objects_v2", Bucket=self.bucket, Prefix=self.key(below), **more)
            for told in page.get("Contents", ()):
                place = told["Key"].removeprefix(self.key(""))
                yield place, Stored(told["Size"], told["ETag"].strip('"'), told["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def get(self, place: str) -> bytes:
        """The bytes of an object; FileNotFoundError if there is none, PermissionError if we may not, or StoreLost."""
        with self._asked():
            return bytes(self._s3.cat_file(f"{self.bucket}/{self.key(place)}"))

    def get_tagged(self, place: str) -> tuple[bytes, str]:
        """The bytes of a small object and its tag; errors as in `get`."""
        with self._asked():
            tag = self._s3.call_s3("head_object", Bucket=self.bucket, Key=self.key(place))["ETag"]
            return bytes(self._s3.cat_file(f"{self.bucket}/{self.key(place)}")), tag.strip('"')

    def get_to(self, place: str, path: Path) -> None:
        """Write the bytes of an object into a file, in pieces; errors as in `get`."""
        with self._asked():
            self._s3.get_file(f"{self.bucket}/{self.key(place)}", str(path))

    def put(self, place: str, data: bytes) -> None:
        """Put a whole object, in place of what is there; StoreLost if that fails."""
        with self._asked(missing=False):
            self._s3.pipe_file(f"{self.bucket}/{self.key(place)}", data)

    def put_if(self, place: str, data: bytes, tag: str | None) -> str | None:
        """Put a small object only where none is (`tag` None) or where the one of this tag is; gives its tag.

        None: the condition did not hold. A store that knows no conditions puts it in any case.
        """
        condition = {"IfNoneMatch": "*"} if tag is None else {"IfMatch": f'"{tag}"'}
        given = {"Bucket": self.bucket, "Key": self.key(place), "Body": data}
        with self._asked(missing=False):
            try:
                return str(self._s3.call_s3("put_object", **given, **condition)["ETag"]).strip('"')
            except Exception as e:
                if isinstance(e, FileExistsError) or _code(e) in _REFUSED or (tag and isinstance(e, FileNotFoundError)):
                    return None
                if _code(e) not in _UNKNOWN:
                    raise
            return str(self._s3.call_s3("put_object", **given)["ETag"]).strip('"')

    def remove(self, place: str) -> None:
        """Remove an object, if it is there."""
        with self._asked(missing=False):
            self._s3.call_s3("delete_object", Bucket=self.bucket, Key=self.key(place))

    @contextmanager
    def _asked(self, missing: bool = True) -> Iterator[None]:
        """What is wrong with the store is a StoreLost; `missing`: that one object cannot be had is told as it is."""
        try:
            yield
        except Exception as e:  # what a closed port, a bad key or a full store becomes is not promised
            if missing and isinstance(e, FileNotFoundError | PermissionError):
                raise
            raise StoreLost(said_by(e), kind=DoubtKind.STORE_FAILED, where=self.url) from e


def _code(error: BaseException) -> str:
    """Code of S3 that an exception of s3fs comes from, "" if it tells none."""
    told = getattr(error.__cause__ or error, "response", None)
    return str(told.get("Error", {}).get("Code", "")) if isinstance(told, dict) else ""


@cache
def store_at(url: str) -> Store:
    """The store of an address; each process has one."""
    return Store(url)
