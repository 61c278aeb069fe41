"""Mending the doubtful words of a Vietnamese OCR, and how plausible a word is among its neighbours."""
