"""Sohoa: scanned Vietnamese plan documents into text, tables and typed records."""

__version__ = "0.1.0"
