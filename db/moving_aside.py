"""Lets a database take the place of another, which stays whole beside it; nothing is ever lost.

The place is never empty, and the old one is never without its log: it gets a second name before
anything is taken away. A program that dies on the way leaves the new one in place, or the old one,
which whoever opens it next makes as it was.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import Literal, get_args

from db.folders import beside, sync_folder

Because = Literal["replaced", "damaged", "not-protected"]


def put_in_place(
    new: Path, path: Path, because: Because, moment: datetime | None = None
) -> Path | None:
    """Rename `new`, which has no log, to `path`; return where the database now is that was there.

    None where there was none. Its name says why it was moved aside, and when if a moment is given.
    The caller holds the lock of `path`. Raises OSError where it cannot be done; all is then as it
    was.
    """
    belongings = [each for each in (path, *beside(path)) if each.exists()]
    aside = _free_name(path, because, moment) if belongings else None
    try:
        if aside:
            for each in belongings:
                _give_second_name(each, _named_like(aside, each, path))
            sync_folder(path.parent)
        for log in beside(path):
            log.unlink(missing_ok=True)
        new.replace(path)
    except OSError:
        if aside:
            _take_back(path, aside)
        raise
    sync_folder(path.parent)
    return aside


def undo_unfinished(path: Path) -> None:
    """Take back what a program had begun that died while it put a database in this place.

    The caller holds its lock. Two names for one file would be two logs, if both were ever opened.
    """
    with suppress(OSError):
        if path.stat().st_nlink > 1:
            for because in get_args(Because):
                for aside in path.parent.glob(f"{escape(path.stem)}.{because}*{path.suffix}"):
                    if aside.samefile(path):
                        _take_back(path, aside)


def _free_name(path: Path, because: Because, moment: datetime | None) -> Path:
    """Return a name beside a database that neither a file nor the log of one bears."""
    stem = f"{path.stem}.{because}"
    if moment:
        stem += f"-{moment.astimezone():%Y-%m-%d-%H%M%S}"
    target, number = path.with_name(stem + path.suffix), 2
    while any(each.exists() for each in (target, *beside(target))):
        target, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return target


def _take_back(path: Path, aside: Path) -> None:
    """Let a file have one name again, and its log stand beside it."""
    for each, second in zip(beside(path), beside(aside), strict=True):
        if second.exists():
            second.unlink() if each.exists() else second.rename(each)
    aside.unlink(missing_ok=True)


def _named_like(aside: Path, belonging: Path, path: Path) -> Path:
    return aside.with_name(aside.name + belonging.name.removeprefix(path.name))


def _give_second_name(path: Path, aside: Path) -> None:
    """Name a file twice; sticks and some shares know no second names, there it is copied."""
    try:
        os.link(path, aside)
        return
    except OSError:
        unfinished = aside.with_name(f".{aside.name}.new")
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as copy, path.open("rb") as whole:
            shutil.copyfileobj(whole, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        unfinished.replace(aside)
    finally:
        unfinished.unlink(missing_ok=True)
