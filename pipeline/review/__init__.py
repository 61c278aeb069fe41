"""Review by a person: what is doubtful, the scan beside what was read, in a browser or as web pages to send on."""
