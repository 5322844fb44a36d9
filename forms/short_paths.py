"""Paths as people tell files apart: by name, and by folder only where names are the same."""

import re
from collections import Counter
from collections.abc import Sequence

_SEPARATORS = re.compile(r"[\\/]+")


def short_paths(paths: Sequence[str]) -> list[str]:
    """Return each path's name, with as many of its folders before it as set it apart.

    200 auditors may all call their file the same. Equal paths stay equal. Both kinds of
    separator are known: a report may be read on another system.
    """
    parts = [[part for part in _SEPARATORS.split(path) if part] or [path] for path in paths]
    found = [""] * len(paths)
    waiting = list(range(len(paths)))
    depth = 1
    while waiting:
        tails = {place: tuple(parts[place][-depth:]) for place in waiting}
        wholes = {place: tuple(parts[place]) for place in waiting}
        different = Counter(tails[place] for place in {wholes[at]: at for at in waiting}.values())
        for place in waiting:
            if different[tails[place]] == 1 or depth >= len(parts[place]):
                found[place] = " / ".join(tails[place])
        waiting = [place for place in waiting if not found[place]]
        depth += 1
    return found
