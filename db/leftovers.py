"""What still lies unprotected on this disk once a database was given a passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.backup_files import backups_of
from db.cipher import is_encrypted
from db.opening import open_reading
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.store import ReadingStore

_SEALED = "SELECT hash FROM revision UNION ALL SELECT hash FROM tool"
_RECORDS = "SELECT uid FROM record"
_SAVED = "SELECT uid, field, saved_at FROM draft_value JOIN draft ON draft.id = draft"


class Leftovers(NamedTuple):
    """Plain files of a database that is protected now.

    `removable` hold nothing sealed, and no newer words of a draft, that the protected one lacks;
    `needed` do, or cannot be read.
    """

    removable: tuple[Path, ...]
    needed: tuple[Path, ...]


def leftovers_of(store: ReadingStore, backups: Path, aside: Path) -> Leftovers:
    """Return the plain file moved aside and the plain automatic backups of an open database.

    Each is opened and compared. Only backups of the file at this very place count: a copy of it
    elsewhere may go without a passphrase on purpose.
    """
    here = _held(store)
    removable: list[Path] = []
    needed: list[Path] = []
    for path in (aside, *(each.path for each in backups_of(backups, store.path))):
        if _is_plain(path):
            (removable if _holds_no_more(path, here) else needed).append(path)
    return Leftovers(tuple(removable), tuple(needed))


def remove_leftovers(path: Path, key: DataKey, found: Leftovers) -> int:
    """Remove what is removable, once the protected database was opened again; returns how many.

    Raises StoreTrouble where it cannot be opened any more, or a file cannot be removed.
    """
    open_reading(path, key).close()
    for each in found.removable:
        try:
            each.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or "it is in use"
            raise StoreTrouble(f"“{each.name}” cannot be removed: {reason}.") from error
    return len(found.removable)


def _is_plain(path: Path) -> bool:
    try:
        return path.is_file() and not is_encrypted(path)
    except (OSError, StoreTrouble):
        return False


class _Held(NamedTuple):
    """What people made: hashes of what is sealed, ids of its records, when each word was saved."""

    sealed: set[str]
    records: set[str]
    saved: dict[tuple[str, str], str]


def _held(store: ReadingStore) -> _Held:
    sealed, records = ({str(row[0]) for row in store.each(sql)} for sql in (_SEALED, _RECORDS))
    saved = {(str(uid), str(field)): str(at) for uid, field, at in store.each(_SAVED)}
    return _Held(sealed, records, saved)


def _holds_no_more(path: Path, here: _Held) -> bool:
    try:
        with open_reading(path) as other:
            held = _held(other)
    except StoreTrouble:  # of an older version, or damaged: a person must look at it
        return False
    return held.sealed <= here.sealed and not any(_is_newer(here, held))


def _is_newer(here: _Held, other: _Held) -> Iterator[bool]:
    """Yield for each word of a draft whether it is lacking here; what was completed holds it."""
    drafted = {uid for uid, _ in here.saved}
    for (uid, field), at in other.saved.items():
        if uid in drafted or uid not in here.records:
            yield at > here.saved.get((uid, field), "")
