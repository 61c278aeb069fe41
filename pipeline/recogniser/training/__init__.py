"""Makes the reader's network: `python -m sohoa.pipeline.recogniser.training CORPUS -o MODEL` (extra `sohoa[train]`).

Text comes from a folder of plain or zstd-compressed text (`wording`) and from a generator of figures and codes
(`figures`); it is set in free typefaces (`faces`, `glyphs`, `setting`), worn (`wear`) and cut to pieces (`pieces`)
on which the network (`network`) learns, first where each letter stands, then what the line says (`loop`).
"""
