"""Older states of a database in files beside it, which erasing does not reach: found by name."""

from __future__ import annotations

import re
from pathlib import Path

_BECAUSE = r"replaced|damaged|not-protected|before-upgrade-from-\d{1,4}"
_WHEN = r"(?:-\d{4}-\d\d-\d\d-\d{6})?(?:-\d{1,3})?"
"""As `moving_aside` and `upgrading` name what they keep; a test holds these to it."""


def kept_beside(path: Path) -> list[Path]:
    """Return the files that a database was moved aside to, or copied to before an upgrade, by name.

    They still hold what was erased since. None is ever removed by the program: one may be the only
    copy of what a damaged file held.
    """
    path = path.resolve()
    name = re.compile(rf"{re.escape(path.stem)}\.(?:{_BECAUSE}){_WHEN}{re.escape(path.suffix)}")
    try:
        return sorted(each for each in path.parent.iterdir() if name.fullmatch(each.name))
    except OSError:  # a folder that cannot be listed
        return []


def kept_in_words(files: list[Path]) -> str:
    """Return what to do about such files, "" where there are none."""
    if not files:
        return ""
    names = ", ".join(f"“{each.name}”" for each in files[:5])
    more = f" and {len(files) - 5} more" if len(files) > 5 else ""
    still, them = ("holds", "it") if len(files) == 1 else ("hold", "them")
    return (
        f"Beside the database, {names}{more} still {still} what was in it then, and what was "
        f"erased since. Once you need {them} no more, delete {them} in the folder."
    )
