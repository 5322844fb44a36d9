"""Lets a database take the place of another, which stays whole beside it; nothing is ever lost.

The place is never empty, and the old one is never without its log: it gets a hidden second name
before anything is taken away, and the name that people see once the new one is in place. A program
that dies on the way leaves the old one, which whoever opens it next makes as it was, or the new
one, and the old one gets its name then.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from db.connecting import is_open_elsewhere
from db.folders import beside, sync_folder
from db.locking import release_lock, take_lock
from db.troubles import StoreBusy, StoreTrouble

if TYPE_CHECKING:
    from db.cipher import DataKey

Because = Literal["replaced", "damaged", "not-protected"]
_KEPT, _HALF = ".kept", ".new"


def put_in_place(
    new: Path, path: Path, because: Because, moment: datetime | None = None
) -> Path | None:
    """Rename `new`, which has no log, to `path`; return where the database now is that was there.

    None where there was none. Its name says why it was moved aside, and when if a moment is given.
    The caller holds the lock of `path`, which is no link. Raises OSError where it cannot be done;
    all is then as it was.
    """
    belongings = [each for each in (path, *beside(path)) if each.exists()]
    aside = _free_name(path, because, moment)
    kept = _hidden(aside)
    try:
        for each in belongings:
            _give_second_name(each, _named_like(kept, each, path))
        sync_folder(path.parent)
        for log in beside(path):
            log.unlink(missing_ok=True)
        sync_folder(path.parent)  # or the new one might be found with the old one's log
        new.replace(path)
    except OSError:
        _take_back(path, kept)
        raise
    sync_folder(path.parent)
    shown = _show(kept)
    return shown if path in belongings else None


def refuse_while_read(path: Path, key: DataKey | None) -> None:
    """Raise StoreBusy where somebody reads a database: they would go on reading the old one.

    The caller holds its lock. It is asked under a second name, where its log is not found: whoever
    opens a damaged file with its log folds that, or what is left of it.
    """
    if not path.exists():
        return
    second = _hidden(_free_name(path, "damaged", None))
    try:
        os.link(path, second)
    except OSError:  # a stick: there is no log then, and nobody keeps a lock while they only look
        is_read = not any(each.exists() for each in beside(path)) and is_open_elsewhere(path, key)
    else:
        try:
            is_read = is_open_elsewhere(second, key)
        finally:
            for each in (*beside(second), second):
                each.unlink(missing_ok=True)
    if is_read:
        raise StoreBusy(
            f"“{path.name}” is being read by another window or program. Close it there."
        )


def settle_unfinished(path: Path) -> None:
    """End what a program had begun that died while it put a database in this place.

    The caller holds its lock. What was there has its one name again, and its log; where the new
    one came into the place already, what was there is beside it.
    """
    with suppress(OSError):
        for kept in _unfinished(path):
            if _is_there_still(path, kept):
                _take_back(path, kept)
            else:
                _show(kept)
        for half in _unfinished(path, f"*{_HALF}"):
            half.unlink(missing_ok=True)


def settle_unless_in_use(path: Path) -> None:
    """End what was begun, for somebody who only reads; whoever works in the file has done so."""
    with suppress(OSError, StoreTrouble):
        if _unfinished(path):
            lock = take_lock(path)
            try:
                settle_unfinished(path)
            finally:
                release_lock(lock)


def _unfinished(path: Path, end: str = "") -> list[Path]:
    """Return the hidden names under which a database was kept that was in this place."""
    start, rest = f".{escape(path.stem)}", f"*{escape(path.suffix)}{_KEPT}{end}"
    return [
        each
        for because in get_args(Because)
        for each in path.parent.glob(f"{start}.{because}{rest}")
    ]


def _free_name(path: Path, because: Because, moment: datetime | None) -> Path:
    """Return a name beside a database that neither a file nor the log of one bears."""
    stem = f"{path.stem}.{because}"
    if moment:
        stem += f"-{moment.astimezone():%Y-%m-%d-%H%M%S}"
    target, number = path.with_name(stem + path.suffix), 2
    while any(map(os.path.lexists, (target, *beside(target), _hidden(target)))):
        target, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    return target


def _hidden(aside: Path) -> Path:
    return aside.with_name(f".{aside.name}{_KEPT}")


def _is_there_still(path: Path, kept: Path) -> bool:
    """Whether what was kept is in its place; it is a copy where second names are unknown."""
    return path.exists() and (path.samefile(kept) or filecmp.cmp(path, kept, shallow=False))


def _take_back(path: Path, kept: Path) -> None:
    """Let a file have one name again, and its log stand beside it.

    A log that is there as well is the same, unless it is empty, as whoever finds none makes one.
    """
    for each, second in zip(beside(path), beside(kept), strict=True):
        if second.exists():
            is_there = each.exists() and each.stat().st_size
            second.unlink() if is_there else second.replace(each)
    kept.unlink(missing_ok=True)


def _show(kept: Path) -> Path:
    """Give what was kept the name that people see, and its log before: nobody opens it without."""
    aside = kept.with_name(kept.name.removeprefix(".").removesuffix(_KEPT))
    with suppress(OSError):
        for each in (*beside(kept), kept):
            if each.exists():
                each.rename(_named_like(aside, each, kept))
        sync_folder(kept.parent)
    return aside


def _named_like(other: Path, belonging: Path, path: Path) -> Path:
    return other.with_name(other.name + belonging.name.removeprefix(path.name))


def _give_second_name(path: Path, second: Path) -> None:
    """Name a file twice; sticks and some shares know no second names, there it is copied."""
    try:
        os.link(path, second)
        return
    except OSError:
        unfinished = second.with_name(f"{second.name}{_HALF}")
    try:
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as copy, path.open("rb") as whole:
            shutil.copyfileobj(whole, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        unfinished.replace(second)
    finally:
        unfinished.unlink(missing_ok=True)
