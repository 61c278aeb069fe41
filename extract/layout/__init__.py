"""Regions and reading order of a page (Decree 30/2020/NĐ-CP, Annex I)."""
