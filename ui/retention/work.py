"""What retention asks of the database; each runs as a job, away from the window."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from db.erasing import Erased
    from db.retention import ErasureRow, PastAudit
    from db.store import ReadingStore, Store
    from ui.lanes import Progress


class Looked(NamedTuple):
    """Audits past their time, and the markers of what was erased."""

    past: "list[PastAudit]"
    erased: "list[ErasureRow]"


class Done(NamedTuple):
    """What was erased, how many automatic backups may still hold it, which files beside do."""

    erased: "Erased"
    backups: int
    beside: list[Path]


def look(store: "ReadingStore", _progress: "Progress", before: date) -> Looked:
    """Return what is past its time, and what was erased."""
    from db.retention import erased, past_retention

    with store.snapshot():
        return Looked(past_retention(store, before), erased(store))


def erase_all(
    store: "Store",
    progress: "Progress",
    *,
    uids: Sequence[str],
    author: str,
    reason: str,
    backups: Path,
) -> Done:
    """Erase audits for good, all of them or none."""
    from db.backups_after_erasing import old_backups
    from db.kept_beside import kept_beside
    from db.retention import erase

    outcome = erase(store, uids, author, reason, progress)
    return Done(outcome, old_backups(store, backups), kept_beside(store.path))


def clean_file(store: "Store", _progress: "Progress") -> bool:
    """Write the file anew, so that no trace is left in it; returns whether that could be done."""
    from db.erasing import clean

    return clean(store)


def replace_backups(store: "Store", _progress: "Progress", backups: Path) -> int:
    """Make a new backup and remove the older ones; returns how many."""
    from db.backups_after_erasing import replace_old_backups

    return replace_old_backups(store, backups)
