"""Sohoa: scanned Vietnamese plan documents into text, tables and typed records."""

from sohoa._version import __version__

__all__ = ["__version__"]
