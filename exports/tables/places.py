"""Where an export grows: beside its place and for its owner only, until it is whole."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from db.folders import sync_folder
from db.private_places import private_place
from forms.errors import AuditAppError


@contextmanager
def new_file(target: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Give a file to write into, and a private folder for what is needed meanwhile.

    At the end the file bears its name, in the place of an older one. Where the work fails there is
    none, and what stood there stays. Raises AuditAppError where it cannot be written.
    """
    with _told(target), private_place(target.parent, _unfinished()) as place:
        unfinished = place / "file"
        with created(unfinished) as file:
            yield file, place
        unfinished.replace(target)
        sync_folder(target.parent)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to write files into.

    At the end it bears its name, in the place of an older one. Raises AuditAppError as `new_file`
    does.
    """
    with _told(target), private_place(target.parent, _unfinished()) as place:
        unfinished = place / "folder"
        unfinished.mkdir(mode=0o700)
        yield unfinished
        sync_folder(unfinished)
        _put_in_place(unfinished, target, place / "earlier")
        sync_folder(target.parent)


@contextmanager
def created(path: Path) -> Iterator[IO[bytes]]:
    """Make a file that only its owner may read, durable when the work with it ends."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def refuse_other_folder(target: Path, suffix: str) -> None:
    """Raise AuditAppError where something else than an earlier export stands in the way.

    An empty folder is one, and a folder with nothing but files of one suffix, such as `.csv`.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise AuditAppError(f"“{target.name}” is a file. Give the folder a name of its own.")
    if any(each.suffix != suffix or not each.is_file() for each in target.iterdir()):
        raise AuditAppError(
            f"“{target.name}” holds other files. Name a folder that is not there yet; it is made."
        )


def refuse_other_file(target: Path, what: str, start: bytes) -> None:
    """Raise AuditAppError where something else than such a file stands in the way.

    `what` is the sort of file, such as “workbook”; `start` is what one begins with, empty for text.
    """
    if not target.exists():
        return
    if not target.is_file():  # a folder, or a device that a rename would do away with
        raise AuditAppError(f"“{target.name}” is not a file. Give the {what} a name of its own.")
    with _told(target), target.open("rb") as file:
        beginning = file.read(1024)
    alike = beginning.startswith(start) if start else b"\0" not in beginning
    if beginning and not alike:
        raise AuditAppError(
            f"“{target.name}” exists and is not a {what}; it is not replaced. Choose another name."
        )


def _put_in_place(new: Path, target: Path, earlier: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    target.rename(earlier)
    try:
        new.rename(target)
    except OSError:
        earlier.rename(target)
        raise


def _unfinished() -> str:
    """Return what unfinished work of this computer is called; a share holds that of others too."""
    return f".audit-app-unfinished-{sha256(platform.node().encode()).hexdigest()[:8]}"


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise AuditAppError(
            f"“{target.name}” could not be written ({reason}). Nothing was changed; "
            "choose another folder or free some space, then try again."
        ) from error
