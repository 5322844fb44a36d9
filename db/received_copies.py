"""Private copies of received files: whatever is read of a foreign file is read from such a copy."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from db.troubles import StoreTrouble

MAX_BYTES = 4 * 1024**3
_FREE_AFTERWARDS = 64 * 1024**2
_CHUNK = 1 << 20


class PrivateCopy(NamedTuple):
    """A copy in a folder of its own, and the SHA-256 of what was copied."""

    path: Path
    sha256: str


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a received file with its write-ahead log, copying nothing.

    Raises StoreTrouble where it cannot be read.
    """
    digest = hashlib.sha256()
    with _readable(path):
        for part in _parts(path):
            for chunk in _chunks(part):
                digest.update(chunk)
    return digest.hexdigest()


def copy_privately(path: Path, folder: Path) -> PrivateCopy:
    """Copy a file, and its write-ahead log if it was left open, hashing what is copied.

    Only its owner may read the copy. Raises StoreTrouble where the file cannot be read, is too
    large, or is a link.
    """
    digest = hashlib.sha256()
    copy = folder / "received.audit"
    with _readable(path):
        for part in _parts(path):
            needed = part.stat().st_size + _FREE_AFTERWARDS
            if shutil.disk_usage(folder).free < needed:
                raise StoreTrouble(f"There is not enough free space to read “{path.name}” safely.")
            end = part.name.removeprefix(path.name)
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
            handle = os.open(copy.with_name(copy.name + end), flags, 0o600)
            with os.fdopen(handle, "wb") as target:
                for chunk in _chunks(part):
                    digest.update(chunk)
                    target.write(chunk)
    return PrivateCopy(copy, digest.hexdigest())


def _parts(path: Path) -> Iterator[Path]:
    """Yield the file and its log. Raises StoreTrouble where it is no file that may be copied."""
    if not path.is_file():
        raise StoreTrouble(f"There is no file “{path.name}” in “{path.parent}”.")
    if path.is_symlink():
        raise StoreTrouble(f"“{path.name}” is a link to another file; choose that file itself.")
    log = path.with_name(f"{path.name}-wal")
    parts = [path, log] if log.is_file() and not log.is_symlink() else [path]
    if sum(part.stat().st_size for part in parts) > MAX_BYTES:
        raise StoreTrouble(f"“{path.name}” is too large: more than 4 GiB.")
    yield from parts


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield a file bit by bit; one that grows meanwhile is read no further than it may be long."""
    left = MAX_BYTES
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "it could not be read"
        raise StoreTrouble(f"“{path.name}” cannot be read: {reason}.") from error
