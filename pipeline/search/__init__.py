"""Full text search over an output folder: an SQLite index beside the datasets, made of them, at any time anew."""
