"""Salvage: what can be read of a damaged database goes into a new one; the rest is told.

The damaged file is only read, page by page and without SQLite (`db/carving/`). Whatever is sealed
and proven by its hash comes over as it is. A revision whose parents are lost is sealed anew on
what is left of them. One that cannot be proven becomes a draft, for a person to look at
(`db/salvage/`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.carving.images import opened_image
from db.carving.tables import read_tables
from db.cipher import is_encrypted
from db.locking import release_lock, take_lock
from db.making import new_store, place_to_rewrite, remove_database
from db.moving_aside import (
    put_in_place,
    refuse_while_read,
    settle_unfinished,
    settle_unless_in_use,
)
from db.opening import open_reading
from db.salvage.drafting import draft_unproven, take_drafts, take_received
from db.salvage.ground import Ground
from db.salvage.provenance import take_batches
from db.salvage.report import Lost, SalvageReport
from db.salvage.revisions import SealedParts
from db.salvage.sealing import take_erasures, take_identity, take_revisions, take_tools, work_out
from db.troubles import StoreCorrupt, StoreTrouble
from db.verifying import verify
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.keys import Envelope, Protection
    from db.store import Store

__all__ = ["Lost", "SalvageReport", "salvage", "salvage_in_place"]

Step = Callable[[int, int, str], None]
"""Told how much is done of how much, and what is going on; may raise to stop."""


def salvage(
    damaged: Path,
    target: Path,
    key: DataKey | None = None,
    protection: Protection | None = None,
    *,
    keys_from: Path | None = None,
    clock: Clock = system_clock,
    step: Step | None = None,
) -> SalvageReport:
    """Read what can be read of a damaged database into a new one, which is encrypted alike.

    Never raises for damage, and never writes to the damaged file. An encrypted file needs its
    `key`; where its wrapped keys are damaged too, the new file has those of `keys_from`, which is
    a backup of it, or a `protection` of its own. So it has the backup's id where its own is lost,
    or its backups would be those of another database. Raises StoreTrouble where the target exists
    or cannot be written, StoreCorrupt where nothing of ours is left in the file; then there is no
    new file.
    """
    settle_unless_in_use(damaged.resolve())
    report = SalvageReport()
    with opened_image(damaged, key) as image:
        tables = read_tables(image, _told(step))
        report.pages, report.unreadable_pages = image.count, len(image.unreadable)
    if not any(tables.rows[table] for table in ("revision", "draft", "tool")):
        raise StoreCorrupt(
            f"Nothing of a Case File Audit database can be read in “{damaged.name}”."
        )
    files = [damaged, keys_from] if keys_from else [damaged]
    like = next(filter(None, (_keys_of(each, key) for each in files)), None) if key else None
    if key and not like and not protection:
        raise StoreTrouble(
            f"The wrapped keys in “{damaged.name}” are damaged as well: choose a passphrase for "
            "the new database."
        )
    with new_store(target, clock, protection, keep_empty=True, like=like) as store:
        if keys_from:
            _take_id(store, keys_from, key)  # unless its own can be read
        _take_all(Ground(store, tables, report, SealedParts(tables)))
        report.is_sound = verify(store).ok
        report.audits = store.number("SELECT count(*) FROM current_audit")
    return report


def salvage_in_place(
    damaged: Path,
    key: DataKey | None = None,
    *,
    keys_from: Path | None = None,
    clock: Clock = system_clock,
    step: Step | None = None,
) -> tuple[SalvageReport, Path]:
    """Salvage a database under its own name; return where the damaged file was moved, too.

    Raises StoreTrouble as `salvage` does, and where the database is open, if only to be read; it is
    then as it was.
    """
    damaged = damaged.resolve()
    lock = take_lock(damaged)
    salvaged = place_to_rewrite(damaged)
    try:
        settle_unfinished(damaged)
        refuse_while_read(damaged, key)
        remove_database(salvaged)
        report = salvage(damaged, salvaged, key, keys_from=keys_from, clock=clock, step=step)
        aside = put_in_place(salvaged, damaged, "damaged", clock())
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{damaged.name}” cannot be replaced: {reason}.") from error
    finally:
        with suppress(OSError):
            remove_database(salvaged)
        release_lock(lock)
    return report, aside or damaged


def _take_all(ground: Ground) -> None:
    """Bring everything over in one transaction, what others build on first."""
    with ground.store.transaction():
        take_identity(ground)
        take_erasures(ground)
        take_tools(ground)
        unproven = take_revisions(ground)
        take_drafts(ground)
        take_received(ground)
        draft_unproven(ground, unproven)
        take_batches(ground)
        work_out(ground)
    for table, count in sorted(ground.tables.unreadable.items()):
        if count:
            what = "1 row or page of rows" if count == 1 else f"{count} rows or pages of rows"
            ground.lose(table, "", f"{what} cannot be read")


def _take_id(store: Store, backup: Path, key: DataKey | None) -> None:
    """Bear the id that a backup bears; one that cannot be opened tells none."""
    with suppress(StoreTrouble), open_reading(backup, key if is_encrypted(backup) else None) as one:
        row = one.row("SELECT uid, made_at FROM about WHERE kind = 'store'")
        if row:
            store.run("UPDATE about SET uid = ?, made_at = ?", row)


def _keys_of(damaged: Path, key: DataKey) -> tuple[DataKey, Envelope] | None:
    from db.keys import read_envelope

    try:
        envelope = read_envelope(damaged)
    except StoreTrouble:
        return None
    return (key, envelope) if envelope and envelope.salt == key.salt else None


def _told(step: Step | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: step(done, total, "Reading …")) if step else None
