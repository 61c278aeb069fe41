"""Restoration of lines of text: without marks, or mangled by an English engine."""
