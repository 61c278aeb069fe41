"""Log lines go to standard error; levels are set for our own packages, not for the libraries we use."""

from __future__ import annotations

import logging

_OURS = ("sohoa",)


class _LabelFilter(logging.Filter):
    """Puts the current label before each message."""

    def __init__(self) -> None:
        super().__init__()
        self.label = "sohoa"

    def filter(self, record: logging.LogRecord) -> bool:
        record.label = self.label
        return True


class _Plain(logging.Formatter):
    """Lines that cannot steer the terminal, whatever a file is called."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - its name in the library
        from sohoa.telling import for_terminal

        return for_terminal(super().formatMessage(record))


_LABEL = _LabelFilter()


def configure_logging(level: int) -> None:
    """Send messages of `level` and above to standard error."""
    handler = logging.StreamHandler()
    handler.addFilter(_LABEL)
    handler.setFormatter(_Plain("%(label)s: %(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    for package in _OURS:
        logging.getLogger(package).setLevel(level)


def our_level() -> int:
    """The level that was set; workers get the same."""
    return logging.getLogger(_OURS[0]).getEffectiveLevel()


def label_messages(label: str) -> None:
    """Begin messages with `label` (document and page) from now on, in this process."""
    _LABEL.label = f"sohoa: {label}" if label else "sohoa"
