"""What the program promises at every step: each work acknowledges, and says what must be there."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import NamedTuple

from db.backup_series import back_up_automatically
from db.drafts import load_draft, save_field
from db.erasing import erase
from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.putting_back import restore
from db.rekeying import export_plain
from db.restoring import bring_back
from db.sealing import complete_audit, reopen_audit, start_audit
from db.settling import conflicts, settle
from db.store import ReadingStore, Store
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from tests.db.making import an_audit, mini_tool, ticking_clock

ROOT = Path(__file__).parents[1]
AUTHOR = "auditor-01"

Acknowledge = Callable[[str], None]


class Work(NamedTuple):
    """One promise: make the files, do the work, and ask of what is there afterwards.

    `do` acknowledges each thing the person was told is done; `holds` says what of that is in the
    file, and must hold all of it.
    """

    prepare: Callable[[Path], None]
    do: Callable[[Path, Acknowledge], None]
    holds: Callable[[ReadingStore], set[str]]


def _with_draft(path: Path) -> None:
    with create_store(path, ticking_clock()) as store:
        start_audit(store, mini_tool(), an_audit())


def _type(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        uid = _draft(store)
        for word in ("first", "first second", "first second third"):
            save_field(store, uid, "strengths", word)
            done(word)


def _draft(store: ReadingStore) -> str:
    return str((store.row("SELECT uid FROM draft") or ("",))[0])


def _typed(store: ReadingStore) -> set[str]:
    words = str(load_draft(store, _draft(store)).fields["strengths"]).split()
    return {" ".join(words[: count + 1]) for count in range(len(words))}


def _seal(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        uid = _draft(store)
        done(complete_audit(store, uid, AUTHOR))
        reopen_audit(store, uid, AUTHOR)
        done("draft")
        save_field(store, uid, "strengths", "More time was taken.")
        done(complete_audit(store, uid, AUTHOR))


def _sealed(store: ReadingStore) -> set[str]:
    hashes = {str(row[0]) for row in store.rows("SELECT hash FROM revision")}
    return hashes | ({"draft"} if _draft(store) or len(hashes) > 1 else set())


def _with_sources(path: Path) -> None:
    create_store(path, ticking_clock()).close()
    for number in range(2):
        with create_store(path.with_name(f"source-{number}.audit"), ticking_clock()) as source:
            for case in range(3):
                audit = an_audit(f"C-{number}{case}", f"auditor-{number}")
                complete_audit(source, start_audit(source, mini_tool(), audit), AUTHOR)


def _merge(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        for number in range(2):
            report = merge_files(store, [path.with_name(f"source-{number}.audit")])
            assert not report.set_aside
            if report.files[0].status != "refused":
                done(Path(report.files[0].path).name)


def _merged(store: ReadingStore) -> set[str]:
    """A file is there whole, with all its audits, or not at all."""
    counts = store.rows(
        "SELECT name, count(revision) FROM batch_file "
        "JOIN batch_revision ON batch_revision.batch_file = batch_file.id GROUP BY name"
    )
    assert {count for _, count in counts} <= {3}
    return {str(name) for name, _ in counts}


def _with_merge(path: Path) -> None:
    _with_sources(path)
    with open_store(path, ticking_clock()) as store:
        merge_files(store, [path.with_name("source-0.audit")])
        merge_files(store, [path.with_name("source-1.audit")])


def _undo(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        for batch in list_batches(store):
            unmerge(store, batch.uid)
            done(batch.files[0].name)


def _undone(store: ReadingStore) -> set[str]:
    return {"source-0.audit", "source-1.audit"} - _merged(store)


def _of_schema_1(path: Path) -> None:
    copy(ROOT / "databases" / "schema-1.audit", path)


def _migrate(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        done(str(store.number("SELECT count(*) FROM revision")))


def _revisions(store: ReadingStore) -> set[str]:
    return {str(store.number("SELECT count(*) FROM revision"))}


def _with_work(path: Path) -> None:
    with create_store(path, ticking_clock()) as store:
        for case in ("C-1", "C-2", "C-3"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), AUTHOR)


def _back_up(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        for _ in range(2):
            start_audit(store, mini_tool(), an_audit())
            made = back_up_automatically(store, path.parent / "backups", "opened", store.clock)
            assert made
            done(made.name)


def _backed_up(store: ReadingStore) -> set[str]:
    """What bears a backup's name is whole."""
    made = list((store.path.parent / "backups").rglob("*.audit"))
    for each in made:
        with open_reading(each) as backup:
            assert verify(backup).ok
    return {each.name for each in made}


