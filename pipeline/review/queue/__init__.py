"""The queue of doubtful places over all documents of an output folder: pure functions from rows to places."""
