"""Page formats: hOCR and ALTO for programs that read pages, Markdown for people."""
