"""The nouns of the pipeline: frozen dataclasses that state their units. They import nothing of ours but each other."""
