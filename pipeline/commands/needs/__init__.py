"""What `sohoa doctor` looks for: programs, packages, models, room for temporary files."""
