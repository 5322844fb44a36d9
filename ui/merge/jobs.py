"""What the page asks for; each runs as a job, away from the window."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.merge_report import AuditOutcome, MergedFile, MergeReport
from forms.errors import AuditAppError
from ui.lanes import Cancelled, Progress

if TYPE_CHECKING:
    from db.batches import BatchSummary
    from db.cipher import DataKey
    from db.differences import AuditDifference
    from db.store import ReadingStore, Store
    from forms.tools import AuditTool

SUFFIXES = (".audit", ".handover")
MOST_FILES = 2_000
"""Found in folders at once; whoever drops a whole disk is stopped here."""

OnFile = Callable[[MergedFile, list[AuditOutcome]], None]


class Found(NamedTuple):
    """The files that were meant, those of them that are encrypted, and folders without any."""

    files: list[Path]
    locked: list[Path]
    empty_folders: list[Path]


class Sources(NamedTuple):
    """The files of a merge, the keys of encrypted ones, and a folder for private copies."""

    files: Sequence[Path]
    keys: "Mapping[Path, DataKey]"
    private_folder: Path


class Opened(NamedTuple):
    """The keys that a passphrase gave, and the files that it does not open."""

    keys: "dict[Path, DataKey]"
    still_locked: list[Path]


class Merged(NamedTuple):
    """What a merge did, and when. After Cancel the report holds what is merged, and no more.

    `trouble` is what ended it early, such as a full disk.
    """

    report: MergeReport
    merged_at: datetime
    trouble: AuditAppError | None = None


def find_files(store: "ReadingStore", progress: Progress, chosen: Sequence[Path]) -> Found:
    """Return the files that were chosen, and those inside folders that were; the own one not.

    Links inside folders are not followed.
    """
    from db.cipher import is_encrypted

    own = store.path.resolve()
    files: dict[Path, None] = {}
    empty: list[Path] = []
    for path in chosen:
        progress(0, 0, "Looking for files …")
        if not path.is_dir():
            files[path] = None
            continue
        inside = sorted(islice(_inside(path, progress), MOST_FILES))
        empty += [] if inside else [path]
        files.update((each, None) for each in inside if each.resolve() != own)
    locked = []
    for path in files:
        try:
            locked += [path] if is_encrypted(path) else []
        except AuditAppError:  # the merge says what is wrong with it
            continue
    return Found(list(files), locked, empty)


def _inside(folder: Path, progress: Progress) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        progress(0, 0, "Looking for files …")
        for name in names:
            path = Path(place, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and path.is_file():
                yield path


def open_locked(
    _store: "ReadingStore", progress: Progress, files: Sequence[Path], passphrase: str
) -> Opened:
    """Try a passphrase on every file; each try takes a third of a second, on purpose."""
    from db.keys import unlock

    keys: dict[Path, DataKey] = {}
    for done, path in enumerate(files):
        progress(done, len(files), "Trying the passphrase …")
        try:
            key = unlock(path, passphrase)
        except AuditAppError:
            continue
        if key is not None:
            keys[path] = key
    return Opened(keys, [path for path in files if path not in keys])


def look(
    store: "ReadingStore", progress: Progress, sources: Sources, on_file: OnFile
) -> MergeReport:
    """Do the merge in a copy: what it would do, and nothing is changed."""
    from db.looking_ahead import look_ahead

    return look_ahead(
        store,
        sources.files,
        private_folder=sources.private_folder,
        progress=progress,
        keys=sources.keys,
        on_file=on_file,
    )


def merge(
    store: "Store", progress: Progress, sources: Sources, author: str, on_file: OnFile
) -> Merged:
    """Merge; after Cancel or trouble whole files are merged, and the report says which.

    Raises AuditAppError, and Cancelled, only where nothing was merged before.
    """
    from db.batches import newest_batch
    from db.merging import merge_files
    from db.stored_reports import load_report

    merged = 0

    def count(file: MergedFile, outcomes: list[AuditOutcome]) -> None:
        nonlocal merged
        merged += file.status == "merged"
        on_file(file, outcomes)

    try:
        report = merge_files(
            store,
            sources.files,
            private_folder=sources.private_folder,
            progress=progress,
            keys=sources.keys,
            author=author,
            on_file=count,
        )
    except (Cancelled, AuditAppError) as stop:
        if not merged:
            raise
        newest = load_report(store, newest_batch(store)) or MergeReport()
        trouble = stop if isinstance(stop, AuditAppError) else None
        return Merged(newest, store.clock(), trouble)
    return Merged(report, store.clock())


def compare_with_file(
    store: "ReadingStore",
    progress: Progress,
    *,
    path: Path,
    uid: str,
    key: "DataKey | None",
    private_folder: Path,
) -> "AuditDifference":
    """Compare an audit here with the one in a file that was not merged yet."""
    from db.differences import difference_with_file

    return difference_with_file(
        store,
        path,
        uid,
        private_folder=private_folder,
        key=key,
        step=lambda: progress(0, 0, "Comparing …"),
    )


def compare_in_batch(
    store: "ReadingStore", _progress: Progress, batch: str, sha256: str, uid: str
) -> "AuditDifference":
    """Compare an audit as it was before a merge with what the merged file held."""
    from db.differences import difference_of_batch

    return difference_of_batch(store, batch, sha256, uid)


def load_batches(store: "ReadingStore", _progress: Progress) -> "list[BatchSummary]":
    """Return the merges that were not undone, newest first."""
    from db.batches import batch_summaries

    return batch_summaries(store)


def load_stored(store: "ReadingStore", _progress: Progress, batch: str) -> MergeReport:
    """Return the report a merge was stored with; without files where it is too old to have one."""
    from db.stored_reports import load_report

    return load_report(store, batch) or MergeReport(batch)


def undo(store: "Store", _progress: Progress, batch: str) -> int:
    """Take a merge back; returns how many versions left. Raises StoreTrouble if refused."""
    from db.unmerging import unmerge

    return unmerge(store, batch)


def load_tools(
    store: "ReadingStore", _progress: Progress, hashes: Iterable[str]
) -> "list[AuditTool]":
    """Return those of these tools that the database holds."""
    from db.tools import load_tool, tool_key

    return [load_tool(store, each) for each in hashes if tool_key(store, each)]
