"""Layout, tables and records of administrative pages."""
