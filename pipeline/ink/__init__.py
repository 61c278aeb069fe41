"""From the ink of a cleaned page to components, text lines (line segmentation) and strips for the engine."""
