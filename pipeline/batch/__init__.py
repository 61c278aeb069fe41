"""Many documents: the plan, the pool of worker processes, what a page and a document cost when they fail."""
