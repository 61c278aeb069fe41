"""Files for people: text, CSV."""
