"""Retention: what is past its time is found, and what is erased is gone and stays away."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.drafts import discard_draft
from db.erasures import erased, erased_records
from db.keys import Protection
from db.merging import merge_files
from db.opening import create_store, open_store
from db.recording import ToRecord, record_audits
from db.retention import RetentionFilter, erase, past_retention
from db.sealing import complete_audit, reopen_audit, start_audit, void_audit
from db.store import Store
from db.tool_versions import publish_tool
from db.troubles import StoreTrouble
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from forms.errors import AuditAppError
from forms.identity import recorded_uid, tool_uid
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, ticking_clock

CANARY = "CANARY-in-the-evidence-of-one-child"
REASON = "Kept six years, schedule 4.2"
LONG_AGO = datetime(2019, 3, 1, 9, tzinfo=UTC)


def _sealed(store: Store, case: str = "C-0001", **changes: object) -> str:
    audit = an_audit(case).model_copy(update=changes)
    uid = start_audit(store, mini_tool(), audit)
    complete_audit(store, uid, "auditor-01")
    return uid


def _with_canary(store: Store, case: str) -> str:
    findings = {
        name: finding.model_copy(update={"evidence": f"{CANARY} {case} " * 40})
        for name, finding in an_audit().findings.items()
    }
    return _sealed(store, case, findings=findings, strengths=CANARY)


def _traces(folder: Path, text: str) -> list[str]:
    found = folder.rglob("*")
    return [path.name for path in found if path.is_file() and text.encode() in path.read_bytes()]


def test_an_audit_is_past_its_time_only_when_both_its_date_and_its_last_seal_are(
    tmp_path: Path,
) -> None:
    with create_store(tmp_path / "old.audit", ticking_clock(LONG_AGO)) as store:
        old = _sealed(store, audited_on=date(2019, 2, 1))
        corrected = _sealed(store, "C-0002", audited_on=date(2019, 2, 2))
        store.clock = ticking_clock()
        reopen_audit(store, corrected, "auditor-01")
        complete_audit(store, corrected, "auditor-01")
        _sealed(store, "C-0003")
        assert [each.uid for each in past_retention(store, date(2020, 1, 1))] == [old]
        assert past_retention(store, date(2019, 3, 1)) == []


def test_a_void_audit_and_a_draft_that_was_never_sealed_are_past_their_time_too(
    tmp_path: Path,
) -> None:
    with create_store(tmp_path / "old.audit", ticking_clock(LONG_AGO)) as store:
        void = _sealed(store, audited_on=date(2019, 2, 1))
        void_audit(store, void, "auditor-01", "The wrong child")
        draft = start_audit(
            store, mini_tool(), an_audit("C-9").model_copy(update={"audited_on": None})
        )
        found = {each.uid: each for each in past_retention(store, date(2020, 1, 1))}
        assert (found[void].status, found[void].revisions) == ("void", 2)
        assert found[draft].open_here


def test_audits_past_their_time_are_filtered(tmp_path: Path) -> None:
    with create_store(tmp_path / "old.audit", ticking_clock(LONG_AGO)) as store:
        north = _sealed(store, audited_on=date(2019, 2, 1))
        south = _sealed(store, "C-0002", audited_on=date(2019, 2, 2), attributes={"team": "South"})
        day = date(2020, 1, 1)
        found = past_retention(store, day, RetentionFilter(team="South"))
        assert [each.uid for each in found] == [south]
        found = past_retention(store, day, RetentionFilter(text="c-0001 north"))
        assert [each.uid for each in found] == [north]
        assert past_retention(store, day, RetentionFilter(tool_id="other")) == []


def test_an_erased_audit_leaves_a_marker_and_nothing_else(store: Store) -> None:
    gone, stays = _sealed(store), _sealed(store, "C-0002")
    reopen_audit(store, gone, "auditor-01")
    second = complete_audit(store, gone, "auditor-01")
    outcome = erase(store, [gone], "records officer", REASON)
    assert (outcome.audits, outcome.revisions, outcome.cleaned) == (1, 2, True)
    marker = erased(store)[0]
    assert (marker.uid, marker.author, marker.reason) == (gone, "records officer", REASON)
    assert second in marker.hashes
    assert len(marker.hashes) == 2
    assert [row[0] for row in store.rows("SELECT uid FROM record")] == [stays]
    report = verify(store)
    assert report.ok, report.problems
    assert (report.revisions, report.audits) == (1, 1)


@pytest.mark.parametrize("encrypted", [False, True])
def test_no_trace_of_an_erased_audit_is_left_in_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "own.audit"
    protection = Protection("a long passphrase of words") if encrypted else None
    with create_store(path, ticking_clock(), protection) as store:
        gone = [_with_canary(store, f"GONE-{number}") for number in range(30)]
        for number in range(30):
            _sealed(store, f"STAYS-{number}")
        assert encrypted or _traces(folder, CANARY)
        erase(store, gone, "records officer", REASON)
        assert _traces(folder, CANARY) == []
        assert _traces(folder, "GONE-7") == []
        key = store.key
    assert _traces(folder, CANARY) == []
    with open_store(path, key=key) as store:
        assert verify(store).ok
        assert _in_rows(store, CANARY) == 0


def _in_rows(store: Store, text: str) -> int:
    """How many values of the whole database hold a text, whatever table they are in."""
    tables = [
        str(row[0]) for row in store.rows("SELECT name FROM sqlite_schema WHERE type='table'")
    ]
    return sum(
        text in str(value)
        for table in tables
        for row in store.rows(f'SELECT * FROM "{table}"')
        for value in row
    )


def test_a_merge_cannot_bring_back_what_was_erased_and_cannot_erase(
    make_store: MakeStore,
) -> None:
    ours, theirs = make_store("own"), make_store("theirs")
    gone = _sealed(theirs)
    merge_files(ours, [theirs.path])
    erase(ours, [gone], "records officer", REASON)
    _sealed(theirs, "C-0002")  # so that the file is another one than before
    merge_files(ours, [theirs.path])
    assert gone not in {row[0] for row in ours.rows("SELECT uid FROM record")}
    merge_files(theirs, [ours.path])
    assert erased(theirs) == []
    assert gone in {row[0] for row in theirs.rows("SELECT uid FROM record")}


def test_a_merge_that_brought_an_erased_audit_can_still_be_undone(make_store: MakeStore) -> None:
    ours, theirs = make_store("own"), make_store("theirs")
    gone = _sealed(theirs)
    _sealed(theirs, "C-0002")
    merge_files(ours, [theirs.path])
    erase(ours, [gone], "records officer", REASON)
    assert unmerge(ours, list_batches(ours)[0].uid) == 1
    assert verify(ours).ok
    assert set(erased_records(ours)) == {gone}


def test_the_report_of_a_merge_forgets_what_was_erased(make_store: MakeStore) -> None:
    ours, theirs = make_store("own"), make_store("theirs")
    gone = _sealed(theirs, "C-SECRET")
    merge_files(ours, [theirs.path])
    erase(ours, [gone], "records officer", REASON)
    assert _in_rows(ours, "C-SECRET") == 0
    assert len(list_batches(ours)) == 1


def test_an_audit_open_as_a_draft_is_not_erased(store: Store) -> None:
    gone, other = _sealed(store), _sealed(store, "C-0002")
    reopen_audit(store, gone, "auditor-01")
    with pytest.raises(StoreTrouble, match="open as a draft"):
        erase(store, [other, gone], "records officer", REASON)
    assert store.number("SELECT count(*) FROM record") == 2
    discard_draft(store, gone)
    assert erase(store, [other, gone], "records officer", REASON).audits == 2


@pytest.mark.parametrize(("author", "reason"), [("", REASON), ("records officer", "  ")])
def test_nothing_is_erased_without_a_name_and_a_reason(
    store: Store, author: str, reason: str
) -> None:
    uid = _sealed(store)
    with pytest.raises(AuditAppError, match="Say wh"):
        erase(store, [uid], author, reason)
    assert erased(store) == []


def test_an_audit_tool_is_not_erased(store: Store) -> None:
    publish_tool(store, mini_tool(), "qa-lead")
    with pytest.raises(StoreTrouble, match="withdrawn instead"):
        erase(store, [tool_uid(mini_tool().hash)], "records officer", REASON)


def test_cancelling_half_way_erases_nothing(store: Store) -> None:
    uids = [_sealed(store, f"C-{number}") for number in range(3)]

    class _Cancelled(Exception):
        pass

    def progress(done: int, _total: int, _label: str) -> None:
        if done == 2:
            raise _Cancelled

    with pytest.raises(_Cancelled):
        erase(store, uids, "records officer", REASON, progress)
    assert store.number("SELECT count(*) FROM record") == 3
    assert erased(store) == []
    assert verify(store).ok


def test_an_erased_audit_is_not_recorded_again(store: Store) -> None:
    audit = an_audit()
    uid = recorded_uid("mini", audit.case, audit.auditor, "2026-04-02")
    row = ToRecord(uid, mini_tool(), audit)
    record_audits(store, [row])
    erase(store, [uid], "records officer", REASON)
    with pytest.raises(AuditAppError, match="were erased"):
        record_audits(store, [row])
    assert verify(store).ok


def test_verify_finds_an_erased_audit_that_is_still_there(store: Store) -> None:
    uid = _sealed(store)
    store.run(
        "INSERT INTO erasure (record, kind, erased_at, author, reason, hashes) "
        "VALUES (?, 'audit', '2026-05-01T09:00:00+00:00', 'x', 'y', '[]')",
        (uid,),
    )
    assert any("marked as erased" in problem for problem in verify(store).problems)
