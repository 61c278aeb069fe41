"""What stands in OUT: datasets, text, checkpoints, outcomes; and how files are written whole."""
