"""Are the models that come with sohoa whole? Their bytes are those of their cards, and they can be loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sohoa.pipeline.commands.needs.check import Check, Fault
from sohoa.pipeline.recogniser.model_card import CARD, told_digest
from sohoa.pipeline.recogniser.model_file import COVERED
from sohoa.telling import Line, Teller


@dataclass(frozen=True, slots=True)
class _Model:
    """A model: its name for people, its file, and what its card says of the bytes."""

    told: str
    path: Path
    digest: str


def diacritic_models(tell: Teller, folder: Path) -> Iterator[Check]:
    """The model files beside their cards: each card names a file and the SHA-256 of its bytes."""
    cards = sorted(folder.glob("*.json"))
    if not cards:
        found = tell.line(Line.NO_CARD, folder=folder)
        yield Check(tell.line(Line.MODELS), False, found, tell.line(Line.INSTALL_AGAIN))
    for card in cards:
        name = tell.line(Line.DIACRITIC_MODEL, name=card.stem)
        try:
            facts = json.loads(card.read_text("utf-8"))
            model = _Model(name, card.parent / facts["model"], facts["sha256"])
        except (OSError, ValueError, KeyError, TypeError) as e:
            yield _no_card(tell, name, card, e)
            continue
        yield _looked_at(tell, model, _LOADERS.get(card.stem))


def reader_models(tell: Teller, folder: Path) -> Iterator[Check]:
    """The line reader's model and that for covered lines, whose cards are pages for people."""
    yield _reader_model(tell, tell.line(Line.READER_MODEL), folder)
    yield _reader_model(tell, tell.line(Line.COVERED_MODEL), folder / COVERED.parent.name)


def _reader_model(tell: Teller, name: str, folder: Path) -> Check:
    try:
        model, digest = told_digest(folder)
    except (OSError, ValueError) as e:
        return _no_card(tell, name, folder / CARD, e)
    return _looked_at(tell, _Model(name, model, digest), _load_reader)


def _no_card(tell: Teller, name: str, card: Path, error: Exception) -> Check:
    found = tell.line(Line.CARD_UNREADABLE, card=card, error=repr(error))
    return Check(name, False, found, tell.line(Line.INSTALL_AGAIN), fault=Fault.DAMAGED)


def _looked_at(tell: Teller, model: _Model, load: Callable[[Path], object] | None) -> Check:
    remedy = tell.line(Line.INSTALL_AGAIN)
    try:
        data = model.path.read_bytes()
    except OSError as e:
        return Check(model.told, False, f"{model.path}: {e.strerror or e}", remedy)
    if hashlib.sha256(data).hexdigest() != model.digest:
        found = tell.line(Line.OTHER_MODEL, model=model.path)
        return Check(model.told, False, found, remedy, fault=Fault.DAMAGED)
    try:
        if load:
            load(model.path)
    except Exception as e:  # whatever it is, reading would fail of it
        found = tell.line(Line.MODEL_NOT_LOADED, model=model.path, error=repr(e))
        return Check(model.told, False, found, remedy, fault=Fault.DAMAGED)
    return Check(model.told, True, tell.line(Line.AS_CARD_SAYS, size=f"{len(data) / 1e6:.1f}"))


def _load_syllables(path: Path) -> None:
    from sohoa.diacritics.statistics.syllable_model import read_model

    read_model(path)


def _load_window(path: Path) -> None:
    from sohoa.diacritics.statistics.window_network import read_window

    read_window(path)


def _load_reader(path: Path) -> None:
    from sohoa.pipeline.recogniser.session import Session

    Session(path)


def _load_signs(path: Path) -> None:
    from sohoa.diacritics.statistics.sign_model import read_sign_model

    read_sign_model(path)


_LOADERS: dict[str, Callable[[Path], object]] = {
    "signs": _load_signs,
    "syllables": _load_syllables,
    "window": _load_window,
}
