import pytest

from db.drafts import save_field
from db.recording import RecordReport, ToRecord, record_audits
from db.sealing import complete_audit, load_current_audit, reopen_audit
from db.store import Store
from db.verifying import verify
from forms.identity import recorded_uid
from tests.db.making import an_audit, mini_tool

UID = recorded_uid("mini", "C-0001", "auditor-01", "2026-04-02")


def _row(grade: str = "good", uid: str = UID) -> ToRecord:
    return ToRecord(uid, mini_tool(), an_audit(grade=grade))


def test_recording_twice_adds_nothing(store: Store) -> None:
    assert record_audits(store, [_row()]) == RecordReport(new=1)
    assert record_audits(store, [_row()]) == RecordReport(identical=1)
    assert store.number("SELECT count(*) FROM revision") == 1


def test_a_corrected_row_is_a_new_revision_of_the_same_audit(store: Store) -> None:
    record_audits(store, [_row()])
    assert record_audits(store, [_row("outstanding")]) == RecordReport(updated=1)
    assert load_current_audit(store, UID)[1].overall == "outstanding"
    assert record_audits(store, [_row()]) == RecordReport(updated=1)
    assert store.number("SELECT count(*) FROM current_audit") == 1
    assert verify(store).ok


def test_an_old_row_does_not_undo_a_correction_made_in_the_window(store: Store) -> None:
    record_audits(store, [_row()])
    reopen_audit(store, UID, "qa-lead")
    save_field(store, UID, "overall", "inadequate")
    save_field(store, UID, "overall_reason", "Second reading.")
    complete_audit(store, UID, "qa-lead")
    assert record_audits(store, [_row()]) == RecordReport(identical=1)
    assert load_current_audit(store, UID)[1].overall == "inadequate"


def test_a_failure_half_way_records_nothing(store: Store) -> None:
    bad = ToRecord("not a uid", mini_tool(), an_audit("C-2"))
    with pytest.raises(ValueError, match="record"):
        record_audits(store, [_row(), bad])
    assert store.number("SELECT count(*) FROM revision") == 0
