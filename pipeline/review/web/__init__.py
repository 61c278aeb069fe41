"""The server of a review: one process on this machine, for whoever has the address with its token."""
