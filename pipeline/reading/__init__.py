"""A page's words: off the pixels line by line, or out of its own text layer. `recipe` orders the steps."""
