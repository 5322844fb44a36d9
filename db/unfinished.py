"""Notes of the files that are being written in other people's folders, and of which one was left.

A program that is killed leaves a hidden file where it was writing, plain if the copy was to be so,
in a folder that it may never look into again. The note lies in the program's own folder, holds the
path alone, and goes with the work; where the program died, the next that looks removes the file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from db.folders import beside, sync_folder
from db.making import remove_database
from db.private_places import abandoned

NOTES = "unfinished"
_PATH = "path"


@contextmanager
def noted(unfinished: Path, folder: Path | None) -> Iterator[None]:
    """Note in the program's own `folder` that a file is being written; without one nothing is.

    A disk that is too full for the note keeps nobody from writing elsewhere.
    """
    with ExitStack() as stack:
        if folder:
            with suppress(OSError):
                _note(unfinished, folder, stack)
        yield


def _note(unfinished: Path, folder: Path, stack: ExitStack) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    remove_unfinished(folder)
    made = tempfile.TemporaryDirectory(dir=folder, prefix=f"{NOTES}-{os.getpid()}-")
    place = Path(stack.enter_context(made))
    with (place / _PATH).open("wb") as note:
        note.write(os.fsencode(unfinished.absolute()))
        note.flush()
        os.fsync(note.fileno())
    sync_folder(place)
    sync_folder(folder)


def remove_unfinished(folder: Path) -> None:
    """Remove what programs that died were writing.

    What another writes to at this moment stays. A note stays as long as its file cannot be looked
    for, such as on a stick that is not there.
    """
    left = abandoned(folder, NOTES)
    if not left:
        return
    busy = {_noted_in(each) for each in folder.glob(f"{NOTES}-*") if each not in left}
    for place in left:
        unfinished = _noted_in(place)
        if unfinished is None or (unfinished not in busy and _is_removed(unfinished)):
            rmtree(place, ignore_errors=True)


def _noted_in(place: Path) -> Path | None:
    """Return the path that a note holds; nothing where it was not written yet, or is no such."""
    try:
        path = Path(os.fsdecode((place / _PATH).read_bytes()))
    except (OSError, ValueError):
        return None
    is_ours = path.is_absolute() and path.name.startswith(".") and path.suffix == ".new"
    return path if is_ours else None


def _is_removed(unfinished: Path) -> bool:
    try:
        if not unfinished.parent.is_dir():
            return False
        remove_database(unfinished)
    except OSError:
        return False
    return not any(each.exists() for each in (unfinished, *beside(unfinished)))
