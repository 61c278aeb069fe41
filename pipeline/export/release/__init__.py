"""A release for researchers: each dataset as one file in several formats, described, checked and citable."""
