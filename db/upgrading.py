"""Brings an open file to the present schema, after a copy was kept of how it was."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.connecting import connect
from db.folders import beside, sync_folder
from db.migrations import migrate
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.cipher import DataKey


def back_up_before_upgrade(
    path: Path, connection: Connection, version: int, key: DataKey | None
) -> None:
    """Keep a copy beside the file, encrypted as it is; none that is there is overwritten.

    It appears whole or not at all. Raises StoreTrouble where it cannot be written.
    """
    target = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
    number = 2
    while target.exists():
        target = target.with_name(
            f"{path.stem}.before-upgrade-from-{version}-{number}{path.suffix}"
        )
        number += 1
    unfinished = path.with_name(f".{path.name}.upgrading")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connect(unfinished, key=key)) as copy:
            connection.backup(copy)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(
            f"“{path.name}” is as it was: no copy of it can be kept before it is brought up to "
            f"date: {reason}."
        ) from error
    finally:
        with suppress(OSError):  # what went wrong before is what people are told
            for leftover in (unfinished, *beside(unfinished)):
                leftover.unlink(missing_ok=True)


def upgrade(connection: Connection) -> None:
    """Run every step that a file has not had yet; an empty file has had none."""
    from sqlite_utils import Database  # takes 0.3 s to load, and is needed only here

    migrate(Database(connection, execute_plugins=False))
