"""Logical tables: the grids of all pages, continued over page ends. `recipe` orders the steps."""
