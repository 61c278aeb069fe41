"""Makes the sample scans: invented plans, set in type, worn by a pretended scanner, with exact truth.

Run from a checkout: ``python -m samples --help``. Not installed with the package.
"""
