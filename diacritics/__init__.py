"""Vietnamese syllables, their marks, and the repair of both. Knows only strings and scores."""
