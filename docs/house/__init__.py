"""What docs/generate.py reads off the code: rooms and their imports, rules and their tests."""
