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

RECEIVED = "received"
"""What places for copies of received files are called, in folders of the program's own."""
_END = re.compile(r"-(\d{1,10})-\w+")
_LATER_SECONDS = 60
"""How much younger than the folder a process must be to be another with the same number."""


@contextmanager
def private_place(folder: Path | None, called: str = RECEIVED) -> Iterator[Path]:
    """Make a place of this process's own in `folder`, gone at the end; abandoned ones go first.

    Without `folder` it lies where the system keeps what is short-lived. In a folder that is not the
    program's own, `called` must be what nobody else calls anything.
    """
    if folder:
        remove_abandoned(folder, called)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"{called}-{os.getpid()}-") as name:
        yield Path(name)


def abandoned(folder: Path, called: str = RECEIVED) -> list[Path]:
    """Return the places of one sort in `folder` whose process is gone."""
    return [place for place in folder.glob(f"{called}-*") if _is_abandoned(place, called)]


def remove_abandoned(folder: Path, called: str = RECEIVED) -> None:
    """Remove the places of one sort whose process is gone, as far as the system lets them go."""
    for place in abandoned(folder, called):
        rmtree(place, ignore_errors=True)


def _is_abandoned(place: Path, called: str) -> bool:
    name = _END.fullmatch(place.name.removeprefix(called))
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
