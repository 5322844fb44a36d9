from pathlib import Path

from db.batches import batch_summaries, newest_batch
from db.merging import merge_files
from db.store import Store
from tests.ui.merge.sending import send


def test_merges_are_listed_newest_first_with_what_they_brought(
    store: Store, tmp_path: Path
) -> None:
    first = merge_files(store, [send(tmp_path / "a.audit", "auditor-01", "C-1")], author="lead-01")
    second = merge_files(
        store,
        [
            send(tmp_path / "b.audit", "auditor-02", "C-2", "C-3"),
            send(tmp_path / "c.audit", "auditor-03", "C-4"),
            tmp_path / "gone.audit",
        ],
    )

    newer, older = batch_summaries(store)

    assert (newer.uid, older.uid) == (second.batch, first.batch)
    assert newer.files == ("b.audit", "c.audit")
    assert newer.audits == second.audits
    assert (older.author, newer.author) == ("lead-01", "")
    assert newest_batch(store) == second.batch


def test_a_merge_of_an_older_version_is_listed_without_counts(store: Store, tmp_path: Path) -> None:
    merge_files(store, [send(tmp_path / "a.audit", "auditor-01", "C-1")])
    store.run("UPDATE batch SET report = ''")

    (only,) = batch_summaries(store)

    assert only.audits is None
    assert only.files == ("a.audit",)


def test_a_database_without_merges_has_no_newest_one(store: Store) -> None:
    assert newest_batch(store) == ""
    assert batch_summaries(store) == []
