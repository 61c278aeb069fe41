"""Text layers: what one is worth, and Vietnamese codes from before Unicode."""
