"""Merge: the set union of sealed revisions, file by file, with provenance that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from db.cipher import DataKey
from db.importing.ahead import Source, read_ahead
from db.importing.parcels import Parcel, Waiting
from db.merge_report import MergeReport
from db.merge_run import FileListener, MergeRun, shown_path
from db.store import Store

__all__ = ["FileListener", "Progress", "merge_files"]

Progress = Callable[[int, int, str], None]
"""Told how many of how many files are done, and what is being read; may raise to cancel."""


def merge_files(
    store: Store,
    sources: Sequence[Path],
    *,
    dry_run: bool = False,
    private_folder: Path | None = None,
    progress: Progress | None = None,
    keys: Mapping[Path, DataKey] | None = None,
    author: str = "",
    on_file: FileListener | None = None,
) -> MergeReport:
    """Merge received databases into this one.

    Each file is one transaction: after a cancelled or killed merge whole files are merged, and
    nothing else; the batch's stored report says which. Files that are refused are reported and
    the others go on. A dry run does the same work and takes it back. `keys` holds the data key
    of each source that is encrypted, `author` who merges.
    """
    merge = MergeRun(store, author, on_file)
    files = [Source(path, (keys or {}).get(path)) for path in sources]
    if not dry_run:
        with merge.whole_report():
            return _merge_all(merge, files, private_folder, progress)
    with store.rehearsal():
        report = _merge_all(merge, files, private_folder, progress)
    report.batch = None
    return report


def _merge_all(
    merge: MergeRun, sources: Sequence[Source], folder: Path | None, progress: Progress | None
) -> MergeReport:
    others = [source for source in sources if not merge.unfit(source.path)]
    with read_ahead(others, folder, merge.answer, skim=merge.merged_before) as files:
        for done, (path, _) in enumerate(sources):
            step = _step(progress, done, len(sources), Path(shown_path(path)).name)
            step()
            if reason := merge.unfit(path):
                merge.refuse(path, reason)
            else:
                merge.one_file(path, _watched(next(files), step))
    merge.finish()
    _step(progress, len(sources), len(sources), "")()
    return merge.report


def _watched(parcels: Iterator[Parcel], step: Callable[[], None]) -> Iterator[Parcel]:
    """Yield parcels, and take each step on the way, also while none comes."""
    for parcel in parcels:
        step()
        if not isinstance(parcel, Waiting):
            yield parcel


def _step(progress: Progress | None, done: int, total: int, label: str) -> Callable[[], None]:
    return lambda: progress(done, total, label) if progress else None
