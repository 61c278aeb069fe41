"""Changes to bytes, drawn by a generator of random numbers that is handed in."""


def mutated(data, rng):
    """The bytes with one to four changes: turned, put in, taken out, repeated, cut."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at, n = rng.randrange(len(out)), rng.choice((1, 1, 2, 4, 16, 200))
        match rng.randrange(6):
            case 0:
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                out[at : at + n] = rng.randbytes(n)
            case 2:
                out[at:at] = rng.randbytes(n)
            case 3:
                del out[at : at + n]
            case 4:
                out[at : at + n] = rng.choice((b"\xff", b"\0", b"9", b"-")) * n
            case 5:
                del out[at:]
        if not out:
            break
    return bytes(out)
