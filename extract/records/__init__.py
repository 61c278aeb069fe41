"""Task lists and indicator matrices as typed records."""
