"""The commands behind `sohoa`, one module each; each takes the parsed options and gives an exit code."""
