"""Folders for private copies and unfinished files, and removing those that a crash left behind.

A folder is named by the process it belongs to. What is in it is case data, so it goes with the
work, and where the program died, with the next that looks.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

RECEIVED, UNFINISHED = "received", ".unfinished"
"""What places are called that hold copies of received files, and what is not whole yet."""
_NAME = re.compile(r"(?:received|\.unfinished)-(\d{1,10})-\w+")
_LATER_SECONDS = 60
"""How much younger than the folder a process must be to be another with the same number."""


@contextmanager
def private_place(folder: Path | None, called: str = RECEIVED) -> Iterator[Path]:
    """Make a place of this process's own in `folder`, gone at the end; abandoned ones go first.

    Without `folder` it lies where the system keeps what is short-lived.
    """
    if folder:
        remove_abandoned(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"{called}-{os.getpid()}-") as name:
        yield Path(name)


def abandoned(folder: Path) -> list[Path]:
    """Return the places in `folder` whose process is gone."""
    places = (place for called in (RECEIVED, UNFINISHED) for place in folder.glob(f"{called}-*"))
    return [place for place in places if _is_abandoned(place)]


def remove_abandoned(folder: Path) -> None:
    """Remove the places whose process is gone, as far as the system lets them go."""
    for place in abandoned(folder):
        rmtree(place, ignore_errors=True)


def _is_abandoned(place: Path) -> bool:
    name = _NAME.fullmatch(place.name)
    if not name or place.is_symlink():
        return False
    import psutil  # takes long to load, and a sound end leaves nothing to ask about

    try:
        begun = psutil.Process(int(name[1])).create_time()
        return bool(begun > place.stat().st_mtime + _LATER_SECONDS)
    except psutil.NoSuchProcess:
        return True
    except (psutil.Error, OSError, OverflowError):
        return False
