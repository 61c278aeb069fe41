"""One run at a time writes an output folder in a store: it holds an object that can be put only where none is.

A store knows no locks that end with a process. So the holder puts the object anew every few seconds; one that stays
the same for a while is that of a run that has died, and is taken over. No clock is compared with another.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sohoa.errors import CannotWrite, InputError, StoreLost
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores.s3 import Store

logger = logging.getLogger(__name__)

BEAT_S = 5.0
"""So often the holder says that it is there."""
DEAD_AFTER_S = 30.0
"""A holder that says nothing for so long has died, or its network has; then it ends when it finds another's lock."""
LOCK = ".lock"
_TRIES = 5


class Hold:
    """What a run has of a store while it writes there.

    Attributes:
        sure: does the store keep others out?
    """

    def __init__(self, store: Store, holder: str) -> None:
        self._store = store
        self._holder = holder
        self._tag = ""
        self._beats = 0
        self._lost = False
        self._ended = threading.Event()
        self.sure = True

    def take(self) -> None:
        """Take the lock, that of a dead run too; CannotWrite if another run holds it."""
        for _ in range(_TRIES):
            try:
                data, tag = self._store.get_tagged(LOCK)
            except FileNotFoundError:
                taken = self._store.put_if(LOCK, self._word(), None)
            else:
                if _holder(data) != self._holder and _changes(self._store, tag):
                    break
                taken = self._store.put_if(LOCK, self._word(), tag)
            if taken:
                self._tag = taken
                self._try_a_second()
                return
        raise CannotWrite(kind=DoubtKind.OUT_IS_TAKEN, where=self._store.url)

    def require(self) -> None:
        """See that it is still held; CannotWrite if another run has taken it over."""
        if self._lost:
            raise CannotWrite(kind=DoubtKind.OUT_IS_TAKEN, where=self._store.url)

    def keep(self) -> None:
        """Say every few seconds that we are there, until it is let go."""
        while not self._ended.wait(BEAT_S):
            self._beat()

    def _beat(self) -> None:
        try:
            tag = self._store.put_if(LOCK, self._word(), self._tag)
        except StoreLost as e:  # the next one may come through
            logger.warning("%s", e)
            return
        self._tag, self._lost = tag or self._tag, tag is None
        if self._lost:
            self._ended.set()

    def end(self) -> None:
        """Say no more that we are there."""
        self._ended.set()

    def let_go(self) -> None:
        """Remove the lock, if it is still ours."""
        if not self._lost:
            self._store.remove(LOCK)

    def _try_a_second(self) -> None:
        """Does the store refuse to put what may be put only where nothing is?"""
        again = self._store.put_if(LOCK, self._word(), None)
        self.sure = again is None
        self._tag = again or self._tag

    def _word(self) -> bytes:
        self._beats += 1
        return json.dumps({"holder": self._holder, "beat": self._beats}).encode()


@contextmanager
def only_store_writer(store: Store, work: Path) -> Iterator[Hold]:
    """Hold the lock of a store. Who calls this holds `work`, too: a lock of a run from there is a dead one's.

    Raises:
        CannotWrite: another run holds it.

    Rule: One run writes an output folder in a store: it puts a lock that the store takes from one alone; where the
        store does not see to that, a person is told so. The lock of a run that has died is taken over.
    Test: pipeline/stores/test_store_lock.py::test_a_second_writer_is_refused
    """
    hold = Hold(store, _own_word(work))
    hold.take()
    keeper = threading.Thread(target=hold.keep, daemon=True)
    keeper.start()
    try:
        yield hold
    finally:
        hold.end()
        keeper.join()
        hold.let_go()


def require_no_store_writer(store: Store) -> None:
    """See that no run is writing there; InputError if one is. The lock of one that died is waited at for a while."""
    try:
        _, tag = store.get_tagged(LOCK)
    except FileNotFoundError:
        return
    if _changes(store, tag):
        raise InputError(kind=DoubtKind.OUT_IS_BEING_WRITTEN, where=store.url)


def _changes(store: Store, tag: str) -> bool:
    """Does the holder of a lock say within a while that it is there? One that lets go is none any more."""
    end = time.monotonic() + DEAD_AFTER_S
    while time.monotonic() < end:
        time.sleep(min(BEAT_S / 2, DEAD_AFTER_S / 4))
        try:
            if store.get_tagged(LOCK)[1] != tag:
                return True
        except FileNotFoundError:
            return False
    return False


def _holder(data: bytes) -> str:
    try:
        told = json.loads(data)
    except ValueError:
        return ""
    return str(told.get("holder", "")) if isinstance(told, dict) else ""


def _own_word(work: Path) -> str:
    """What tells the runs of this folder from those of any other: a word that stays in it."""
    path = work / "holder"
    if not path.exists():
        path.write_text(secrets.token_hex(16), "ascii")
    return path.read_text("ascii")
