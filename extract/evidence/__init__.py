"""What words say of the boundaries of a table: where one was missed, and where there is one too many."""
