"""The Vietnamese syllable and its marks; tokens and sentences."""
