"""The files that automatic backups are kept in: how they are named, where they lie, which is which.

A name tells when, why and of which place's file a backup was made, and nothing of what is in it.
Copies of one database share its id and so a folder; the place keeps their series apart.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Why = Literal["opened", "merged", "before_restore"]
REASONS: tuple[Why, ...] = get_args(Why)

SUFFIX = ".audit"
_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    rf"(\d{{8}}T\d{{6}}Z)-({'|'.join(REASONS)})-([0-9a-f]{{8}})(?:-(\d{{1,4}}))?\{SUFFIX}"
)
_SAFE_UID = re.compile(r"[0-9a-f][0-9a-f-]{7,63}")


class BackupFile(NamedTuple):
    """One backup by its name alone. `origin` stands for the place of the file it is a copy of."""

    path: Path
    made_at: datetime
    why: Why
    origin: str
    number: int = 1
    """Among those of one second, which."""

    @property
    def order(self) -> tuple[datetime, int, str]:
        """What backups are sorted by, oldest first."""
        return self.made_at, self.number, self.path.name


def origin_of(path: Path) -> str:
    """Return what stands for a file's place: eight digits of a hash, so that no name is told."""
    place = os.path.normcase(path.resolve())
    return hashlib.sha256(os.fsencode(place)).hexdigest()[:8]


def series_folder(folder: Path, uid: str) -> Path:
    """Return the folder of one database's backups; an id that is none of ours names no folder."""
    safe = uid if _SAFE_UID.fullmatch(uid) else hashlib.sha256(uid.encode()).hexdigest()[:32]
    return folder / safe


def backup_files(series: Path) -> list[BackupFile]:
    """Return the backups in a folder, newest first; whatever else lies there is left out."""
    try:
        found = [_read(path) for path in series.iterdir()]
    except OSError:  # there is none yet, or it cannot be read: then there is nothing to offer
        return []
    return sorted((each for each in found if each), key=lambda each: each.order, reverse=True)


def backups_of(folder: Path, path: Path) -> list[BackupFile]:
    """Return every backup that was made of the file at a place, whatever its id; newest first.

    For a file that is damaged or gone, and so cannot say which one it is.
    """
    origin = origin_of(path)
    try:
        series = [each for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return []
    found = [file for each in series for file in backup_files(each) if file.origin == origin]
    return sorted(found, key=lambda each: each.order, reverse=True)


def remove_unfinished(series: Path, untouched: timedelta) -> None:
    """Remove what a program was copying a database into when it died, as far as the system lets it.

    Nobody lists these files, and they may hold what was erased since. One that another program
    still writes to was touched a moment ago: what was touched in that time stays.
    """
    before = time.time() - untouched.total_seconds()
    with suppress(OSError):
        for each in series.glob(f".*{SUFFIX}.new*"):
            if each.stat().st_mtime <= before:
                each.unlink(missing_ok=True)


def new_name(series: Path, moment: datetime, why: Why, origin: str) -> Path:
    """Return the path of a backup made now; later ones of the same second get a number."""
    stamp = f"{moment.astimezone(UTC):{_MOMENT}}"
    number = max(
        (each.number for each in backup_files(series) if stamp in each.path.name), default=0
    )
    later = f"-{number + 1}" if number else ""
    return series / f"{stamp}-{why}-{origin}{later}{SUFFIX}"


def _read(path: Path) -> BackupFile | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        made_at = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    why = next(each for each in REASONS if each == named[2])
    return BackupFile(path, made_at, why, named[3], int(named[4] or 1))
