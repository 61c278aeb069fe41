"""A page as a stage sees it: the pictures behind `sohoa show`."""
