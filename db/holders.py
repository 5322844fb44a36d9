"""Who has a database open: a small file beside its lock, for other people to read.

It is only ever shown. Whether a database is in use is for the lock of the system to say: after a
crash the lock is gone by itself, and what this file still says is stale.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import unicodedata
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

_MOST_BYTES = 2_000
_MOST_LETTERS = 60
_HIGHEST_PROCESS = 2**32
_SAME_MOMENT = 2  # seconds; clocks of processes are kept coarsely


class Holder(NamedTuple):
    """Who has a database open: account, computer, process, and since when, in local time.

    What is not known is "", 0 or None.
    """

    person: str
    computer: str
    since: datetime | None
    process: int = 0

    @property
    def is_here(self) -> bool:
        """Whether the program runs on this computer."""
        return self.computer == _computer()

    def __str__(self) -> str:
        """Say it in words, without a full stop: “sam on LAPTOP-7, since 21/11/2026 14:32”."""
        where = f"this computer (process {self.process})" if self.is_here else self.computer
        since = f", since {self.since:%d/%m/%Y %H:%M}" if self.since else ""
        return f"{self.person or 'somebody'} on {where or 'another computer'}{since}"


def myself(now: datetime) -> Holder:
    """Return this account, on this computer, in this process."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        person = ""
    return Holder(_shown(person), _computer(), now, os.getpid())


def note_path(database: Path) -> Path:
    """Return where it is written who has a database open."""
    return database.with_name(f"{database.name}.open")


def leave_note(database: Path, holder: Holder) -> None:
    """Write who has a database open; whole or not at all, and nobody's work waits for it."""
    note = note_path(database)
    beside = note.with_name(f"{note.name}.{os.getpid()}")
    since = holder.since.isoformat(timespec="seconds") if holder.since else None
    content = json.dumps(holder._replace(since=None)._asdict() | {"since": since})
    with suppress(OSError):
        try:
            file = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(file, "w", encoding="utf-8") as writing:
                writing.write(content)
            beside.replace(note)
        finally:
            beside.unlink(missing_ok=True)


def remove_note(database: Path) -> None:
    """Take the note away; only who holds the lock may."""
    with suppress(OSError):
        note_path(database).unlink(missing_ok=True)


def read_note(database: Path) -> Holder | None:
    """Return who says to have a database open; nothing where nobody does, or it is known stale.

    The file may come from anybody: what is in it is bounded and freed of what would steer a
    screen.
    """
    try:
        with note_path(database).open("rb") as file:
            given = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    process = given.get("process")
    holder = Holder(
        _shown(given.get("person")),
        _shown(given.get("computer")),
        _moment(given.get("since")),
        process if isinstance(process, int) and 0 < process < _HIGHEST_PROCESS else 0,
    )
    return None if _is_stale(holder) else holder


def _is_stale(holder: Holder) -> bool:
    """Whether the process that left the note on this computer is gone, or is another one now."""
    if not holder.is_here or not holder.process:
        return False
    import psutil  # takes a while to load, and is asked only where a file is in use

    try:
        began = psutil.Process(holder.process).create_time()
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False
    return holder.since is not None and began > holder.since.timestamp() + _SAME_MOMENT


def _computer() -> str:
    return _shown(platform.node())


def _shown(text: object) -> str:
    """Keep the letters of a name: no control characters, nothing that turns the line round."""
    if not isinstance(text, str):
        return ""
    kept = (letter for letter in text if unicodedata.category(letter)[0] != "C")
    return " ".join("".join(kept).split())[:_MOST_LETTERS]


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError):
        return None