def _with_backup(path: Path) -> None:
    _with_work(path)
    with open_store(path, ticking_clock()) as store:
        store.copy_to(path.with_name("backup.audit"))
        for row in list_audits(store, AuditFilter()):
            erase_for_test(store, row.uid)


def _bring_back(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        back = bring_back(store, path.with_name("backup.audit"))
        if back.report and back.report.batch:
            done("all")


def _brought_back(store: ReadingStore) -> set[str]:
    count = store.number("SELECT count(*) FROM revision")
    assert count in (0, 3)
    return {"all"} if count else set()


def _put_back(path: Path, done: Acknowledge) -> None:
    restore(path, path.with_name("backup.audit"), clock=ticking_clock())
    done("all")


def _export(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        export_plain(store, path.with_name("open.audit"))
        done("open.audit")


def _exported(store: ReadingStore) -> set[str]:
    """What bears the name that was asked for is whole."""
    made = store.path.with_name("open.audit")
    if not made.exists():
        return set()
    with open_reading(made) as copy:
        assert verify(copy).ok
        assert copy.number("SELECT count(*) FROM revision") == 3
    return {made.name}


def erase_for_test(store: Store, uid: str) -> None:
    """Let an audit be missing as if it had never been there: no marker stays."""
    erase(store, [uid], AUTHOR, "To be brought back by a test.")
    store.run("DELETE FROM erasure")


def _erase(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        for row in list_audits(store, AuditFilter()):
            erase(store, [row.uid], AUTHOR, "Past its time.")
            done(row.uid)


def _erased(store: ReadingStore) -> set[str]:
    """An audit is there whole, or gone with a marker in its place."""
    gone = {str(row[0]) for row in store.rows("SELECT record FROM erasure")}
    there = {row.uid for row in list_audits(store, AuditFilter())}
    assert len(gone | there) == 3
    assert not gone & there
    return gone


def _with_conflict(path: Path) -> None:
    _with_work(path)
    other = path.with_name("other.audit")
    with open_store(path, ticking_clock()) as store:
        store.copy_to(other)
        _change(store, "Here.")
        with open_store(other, ticking_clock()) as theirs:
            _change(theirs, "There.")
        merge_files(store, [other])


def _change(store: Store, words: str) -> None:
    for row in list_audits(store, AuditFilter()):
        reopen_audit(store, row.uid, AUTHOR)
        save_field(store, row.uid, "strengths", words)
        complete_audit(store, row.uid, AUTHOR)


def _settle(path: Path, done: Acknowledge) -> None:
    with open_store(path, ticking_clock()) as store:
        for row in conflicts(store):
            done(settle(store, row.uid, {"strengths": "theirs"}, "The file says so.", AUTHOR))


def _hashes(store: ReadingStore) -> set[str]:
    return {str(row[0]) for row in store.rows("SELECT hash FROM revision")}


WORKS: dict[str, Work] = {
    "typing": Work(_with_draft, _type, _typed),
    "sealing": Work(_with_draft, _seal, _sealed),
    "merging": Work(_with_sources, _merge, _merged),
    "undoing": Work(_with_merge, _undo, _undone),
    "migrating": Work(_of_schema_1, _migrate, _revisions),
    "backing up": Work(_with_work, _back_up, _backed_up),
    "bringing back": Work(_with_backup, _bring_back, _brought_back),
    "putting back": Work(_with_backup, _put_back, _brought_back),
    "exporting": Work(_with_work, _export, _exported),
    "erasing": Work(_with_work, _erase, _erased),
    "settling": Work(_with_conflict, _settle, _hashes),
}


def reopened(path: Path) -> Store:
    """Open what is left, as the person does after the restart."""
    return open_store(path, ticking_clock())
