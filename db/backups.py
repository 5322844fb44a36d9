"""A consistent copy of a database that may be open and busy."""

import os
from contextlib import suppress
from pathlib import Path

from db.cipher import DataKey
from db.opening import open_reading
from db.troubles import StoreTrouble, known_trouble


def backup(source: Path, target: Path, key: DataKey | None = None) -> None:
    """Copy a database with SQLite's backup interface; the copy appears whole or not at all.

    The copy is encrypted as the source is, readable by its owner only, and was opened once to see
    that it can be. Raises StoreTrouble where the target exists already or cannot be written.
    """
    if target.exists():
        raise StoreTrouble(f"“{target.name}” exists already; choose another name for the copy.")
    unfinished = target.with_name(f".{target.name}.new")
    with open_reading(source, key) as store:
        try:
            unfinished.unlink(missing_ok=True)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with known_trouble(target):
                store.copy_to(unfinished)
                open_reading(unfinished, key).close()
            unfinished.replace(target)
        except OSError as error:
            reason = error.strerror or "the folder cannot be written to"
            raise StoreTrouble(f"“{target.name}” cannot be written: {reason}.") from error
        finally:
            with suppress(OSError):
                for leftover in (unfinished, *_beside(unfinished)):
                    leftover.unlink(missing_ok=True)


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal", "-shm"))
