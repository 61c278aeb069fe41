"""The archive's catalogue: one record a document, with what the scan tells, and what only a person knows left blank."""
