"""Where the program keeps its own files, by the rules of each system.

Three rules written out, not a library: the settings are read before the first paint, and
importing one for it takes a sixth of the time of an empty window.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from forms.errors import AuditAppError

_OURS = "case-file-audit"


class Paths(NamedTuple):
    """The program's own places. `data` holds databases unless a person chooses otherwise."""

    settings: Path
    data: Path
    logs: Path


def user_paths() -> Paths:
    """Return this person's places; nothing is made yet.

    They stay on this computer: a roaming or synchronised folder is no place for a live
    database. Sources: Microsoft's known folders (LocalAppData), Apple's file system guide,
    the XDG base directory specification 0.8.
    """
    if sys.platform == "win32":
        home = _from("LOCALAPPDATA", "AppData/Local") / _OURS
        return Paths(home / "settings.json", home / "data", home / "logs")
    if sys.platform == "darwin":
        library = Path.home() / "Library"
        home = library / "Application Support" / _OURS
        return Paths(home / "settings.json", home / "data", library / "Logs" / _OURS)
    return Paths(
        settings=_from("XDG_CONFIG_HOME", ".config") / _OURS / "settings.json",
        data=_from("XDG_DATA_HOME", ".local/share") / _OURS,
        logs=_from("XDG_STATE_HOME", ".local/state") / _OURS,
    )


def private_folder() -> Path:
    """Return the folder for short-lived copies of other people's files, made if missing."""
    return make_private(user_paths().data / "private")


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


def _from(variable: str, otherwise: str) -> Path:
    """Return the folder a variable names; the specification has relative ones passed over."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / otherwise
