"""Moves a database out of the way under a dated name, whole; nothing is ever deleted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from db.backups import beside, sync_folder
from db.troubles import StoreTrouble

Because = Literal["replaced", "damaged"]


def move_aside(path: Path, because: Because, moment: datetime) -> Path | None:
    """Move a database, and the log that belongs to it, beside its place; return where it is now.

    None where there was nothing. The caller holds its lock. The file itself goes first: a log
    without its file does no harm, but a file without its log has lost what was saved last. Raises
    StoreTrouble where it cannot be moved; it is then where it was.
    """
    belongings = [each for each in (path, *beside(path)) if each.exists()]
    if not belongings:
        return None
    target = _free_name(path, because, moment)
    try:
        for each in belongings:
            each.rename(target.with_name(each.name.replace(path.name, target.name, 1)))
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be moved aside: {reason}.") from error
    sync_folder(path.parent)
    return target


def _free_name(path: Path, because: Because, moment: datetime) -> Path:
    stem = f"{path.stem}.{because}-{moment.astimezone():%Y-%m-%d-%H%M%S}"
    target, number = path.with_name(stem + path.suffix), 2
    while any(each.exists() for each in (target, *beside(target))):
        target, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return target
