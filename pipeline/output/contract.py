"""The contract between an output folder and those who read it: which files and columns there are, what they mean."""

from __future__ import annotations

CONTRACT = "0.2"
"""Stands in the metadata of every Parquet file and in every outcome; raised when names or meanings change."""
FIRST_CONTRACT = "0.1"
"""That of outputs that do not say it."""
