"""Quality rounds: documents drawn by seed, what a person says of their fields and values, and the error rates found.

`drawing` draws a round, `store` keeps it and what was judged (only added to), `finding` finds its places again in the
datasets of today, `results` counts.
"""
