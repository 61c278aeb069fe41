"""From scans to datasets: the stages of a page and the batch around them."""
