"""Pages of a PDF: what is drawn on them, their text layer, and which of the two is to be trusted."""
