"""CPU seconds of two whole commands, run in turn: what other work and a drifting clock do hits both alike.

    python benchmarks/pairs.py --times 9 "CHECKOUT/.venv/bin/sohoa --help" "sohoa --help"

Children count too. Prints the least of each and their ratio, the second over the first. A command may set variables
(`env PYTHONPATH=CHECKOUT …`); what it prints is dropped; exit codes 0, 1 and 3 (partial documents) are accepted.
"""

from __future__ import annotations

import argparse
import shlex

from measuring import call, origin


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--times", type=int, default=5, help="runs of each, of which the least counts (5)")
    options = parser.parse_args()
    commands = [shlex.split(c) for c in (options.before, options.after)]
    least = [float("inf")] * len(commands)
    for _ in range(options.times):
        spent = [call(c, allowed=(0, 1, 3)).cpu_s for c in commands]
        least = [min(pair) for pair in zip(least, spent, strict=True)]
    print("; ".join(f"{k}: {v}" for k, v in origin().items()))
    print(f"before {least[0]:.3f} s, after {least[1]:.3f} s, ratio {least[1] / least[0]:.2f}")


if __name__ == "__main__":
    main()
