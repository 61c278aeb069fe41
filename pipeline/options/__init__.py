"""The options of commands that have many, and what the words after an option may be."""
