"""Ruling lines of one page and what is seen of them: page → look → rules, whole, worn or dashed; the page's sizes."""
