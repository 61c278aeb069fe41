"""What the engine misreads and the ink itself shows: signs, numerals, tails, letter case, figures."""
