"""The logical tables and datasets in the formats that people open: Excel, web page, CSV."""
