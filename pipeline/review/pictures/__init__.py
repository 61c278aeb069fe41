"""Pictures of pages and of places on them, drawn from the source when somebody looks at them, and kept for a while."""
