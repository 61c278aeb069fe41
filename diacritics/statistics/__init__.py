"""Models and searches: syllable model, window network, noisy channel, beam search."""
