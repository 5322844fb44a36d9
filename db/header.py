"""Looks at a file's first hundred bytes before any library opens it."""

from pathlib import Path
from typing import NamedTuple

from db.migrations import LATEST
from db.migrations.to_1 import APPLICATION_ID
from db.troubles import StoreCorrupt, StoreTrouble

MAGIC = b"SQLite format 3\0"


class Header(NamedTuple):
    """What the first bytes say: whose file it is and which schema version it holds."""

    application_id: int
    user_version: int


def checked_header(path: Path, name: str | None = None) -> Header:
    """Return the header of one of our files, which the user knows as `name`.

    Raises StoreTrouble, having changed nothing, where the file is missing, is no database of
    ours, or was written by a newer version of the program.
    """
    name = name or path.name
    refuse_pipe(path, name)
    header = _read(path, name)
    if header.application_id != APPLICATION_ID:
        raise StoreCorrupt(f"“{name}” is a database, but not one of Case File Audit.")
    if header.user_version > LATEST:
        raise StoreTrouble(
            f"“{name}” was written by a newer version of Case File Audit (schema "
            f"{header.user_version}; this one knows {LATEST}). Install the newer version to "
            "open it. The file was not changed."
        )
    return header


def refuse_pipe(path: Path, name: str) -> None:
    """Raise StoreTrouble at a pipe or a device: whoever opens one may wait for ever."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise StoreTrouble(f"“{name}” is a pipe or a device, no file; choose a database.")


def _read(path: Path, name: str) -> Header:
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        raise StoreTrouble(f"There is no file “{name}” in “{path.parent}”.") from None
    except OSError as error:
        reason = error.strerror or "it could not be read"
        raise StoreTrouble(f"“{name}” cannot be opened: {reason}.") from error
    if len(start) < 100 or not start.startswith(MAGIC):
        raise StoreCorrupt(f"“{name}” is not a Case File Audit database.")
    return Header(int.from_bytes(start[68:72], "big"), int.from_bytes(start[60:64], "big"))
