"""A page's own text layer beside what is printed: whether it is believed, and what it bears witness to."""
