"""What the versions in a conflict and the things to choose are called, typed or spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable

Choice = str
"""Which version is chosen: `ours`, `theirs`, `side3` and so on, or `ancestor`."""

OURS, THEIRS, ANCESTOR = "ours", "theirs", "ancestor"
WHOLE = "audit"
"""What is chosen where one version is taken whole."""
BOTH = "both"
"""Chosen where several sides added something, such as a visit, and each of them stays."""

CHOICE = re.compile(r"ours|theirs|ancestor|both|side[1-9][0-9]?")
_FINDING = "finding."
_WORDS = {ANCESTOR: "Before", BOTH: "Keep all"}


def side_name(place: int) -> Choice:
    """Return the name of a side; they count from 0, in the order they came to this file."""
    return (OURS, THEIRS)[place] if place < 2 else f"side{place + 1}"


def side_in_words(name: Choice) -> str:
    """Return the name of a side as a heading: `Ours`, `Theirs`, `Side 3`, `Before`, `Keep all`."""
    if name in _WORDS:
        return _WORDS[name]
    return name.replace("side", "Side ") if name.startswith("side") else name.capitalize()


def named_field(field: str) -> str:
    """Return a field as people type it: a question by its id alone."""
    return field.removeprefix(_FINDING)


def field_named(name: str, fields: Iterable[str]) -> str:
    """Return which of the fields is meant: by its own name, as a question, or in an instance.

    A name that means none, or several, is returned as it is.
    """
    known = tuple(fields)
    if name in known:
        return name
    if _FINDING + name in known:
        return _FINDING + name
    instances = [each for each in known if each.startswith(f"{_FINDING}{name}#")]
    return instances[0] if len(instances) == 1 else name
