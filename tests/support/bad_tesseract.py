"""A stand-in for the command `tesseract` that breaks its word in the way that the page's file is called.

    python bad_tesseract.py LISTING OUTPUT_BASE ...

`BadCommand` is the recipe of a run that reads with it: it tells the command, by the environment, which file is read.
"""

import os
import sys
import time
from pathlib import Path

HOW = "BAD_TESSERACT"
"""Variable of the environment that says what the command is to do."""
HEADER = "level page_num block_num par_num line_num word_num left top width height conf text".replace(" ", "\t")
MB = 1 << 20


def row(strip, place="5\t5\t20\t9", confidence="91.5", text="chữ"):
    return f"5\t{strip}\t1\t1\t1\t1\t{place}\t{confidence}\t{text}\n"


def table(n_strips, **changes):
    return (HEADER + "\n" + "".join(row(n, **changes) for n in range(1, n_strips + 1))).encode()


def eat_memory(*_):
    eaten = []
    while True:
        eaten.append(b"x" * (16 * MB))
        time.sleep(0.01)


def shout(*_):
    while True:
        sys.stderr.write("a line of complaint\n" * 4096)


def crash(*_):
    os.abort()


ANSWERS = {
    "good": table,
    "wrong boxes": lambda n: table(n, place="900000\t900000\t20\t9"),
    "boxes that are none": lambda n: table(n, place="nan\t5\tinf\t9"),
    "no numbers": lambda n: table(n, place="a\tb\tc\td"),
    "broken text": lambda n: table(n).replace("chữ".encode(), b"ch\xc3"),
    "control signs": lambda n: table(n, text="\x1b[2J"),
    "a strip too many": lambda n: table(n + 9),
    "a flood": lambda _: HEADER.encode() + b"\n" + (row(1) * 300_000).encode(),
    "a word without end": lambda n: table(n, text="a" * 2_000_000),
    "noise": lambda _: bytes(range(256)) * 4096,
    "eats memory": eat_memory,
    "shouts": shout,
    "crashes": crash,
    "hangs": lambda _: time.sleep(600),
}


def main(arguments):
    if "--version" in arguments:
        print("tesseract 5.9.9")
        return 0
    how = os.environ[HOW]
    if how != "writes nothing":
        n_strips = len(Path(arguments[0]).read_text("utf-8").split())
        Path(f"{arguments[1]}.tsv").write_bytes(ANSWERS[how](n_strips))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
