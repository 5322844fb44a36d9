"""The lock that lets one window or program alone work in a database: a file beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.holders import leave_note, myself, read_note, remove_note
from db.troubles import StoreBusy, StoreReadOnly

if TYPE_CHECKING:
    from filelock import BaseFileLock

_END = ".lock"


def take_lock(path: Path) -> BaseFileLock:
    """Take the lock of a database, made or not yet made, without waiting, and leave a note of who.

    It stands beside the file itself, so that a link to the file is locked by the same one. The
    system gives it back when a program dies, so that a crash locks nobody out.
    Raises StoreBusy where another holds it, StoreReadOnly where it cannot stand in the folder.
    """
    from filelock import FileLock, Timeout  # slow to load, and not needed for a first window

    file = path.resolve()
    lock = FileLock(f"{file}{_END}", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise _busy(path, file) from None
    except OSError as error:
        raise StoreReadOnly(
            f"“{path.name}” cannot be worked in, because nothing can be written in "
            f"“{path.parent}”. Copy it to a folder of your own and open the copy."
        ) from error
    leave_note(file, myself(datetime.now()))
    return lock


def release_lock(lock: BaseFileLock) -> None:
    """Give the lock back and leave no file behind.

    The files are removed while it is still locked: whoever opened the lock in the meantime finds,
    once they hold it, that it lies in no folder any more, and makes a new one. Windows cannot
    remove a file that is open; there the library does so itself.
    """
    remove_note(Path(str(lock.lock_file).removesuffix(_END)))
    if os.name != "nt":
        with suppress(OSError):
            Path(lock.lock_file).unlink()
    lock.release()


def _busy(path: Path, file: Path) -> StoreBusy:
    holder = read_note(file)
    who = f" ({holder})" if holder else ""
    return StoreBusy(
        f"“{path.name}” is open in another window or program{who}. Close it there, then try again.",
        holder,
    )
