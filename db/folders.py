"""What lies beside a database in its folder, and making a name there durable."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def beside(path: Path) -> tuple[Path, ...]:
    """Return what belongs to a database while it is open, or after a crash."""
    return tuple(path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal", "-shm"))


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
