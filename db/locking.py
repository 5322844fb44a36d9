"""The lock that lets one window or program alone work in a database: a file beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.troubles import StoreBusy, StoreTrouble

if TYPE_CHECKING:
    from filelock import BaseFileLock


def take_lock(path: Path) -> BaseFileLock:
    """Take the lock of a database, made or not yet made, without waiting.

    It stands beside the file itself, so that a link to the file is locked by the same one.
    Raises StoreBusy where another holds it, StoreTrouble where it cannot stand in the folder.
    """
    from filelock import FileLock, Timeout  # slow to load, and not needed for a first window

    lock = FileLock(f"{path.resolve()}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(
            f"“{path.name}” is open in another window or program. Close it there, then try again."
        ) from None
    except OSError as error:
        raise StoreTrouble(
            f"“{path.name}” cannot be worked in, because nothing can be written in "
            f"“{path.parent}”. Copy it to a folder of your own and open the copy."
        ) from error
    return lock


def release_lock(lock: BaseFileLock) -> None:
    """Give the lock back and leave no file behind.

    The file is removed while it is still locked: whoever opened it in the meantime finds, once
    they hold it, that it lies in no folder any more, and makes a new one. Windows cannot remove
    a file that is open; there the library does so itself.
    """
    if os.name != "nt":
        with suppress(OSError):
            Path(lock.lock_file).unlink()
    lock.release()
