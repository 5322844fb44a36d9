"""What a backup holds comes back without costing anything that is new; a whole one takes over."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.backup_series import content_token, store_uid
from db.backups import backup
from db.cipher import DataKey, StoreLocked
from db.drafts import discard_draft, load_draft, save_field
from db.erasing import erase
from db.erasures import erased, erased_records
from db.folders import beside
from db.keys import Protection
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.putting_back import restore
from db.rekeying import export_plain, renew_key
from db.restoring import bring_back, what_would_come_back
from db.sealing import complete_audit, reopen_audit, start_audit
from db.store import ReadingStore, Store
from db.troubles import StoreBusy, StoreTrouble
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, ticking_clock

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def completed(store: Store, case: str) -> str:
    uid = start_audit(store, mini_tool(), an_audit(case))
    complete_audit(store, uid, "auditor-01")
    return uid


def content(path: Path) -> str:
    with open_reading(path) as store:
        return content_token(store)


def cases(store: ReadingStore) -> list[str]:
    return [str(row[0]) for row in store.rows("SELECT case_reference FROM current_audit")]


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Path:
    """Where backups of `store` go; `backup(store.path, other)` makes one."""
    return tmp_path / "backup.audit"


def test_a_preview_names_what_is_missing_changed_and_new(store: Store, other: Path) -> None:
    draft = start_audit(store, mini_tool(), an_audit("C-0001"))
    kept = completed(store, "C-0002")
    changed = start_audit(store, mini_tool(), an_audit("C-0003"))
    backup(store.path, other)
    discard_draft(store, draft)
    complete_audit(store, changed, "auditor-01")
    reopen_audit(store, kept, "auditor-01")
    complete_audit(store, kept, "auditor-01")
    new = completed(store, "C-0004")
    before = content(store.path)
    preview = what_would_come_back(store, other)
    assert (preview.missing, preview.partly, preview.erased, preview.unsound) == ([], [], 0, 0)
    assert {each.uid for each in preview.newer} == {kept, changed, new}
    assert {(each.case, each.standing) for each in preview.drafts} == {
        ("C-0001", "missing"),
        ("C-0003", "sealed"),
    }
    assert preview.brings_something
    assert content(store.path) == before


def test_what_is_missing_comes_back_and_nothing_new_is_lost(
    store: Store, other: Path, tmp_path: Path
) -> None:
    """The usual case: an older state of the file was put in place, and work went on in it."""
    shutil.copy(store.path, tmp_path / "older.audit")
    lost = completed(store, "C-0001")
    draft = start_audit(store, mini_tool(), an_audit("C-0002"))
    backup(store.path, other)
    with open_store(tmp_path / "older.audit", ticking_clock(NOW)) as present:
        new = completed(present, "C-0003")
        typing = start_audit(present, mini_tool(), an_audit("C-0004"))
        save_field(present, typing, "strengths", "Typed since.")
        preview = what_would_come_back(present, other)
        assert [each.case for each in preview.missing] == ["C-0001"]
        assert [each.case for each in preview.newer] == ["C-0003"]
        assert [each.case for each in preview.drafts_here] == ["C-0004"]
        brought = bring_back(present, other, author="lead-01")
        assert (brought.drafts, brought.report and brought.report.audits.new) == (1, 1)
        assert {str(r[0]) for r in present.rows("SELECT uid FROM record")} >= {lost, new}
        assert load_draft(present, draft).fields["case"] == "C-0002"
        assert load_draft(present, typing).fields["strengths"] == "Typed since."
        assert verify(present).ok
        assert not what_would_come_back(present, other).brings_something
        again = bring_back(present, other)
        assert (again.report, again.drafts) == (None, 0)
        batch = list_batches(present)[0]
        assert batch.author == "lead-01"


def test_what_came_back_can_be_taken_back(store: Store, other: Path, tmp_path: Path) -> None:
    shutil.copy(store.path, tmp_path / "older.audit")
    completed(store, "C-0001")
    backup(store.path, other)
    with open_store(tmp_path / "older.audit", ticking_clock(NOW)) as present:
        report = bring_back(present, other).report
        assert report
        assert report.batch
        unmerge(present, report.batch)
        assert present.number("SELECT count(*) FROM revision") == 0


def test_a_draft_with_other_answers_comes_back_as_a_copy_only_if_wanted(
    store: Store, other: Path
) -> None:
    draft = start_audit(store, mini_tool(), an_audit("C-0001"))
    save_field(store, draft, "strengths", "As it was.")
    backup(store.path, other)
    save_field(store, draft, "strengths", "As it is.")
    assert [each.standing for each in what_would_come_back(store, other).drafts] == ["differs"]
    assert bring_back(store, other).drafts == 0
    assert bring_back(store, other, copies=[draft]).drafts == 1
    words = {
        str(row[0]) for row in store.rows("SELECT value FROM draft_value WHERE field = 'strengths'")
    }
    assert words == {'"As it was."', '"As it is."'}
    assert load_draft(store, draft).fields["strengths"] == "As it is."


def test_a_reopened_audit_comes_back_on_what_it_builds_on(store: Store, other: Path) -> None:
    uid = completed(store, "C-0001")
    reopen_audit(store, uid, "auditor-01")
    save_field(store, uid, "strengths", "Reopened.")
    backup(store.path, other)
    discard_draft(store, uid)
    assert bring_back(store, other).drafts == 1
    assert complete_audit(store, uid, "auditor-01")
    assert store.number("SELECT conflicts FROM current_audit") == 0


def test_what_was_erased_stays_away(store: Store, other: Path) -> None:
    uid = completed(store, "C-0001")
    kept = completed(store, "C-0002")
    backup(store.path, other)
    erase(store, [uid], "records-01", "Past its time.")
    preview = what_would_come_back(store, other)
    assert (preview.missing, preview.erased) == ([], 1)
    bring_back(store, other)
    assert store.rows("SELECT uid FROM record WHERE kind = 'audit'") == [(kept,)]
    path = store.path
    store.close()
    restore(path, other, clock=lambda: NOW)
    with open_store(path, ticking_clock()) as restored:
        assert restored.rows("SELECT uid FROM record WHERE kind = 'audit'") == [(kept,)]
        assert list(erased_records(restored)) == [uid]
        assert verify(restored).ok


def test_what_was_made_and_erased_since_the_backup_is_not_merged_in_again(
    store: Store, other: Path, tmp_path: Path
) -> None:
    backup(store.path, other)
    uid = completed(store, "C-0001")
    sent = tmp_path / "sent.audit"
    backup(store.path, sent)
    erase(store, [uid], "records-01", "Past its time.")
    [marker] = erased(store)
    path = store.path
    store.close()
    restore(path, other, clock=lambda: NOW)
    with open_store(path, ticking_clock()) as restored:
        assert erased(restored) == [marker]
        merge_files(restored, [sent])
        assert not restored.rows("SELECT uid FROM record WHERE kind = 'audit'")
        assert verify(restored).ok


def test_an_erased_draft_of_somebody_else_stays_away(store: Store, make_store: MakeStore) -> None:
    theirs = make_store("theirs")
    uid = start_audit(theirs, mini_tool(), an_audit())
    merge_files(store, [theirs.path])
    before = store.path.with_name("backup.audit")
    backup(store.path, before)
    erase(store, [uid], "records-01", "Past its time.")
    path = store.path
    store.close()
    restore(path, before, clock=lambda: NOW)
    with open_store(path, ticking_clock()) as restored:
        assert not restored.rows("SELECT uid FROM received_draft")
        assert verify(restored).ok


def test_what_a_damaged_file_says_was_erased_stays_away(store: Store, other: Path) -> None:
    uid = completed(store, "C-0001")
    backup(store.path, other)
    erase(store, [uid], "records-01", "Past its time.")
    path = store.path
    store.close()
    content = bytearray(path.read_bytes())
    schema = content.index(b"CREATE TABLE erasure")
    content[schema : schema + 6] = b"CREBTE"
    path.write_bytes(content)
    with pytest.raises(StoreTrouble):
        open_store(path)
    restore(path, other, clock=lambda: NOW)
    with open_store(path, ticking_clock()) as restored:
        assert [each.uid for each in erased(restored)] == [uid]
        assert not restored.rows("SELECT uid FROM record WHERE kind = 'audit'")


def test_a_damaged_backup_is_refused_and_nothing_happens(store: Store, other: Path) -> None:
    completed(store, "C-0001")
    backup(store.path, other)
    other.write_bytes(other.read_bytes()[:20_000])
    before = content(store.path)
    with pytest.raises(StoreTrouble):
        what_would_come_back(store, other)
    with pytest.raises(StoreTrouble):
        bring_back(store, other)
    assert content(store.path) == before
    store.close()
    with pytest.raises(StoreTrouble):
        restore(store.path, other)
    assert content(store.path) == before


# The whole file


def test_a_whole_backup_takes_the_place_and_the_present_file_stays_beside(
    store: Store, other: Path
) -> None:
    completed(store, "C-0001")
    backup(store.path, other)
    completed(store, "C-0002")
    path, uid = store.path, store_uid(store)
    store.close()
    was = path.read_bytes()
    aside = restore(path, other, clock=lambda: NOW)
    assert aside is not None
    assert aside.name.startswith("own.replaced-2026-11-21-")
    assert aside.read_bytes() == was
    with open_store(path) as restored:
        assert restored.number("SELECT count(*) FROM current_audit") == 1
        assert store_uid(restored) == uid
        assert verify(restored).ok
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in path.parent.glob("*")} == {
        "own.audit",
        "backup.audit",
        aside.name,
    }


def test_what_a_link_leads_to_is_put_back_and_the_link_stays(
    store: Store, other: Path, tmp_path: Path
) -> None:
    backup(store.path, other)
    completed(store, "C-0002")
    store.close()
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.audit"
    link.symlink_to(store.path)
    aside = restore(link, other, clock=lambda: NOW)
    assert link.is_symlink()
    assert aside
    assert aside.parent == store.path.parent
    assert store.path.read_bytes() == other.read_bytes()


def test_a_log_left_by_a_crash_goes_with_its_file(store: Store, other: Path) -> None:
    completed(store, "C-0001")
    backup(store.path, other)
    completed(store, "C-0002")
    crashed = store.path.with_name("crashed.audit")
    shutil.copy(store.path, crashed)
    shutil.copy(beside(store.path)[1], beside(crashed)[1])
    aside = restore(crashed, other, clock=lambda: NOW)
    assert aside
    with open_store(aside) as moved:
        assert moved.number("SELECT count(*) FROM current_audit") == 2
    with open_store(crashed) as restored:
        assert restored.number("SELECT count(*) FROM current_audit") == 1


def test_a_file_that_is_gone_or_beyond_reading_is_put_back_too(store: Store, other: Path) -> None:
    completed(store, "C-0001")
    backup(store.path, other)
    path = store.path
    store.close()
    path.unlink()
    assert restore(path, other) is None
    path.write_bytes(b"nothing of it can be read")
    aside = restore(path, other)
    assert aside
    assert aside.read_bytes() == b"nothing of it can be read"
    with open_store(path) as restored:
        assert verify(restored).ok


def test_an_open_database_is_not_replaced(store: Store, other: Path) -> None:
    completed(store, "C-0001")
    backup(store.path, other)
    with pytest.raises(StoreBusy):
        restore(store.path, other)
    assert verify(store).ok


def test_a_database_that_somebody_reads_is_not_replaced(store: Store, other: Path) -> None:
    """They would go on reading the file that was moved aside, and never know."""
    completed(store, "C-0001")
    backup(store.path, other)
    path = store.path
    store.close()
    before = content(path)
    with open_reading(path), pytest.raises(StoreBusy, match="being read"):
        restore(path, other, clock=lambda: NOW)
    assert content(path) == before
    assert restore(path, other, clock=lambda: NOW)


def test_another_databases_backup_does_not_take_the_place(store: Store, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.audit"
    with create_store(stranger, ticking_clock()) as made:
        completed(made, "C-0009")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreTrouble, match="another database"):
        restore(store.path, stranger)
    assert store.path.read_bytes() == before


def test_an_encrypted_backup_comes_back_encrypted(tmp_path: Path) -> None:
    path, other = tmp_path / "locked.audit", tmp_path / "backup.audit"
    with create_store(path, ticking_clock(), Protection("four slow blue lanterns")) as store:
        completed(store, "C-0001")
        draft = start_audit(store, mini_tool(), an_audit("C-0002"))
        key = store.key
        backup(path, other, key)
        discard_draft(store, draft)
        assert [e.case for e in what_would_come_back(store, other, key).drafts] == ["C-0002"]
        assert bring_back(store, other, key).drafts == 1
    with pytest.raises(StoreTrouble, match="passphrase"):
        restore(path, other)
    aside = restore(path, other, key)
    with open_store(path, key=key) as restored:
        assert verify(restored).ok
    for each in (path, aside):
        assert each
        assert b"C-0001" not in each.read_bytes()


@pytest.fixture
def renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, DataKey, DataKey]:
    """A database written anew under another key, from which an audit was erased, and a backup.

    Returns both, the key of the backup and that of the database.
    """
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    path, other = tmp_path / "locked.audit", tmp_path / "backup.audit"
    with create_store(path, ticking_clock(), Protection("four slow blue lanterns")) as store:
        gone = completed(store, "C-0001")
        completed(store, "C-0002")
        old = store.key
        backup(path, other, old)
    assert old
    new = renew_key(path, old, "seven quick brown kettles")
    with open_store(path, ticking_clock(), new) as store:
        erase(store, [gone], "records-01", "Past its time.")
    return path, other, old, new


def test_an_erasure_that_cannot_be_read_is_not_undone_by_a_backup_under_an_older_key(
    renewed: tuple[Path, Path, DataKey, DataKey],
) -> None:
    path, other, old, new = renewed
    before = path.read_bytes()
    with pytest.raises(StoreLocked, match="another passphrase"):
        restore(path, other, old, clock=lambda: NOW)
    assert path.read_bytes() == before
    restore(path, other, old, clock=lambda: NOW, present_key=new)
    with open_store(path, key=old) as restored:
        assert cases(restored) == ["C-0002"]
        assert len(erased(restored)) == 1


def test_a_plain_backup_needs_the_key_of_a_database_that_was_protected_since(
    renewed: tuple[Path, Path, DataKey, DataKey], tmp_path: Path
) -> None:
    path, other, old, new = renewed
    plain = tmp_path / "plain.audit"
    with open_reading(other, old) as store:
        export_plain(store, plain)
    with pytest.raises(StoreLocked):
        restore(path, plain, clock=lambda: NOW)
    restore(path, plain, clock=lambda: NOW, present_key=new)
    with open_store(path) as restored:
        assert cases(restored) == ["C-0002"]


def test_a_locked_database_that_is_damaged_tells_its_erasures_to_whoever_has_its_key(
    renewed: tuple[Path, Path, DataKey, DataKey],
) -> None:
    path, other, old, new = renewed
    damaged = bytearray(path.read_bytes())
    damaged[:4096] = bytes(4096)
    path.write_bytes(damaged)
    restore(path, other, old, clock=lambda: NOW, present_key=new)
    with open_store(path, key=old) as restored:
        assert cases(restored) == ["C-0002"]
