"""What the program promises at every step: each work acknowledges, and says what must be there."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import NamedTuple

from db.drafts import load_draft, save_field
from db.merging import merge_files
from db.opening import create_store, open_store
from db.sealing import complete_audit, reopen_audit, start_audit
from db.store import ReadingStore, Store
from db.unmerging import list_batches, unmerge
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


WORKS: dict[str, Work] = {
    "typing": Work(_with_draft, _type, _typed),
    "sealing": Work(_with_draft, _seal, _sealed),
    "merging": Work(_with_sources, _merge, _merged),
    "undoing": Work(_with_merge, _undo, _undone),
    "migrating": Work(_of_schema_1, _migrate, _revisions),
}


def reopened(path: Path) -> Store:
    """Open what is left, as the person does after the restart."""
    return open_store(path, ticking_clock())
