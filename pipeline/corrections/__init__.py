"""What people correct: kept beside the datasets, found again on the pages, applied to words, tables and records."""
