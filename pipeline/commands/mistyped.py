"""A mistyped option is named, and the one that was meant.

argparse looks for required options first: of ``run in --ouput out`` it says that ``-o`` is wanting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_NUMBER = re.compile(r"-\d+$|-\d*\.\d+$")
"""What argparse takes for a negative number, not for an option."""


def unknown_option(arguments: Sequence[str], known: Collection[str]) -> str | None:
    """What to say of the first option that there is not, or None.

    Args:
        arguments: of one command, after its name.
        known: its options, such as ``-o`` and ``--output``.
    """
    for argument in arguments:
        if argument == "--":
            return None
        if not argument.startswith("-") or argument == "-" or " " in argument or _NUMBER.match(argument):
            continue
        name = argument.split("=")[0] if argument.startswith("--") else argument[:2]
        if name not in known:
            from difflib import get_close_matches  # slow to load, and hardly ever needed

            near = get_close_matches(argument.split("=")[0], sorted(known), n=1)
            return f"there is no option {name}" + (f"; did you mean {near[0]}?" if near else "")
    return None
