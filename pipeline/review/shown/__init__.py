"""What the pages of a review show: rows of the datasets and places of the queue, set out for templates."""
