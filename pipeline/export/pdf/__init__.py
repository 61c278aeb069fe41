"""Two-layer PDF/A: the page as scanned, and our words as an invisible layer that can be searched and selected."""
