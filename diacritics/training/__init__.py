"""For developers only: how the shipped models are made."""
