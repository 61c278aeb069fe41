"""Encodes a bitmap as JBIG2 with arithmetic code: a page and one region, template 0 (ITU-T T.88, 6.2 and E.2)."""

import struct

import numpy as np

STATES = """
5601 1 1 1  3401 2 6 0  1801 3 9 0  0AC1 4 12 0  0521 5 29 0  0221 38 33 0
5601 7 6 1  5401 8 14 0  4801 9 14 0  3801 10 14 0  3001 11 17 0  2401 12 18 0
1C01 13 20 0  1601 29 21 0  5601 15 14 1  5401 16 14 0  5101 17 15 0  4801 18 16 0
3801 19 17 0  3401 20 18 0  3001 21 19 0  2801 22 19 0  2401 23 20 0  2201 24 21 0
1C01 25 22 0  1801 26 23 0  1601 27 24 0  1401 28 25 0  1201 29 26 0  1101 30 27 0
0AC1 31 28 0  09C1 32 29 0  08A1 33 30 0  0521 34 31 0  0441 35 32 0  02A1 36 33 0
0221 37 34 0  0141 38 35 0  0111 39 36 0  0085 40 37 0  0049 41 38 0  0025 42 39 0
0015 43 40 0  0009 44 41 0  0005 45 42 0  0001 45 43 0  5601 46 46 0
"""
"""Table E.1: Qe, next state after a more and a less probable symbol, switch of the more probable one."""
NEIGHBOURS = (
    *((0, -k) for k in (1, 2, 3, 4)),
    *((-1, k) for k in (3, 2, 1, 0, -1, -2, -3)),
    *((-2, k) for k in (2, 1, 0, -1, -2)),
)
"""Figure 3 with the adaptive pixels at their places: (rows, columns) from the pixel, lowest bit first."""
ADAPTIVE = bytes((3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE))


class Coder:
    """The encoder of annex E.2, registers named as there."""

    def __init__(self):
        table = [row.split() for row in STATES.strip().replace("\n", "  ").split("  ")]
        self.states = [(int(q, 16), int(m), int(n), int(s)) for q, m, n, s in table]
        self.index, self.more = [0] * 65536, [0] * 65536
        self.a, self.c, self.ct, self.out = 0x8000, 0, 12, bytearray(1)

    def encode(self, context, bit):
        qe, more, less, switch = self.states[self.index[context]]
        self.a -= qe
        if bit == self.more[context]:
            if self.a & 0x8000:
                self.c += qe
                return
            self.a, self.c = (qe, self.c) if self.a < qe else (self.a, self.c + qe)
            self.index[context] = more
        else:
            self.a, self.c = (self.a, self.c + qe) if self.a < qe else (qe, self.c)
            self.more[context] ^= switch
            self.index[context] = less
        self.renormalise()

    def renormalise(self):
        while True:
            self.a, self.c, self.ct = self.a << 1 & 0xFFFF, self.c << 1, self.ct - 1
            if self.ct == 0:
                self.byte_out()
            if self.a & 0x8000:
                return

    def byte_out(self):
        if self.out[-1] != 0xFF and self.c >= 0x8000000:
            self.out[-1] += 1
            self.c &= 0x7FFFFFF
        bits = 7 if self.out[-1] == 0xFF else 8
        shift = 27 - bits
        self.out.append(self.c >> shift & 0xFF)
        self.c &= (1 << shift) - 1
        self.ct = bits

    def flush(self):
        most = self.c + self.a
        self.c |= 0xFFFF
        self.c -= 0x8000 if self.c >= most else 0
        for _ in range(2):
            self.c <<= self.ct
            self.byte_out()
        return bytes(self.out[1:]).removesuffix(b"\xff") + b"\xff\xac"


def arithmetic_code(ink):
    """The code of a bitmap, bool (height, width)."""
    height, width = ink.shape
    around = np.pad(ink.astype(np.int64), ((2, 0), (4, 4)))
    contexts = sum(
        around[2 + dy : 2 + dy + height, 4 + dx : 4 + dx + width] << k for k, (dy, dx) in enumerate(NEIGHBOURS)
    )
    coder = Coder()
    for context, bit in zip(contexts.ravel().tolist(), ink.ravel().tolist(), strict=True):
        coder.encode(context, int(bit))
    return coder.flush()


def arithmetic_jbig2(page):
    """A picture as it stands in a PDF, and at which byte its code begins."""
    ink = np.asarray(page.convert("L")) < 128
    height, width = ink.shape
    code = arithmetic_code(ink)
    head = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 0) + ADAPTIVE
    segment = struct.pack(">IBBBI", 1, 38, 0, 1, len(region) + len(code))
    data = head + segment + region
    return data + code, len(data)
