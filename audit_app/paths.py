"""Where the program keeps its own files, by the rules of each system."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from forms.errors import AuditAppError


class Paths(NamedTuple):
    """The program's own places. `data` holds databases unless a person chooses otherwise."""

    settings: Path
    data: Path
    logs: Path

    @property
    def backups(self) -> Path:
        """Where automatic backups lie, a folder for each database."""
        return self.data / "backups"

    @property
    def private(self) -> Path:
        """Where short-lived copies lie, and notes of what is being written elsewhere."""
        return self.data / "private"


def user_paths() -> Paths:
    """Return this person's places; nothing is made yet.

    They stay on this computer: a roaming or synchronised folder is no place for a live
    database.
    """
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("case-file-audit", appauthor=False, roaming=False)
    return Paths(
        settings=dirs.user_config_path / "settings.json",
        data=dirs.user_data_path,
        logs=dirs.user_log_path,
    )


def private_folder() -> Path:
    """Return the folder for short-lived copies of other people's files, made if missing."""
    return make_private(user_paths().private)


def clear_documents(folder: Path) -> None:
    """Remove the documents that an earlier session opened in other programs from `folder`.

    One that is still open there stays, where the system keeps it from being removed.
    """
    for document in folder.glob("*.pdf"):
        with suppress(OSError):
            document.unlink()


def make_private(folder: Path) -> Path:
    """Make the folder, readable by its owner only, if it is missing; return it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AuditAppError(
            f"The folder {folder} cannot be made ({error.strerror}). "
            "Check the free space and your rights there."
        ) from None
    return folder


def open_private(name: str, flags: int) -> int:
    """Open a file that only its owner may read; an `opener` for `open()`."""
    descriptor = os.open(name, flags, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o600)
    return descriptor
