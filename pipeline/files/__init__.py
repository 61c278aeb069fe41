"""Files of a folder of ours: opened without following anything in it, and known again by their fingerprints."""
