import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.connecting import connect
from db.drafts import save_field
from db.foreign import open_foreign
from db.hand_over_choice import Counts, what_goes
from db.handing_over import hand_over, hand_overs, write_hand_over
from db.importing.asking import read_manifest
from db.keys import unlock
from db.merge_report import MergeReport
from db.merging import merge_files
from db.opening import open_reading, open_store
from db.received_drafts import received_drafts
from db.sealing import complete_audit, load_current_audit, reopen_audit, start_audit
from db.settling import conflicts, settle
from db.store import Store
from db.tool_drafts import start_tool_draft
from db.tool_versions import publish_tool
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.audits import Audit
from forms.errors import AuditAppError
from forms.manifests import HandOverSelection, Manifest
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, stricter_tool

SECRET = "unicorn-teapot-harvest-lagoon-quartz"
CANARY = "CANARYkestrel"


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


@pytest.fixture
def one(make_store: MakeStore) -> Store:
    return make_store("one")


@pytest.fixture
def lead(make_store: MakeStore) -> Store:
    return make_store("lead")


def _completed(store: Store, case: str, auditor: str = "auditor-01", **changes: object) -> str:
    audit = an_audit(case, auditor).model_copy(update=changes)
    uid = start_audit(store, mini_tool(), audit)
    complete_audit(store, uid, auditor)
    return uid


def _handed(
    store: Store, selection: HandOverSelection | None = None, name: str = "work"
) -> tuple[Path, Manifest]:
    target = store.path.parent / f"{name}.handover"
    made = hand_over(store, target, SECRET, selection=selection, author="auditor-01", note="April")
    return target, made


def _merged(store: Store, path: Path) -> MergeReport:
    key = unlock(path, SECRET)
    assert key
    return merge_files(store, [path], keys={path: key})


def _audits_in(path: Path) -> set[str]:
    with open_foreign(path, key=unlock(path, SECRET)) as foreign:
        rows = foreign.store.rows("SELECT case_reference FROM current_audit")
    return {str(row[0]) for row in rows}


def test_a_hand_over_says_what_it_holds_and_brings_it(one: Store, lead: Store) -> None:
    uid = _completed(one, "C-1")
    reopen_audit(one, uid, "auditor-01")
    save_field(one, uid, "strengths", "More.")
    complete_audit(one, uid, "auditor-01")
    draft = start_audit(one, mini_tool(), Audit(case="C-2", auditor="auditor-01"))
    path, manifest = _handed(one)
    assert (manifest.audits, manifest.revisions, manifest.drafts, manifest.tools) == (1, 2, 1, 1)
    assert (manifest.author, manifest.note) == ("auditor-01", "April")
    assert read_manifest(path, unlock(path, SECRET)) == manifest
    report = _merged(lead, path)
    assert report.audits.new == 1
    (file,) = report.files
    assert (file.author, file.made_at, file.note, file.content) == (
        manifest.author,
        manifest.made_at,
        manifest.note,
        manifest.content_sha256,
    )
    assert load_current_audit(lead, uid)[1].strengths == "More."
    assert [each.uid for each in received_drafts(lead)] == [draft]
    assert verify(lead).ok


def test_receiving_it_twice_changes_nothing(one: Store, lead: Store) -> None:
    _completed(one, "C-1")
    start_audit(one, mini_tool(), Audit(case="C-2"))
    _merged(lead, _handed(one)[0])
    held = ("revision", "record", "tool", "current_audit", "current_fact", "received_draft")
    before = [lead.rows(f"SELECT * FROM {table}") for table in held]
    report = _merged(lead, _handed(one, name="again")[0])
    assert (report.audits.identical, report.audits.new) == (1, 0)
    assert [lead.rows(f"SELECT * FROM {table}") for table in held] == before


def test_it_goes_back_the_same_way_with_what_the_lead_did(one: Store, lead: Store) -> None:
    uid = _completed(one, "C-1")
    _merged(lead, _handed(one)[0])
    reopen_audit(lead, uid, "qa-lead")
    save_field(lead, uid, "improvements", "Plans.")
    complete_audit(lead, uid, "qa-lead")
    publish_tool(lead, stricter_tool().model_copy(update={"version": "2.0"}), "qa-lead")
    start_audit(lead, mini_tool(), Audit(case="C-3", auditor="qa-lead"))
    back = _handed(lead, name="back")[0]
    assert _merged(one, back).audits.updated == 1
    assert load_current_audit(one, uid)[1].improvements == "Plans."
    assert one.number("SELECT count(*) FROM tool WHERE version = '2.0'")
    assert [each.author for each in received_drafts(one)] == ["qa-lead"]
    again = _handed(lead, name="once-more")[0]
    assert _merged(one, again).audits.updated == 0
    assert len(received_drafts(one)) == 1
    assert verify(one).ok


def test_a_settled_conflict_goes_back_and_is_settled_there(one: Store, lead: Store) -> None:
    uid = _completed(one, "C-1")
    _merged(lead, _handed(one)[0])
    for store, grade in ((one, "inadequate"), (lead, "outstanding")):
        reopen_audit(store, uid, "auditor-01")
        save_field(store, uid, "overall", grade)
        complete_audit(store, uid, "auditor-01")
    assert _merged(lead, _handed(one, name="second")[0]).audits.conflicts == 1
    settle(lead, uid, {"overall": "theirs"}, "Read again together.", "qa-lead")
    assert _merged(one, _handed(lead, name="back")[0]).audits.conflicts == 0
    assert conflicts(one) == []
    assert load_current_audit(one, uid)[1] == load_current_audit(lead, uid)[1]


@pytest.mark.parametrize(
    ("selection", "cases"),
    [
        (HandOverSelection(), {"C-1", "C-2", "C-3"}),
        (HandOverSelection(auditor="auditor-02"), {"C-2"}),
        (HandOverSelection(team="South"), {"C-3"}),
        (HandOverSelection(audited_from=date(2026, 4, 2)), {"C-1", "C-2"}),
        (HandOverSelection(audited_to=date(2026, 4, 1)), {"C-3"}),
        (HandOverSelection(tool_id="mini"), {"C-1", "C-2", "C-3"}),
    ],
)
def test_filters_leave_the_rest_behind(
    one: Store, selection: HandOverSelection, cases: set[str]
) -> None:
    _completed(one, "C-1")
    _completed(one, "C-2", "auditor-02")
    _completed(one, "C-3", attributes={"team": "South"}, audited_on=date(2026, 1, 9))
    assert what_goes(one, selection).audits == len(cases)
    assert _audits_in(_handed(one, selection)[0]) == cases


def test_drafts_are_filtered_as_audits_are(one: Store) -> None:
    first = start_audit(one, mini_tool(), an_audit("C-1"))
    start_audit(one, mini_tool(), an_audit("C-2", "auditor-02"))
    start_tool_draft(one, {"id": "mine"}, "auditor-01")
    counts = {
        "all": what_goes(one, HandOverSelection()).drafts,
        "auditor": what_goes(one, HandOverSelection(auditor="auditor-02")).drafts,
        "audit": what_goes(one, HandOverSelection(audits=(first,))).drafts,
        "later": what_goes(one, HandOverSelection(audited_from=date(2026, 5, 1))).drafts,
        "tool": what_goes(one, HandOverSelection(tool_id="mine")).drafts,
        "none": what_goes(one, HandOverSelection(drafts=False)).drafts,
    }
    assert counts == {"all": 3, "auditor": 1, "audit": 1, "later": 0, "tool": 1, "none": 0}


def test_a_draft_takes_along_what_it_was_reopened_from(one: Store) -> None:
    uid = _completed(one, "C-1")
    reopen_audit(one, uid, "auditor-01")
    save_field(one, uid, "auditor", "auditor-02")
    goes = what_goes(one, HandOverSelection(auditor="auditor-02"))
    assert goes == Counts(audits=1, drafts=1, tools=1, revisions=1)


def test_only_what_changed_since_goes_with_its_whole_history(one: Store, lead: Store) -> None:
    uid = _completed(one, "C-1")
    _completed(one, "C-2")
    _handed(one)
    changed = HandOverSelection(changed_only=True)
    assert what_goes(one, changed) == Counts(0, 0, 0, 0)
    with pytest.raises(AuditAppError, match="nothing to hand over"):
        _handed(one, changed, "nothing")
    reopen_audit(one, uid, "auditor-01")
    complete_audit(one, uid, "auditor-01")
    path, manifest = _handed(one, changed, "changed")
    assert (manifest.audits, manifest.revisions) == (1, 2)
    assert _merged(lead, path).audits.new == 1
    assert [each.audits for each in hand_overs(one)] == [1, 2]


def test_what_went_to_others_by_other_filters_does_not_count_as_handed_over(one: Store) -> None:
    _completed(one, "C-1")
    _handed(one, HandOverSelection(team="North"))
    assert what_goes(one, HandOverSelection(changed_only=True)).audits == 1
    assert what_goes(one, HandOverSelection(team="North", changed_only=True)).audits == 0


def test_where_it_came_from_and_what_was_erased_stay_behind(one: Store, lead: Store) -> None:
    _completed(one, "C-1")
    _merged(lead, _handed(one)[0])
    path = _handed(lead, name="on")[0]
    with open_foreign(path, key=unlock(path, SECRET)) as foreign:
        for table in ("batch", "batch_file", "erasure", "own_revision", "draft"):
            assert not foreign.store.number(f"SELECT count(*) FROM {table}"), table


def test_a_hand_over_is_not_worked_in(one: Store) -> None:
    _completed(one, "C-1")
    path = _handed(one)[0]
    with pytest.raises(StoreTrouble, match="handed over"):
        open_store(path, key=unlock(path, SECRET))


def test_a_database_is_no_hand_over(one: Store) -> None:
    _completed(one, "C-1")
    assert read_manifest(one.path) is None


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM received_draft",
        "DELETE FROM handover",
        "INSERT INTO handover SELECT 99, 'x', made_at, author, manifest FROM handover",
        "UPDATE handover SET manifest = json_set(manifest, '$.audits', 9)",
        "UPDATE handover SET manifest = '[]'",
        "UPDATE revision SET hash = replace(hash, substr(hash, 1, 4), 'ffff')",
    ],
)
def test_a_lying_manifest_is_refused(one: Store, sql: str) -> None:
    _completed(one, "C-1")
    start_audit(one, mini_tool(), Audit(case="C-2"))
    path = _handed(one)[0]
    key = unlock(path, SECRET)
    connection = connect(path, key=key)
    connection.execute(sql)
    connection.close()
    with pytest.raises(StoreTrouble, match="does not hold what its manifest says"):
        read_manifest(path, key)


def test_a_weak_passphrase_is_refused_and_nothing_is_written(one: Store) -> None:
    _completed(one, "C-1")
    with pytest.raises(AuditAppError, match="too weak"):
        hand_over(one, one.path.parent / "work.handover", "password1234")
    assert _hand_over_files(one) == []


def test_a_file_that_exists_is_not_replaced(one: Store) -> None:
    _completed(one, "C-1")
    path = _handed(one)[0]
    before = path.read_bytes()
    with pytest.raises(StoreTrouble, match="exists already"):
        _handed(one)
    assert path.read_bytes() == before


def _hand_over_files(store: Store) -> list[str]:
    return [each.name for each in store.path.parent.iterdir() if "handover" in each.name]


class _Cancelled(Exception):
    """What a job raises after Cancel."""


def test_cancelling_leaves_nothing(one: Store) -> None:
    _completed(one, "C-1")

    def cancel(done: int, _total: int, _label: str) -> None:
        if done:
            raise _Cancelled

    with pytest.raises(_Cancelled):
        hand_over(one, one.path.parent / "work.handover", SECRET, progress=cancel)
    assert _hand_over_files(one) == []
    assert hand_overs(one) == []


@pytest.mark.parametrize("call", ["os.open", "os.fsync", "pathlib.Path.replace"])
def test_whatever_the_disk_refuses_leaves_nothing(
    one: Store, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    _completed(one, "C-1")

    def refuse(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(call, refuse)
    with pytest.raises(StoreTrouble, match="cannot be written: Input/output error"):
        hand_over(one, one.path.parent / "work.handover", SECRET)
    monkeypatch.undo()
    assert _hand_over_files(one) == []
    assert hand_overs(one) == []


def test_a_folder_that_is_not_there_is_told(one: Store) -> None:
    _completed(one, "C-1")
    with pytest.raises(StoreTrouble, match="cannot be written"):
        hand_over(one, one.path.parent / "nowhere" / "work.handover", SECRET)


@pytest.mark.skipif(os.name == "nt", reason="rights are kept differently there")
def test_only_its_owner_may_read_it(one: Store) -> None:
    _completed(one, "C-1")
    assert _handed(one)[0].stat().st_mode & 0o777 == 0o600


def test_no_word_of_it_stands_in_any_file(one: Store, make_store: MakeStore) -> None:
    _completed(one, "C-1", strengths=CANARY)
    one.fold()
    shown: list[bytes] = []

    def look(_done: int, _total: int, _label: str) -> None:
        new = (each for each in one.path.parent.iterdir() if "handover" in each.name)
        shown.extend(each.read_bytes() for each in new)

    path = one.path.parent / "work.handover"
    hand_over(one, path, SECRET, note=CANARY, progress=look)
    assert len(shown) > 1
    assert not any(CANARY.encode() in content for content in (*shown, path.read_bytes()))
    assert CANARY.encode() in one.path.read_bytes()  # the check can fail


def test_it_is_about_as_large_as_what_it_holds(one: Store) -> None:
    for number in range(30):
        _completed(one, f"C-{number}")
    one.fold()
    assert _handed(one)[0].stat().st_size < one.path.stat().st_size + 2_000_000


def test_it_holds_one_moment_of_a_database_that_others_write_to(one: Store) -> None:
    """What is changed while it is being read must not show, in no table."""
    uid = _completed(one, "C-0")
    for number in range(1, 10):
        _completed(one, f"C-{number}")
    went_on = threading.Event()

    def write(_done: int, _total: int, _label: str) -> None:
        if not went_on.is_set():
            went_on.set()
            _completed(one, "C-later")
            reopen_audit(one, uid, "auditor-01")
            save_field(one, uid, "overall", "inadequate")
            complete_audit(one, uid, "auditor-01")
            start_audit(one, mini_tool(), Audit(case="C-drafted"))

    target = one.path.parent / "work.handover"
    with open_reading(one.path) as reading:
        made = write_hand_over(reading, target, SECRET, progress=write)
    assert went_on.is_set()
    assert (made.manifest.audits, made.manifest.drafts) == (10, 0)
    with open_reading(target, unlock(target, SECRET)) as copy:
        assert copy.rows("SELECT DISTINCT overall FROM current_audit") == [("good",)]
        assert verify(copy).ok


def test_a_file_that_cannot_be_read_again_is_not_handed_over(
    one: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _completed(one, "C-1")
    monkeypatch.setattr("db.handing_over.manifest_of", lambda _store: None)
    with pytest.raises(StoreTrouble, match="not written as it should be"):
        _handed(one)
    assert _hand_over_files(one) == []


def _hand_over_slowly(path: Path, target: Path) -> None:
    def stop(_done: int, _total: int, _label: str) -> None:
        os.kill(os.getpid(), 9)

    with open_reading(path) as reading:
        write_hand_over(reading, target, SECRET, progress=stop)


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_killed_program_leaves_no_hand_over_and_the_next_one_tidies_up(one: Store) -> None:
    _completed(one, "C-1", strengths=CANARY)
    target = one.path.parent / "work.handover"
    process = multiprocessing.get_context("spawn").Process(
        target=_hand_over_slowly, args=(one.path, target)
    )
    process.start()
    process.join()
    assert process.exitcode == -9
    assert not target.exists()
    left = [each for each in one.path.parent.iterdir() if "handover" in each.name]
    assert all(CANARY.encode() not in each.read_bytes() for each in left)
    assert _handed(one)[0] == target
    assert _hand_over_files(one) == ["work.handover"]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import resource

    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # it would be cut off, and stay so
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(os.name == "nt", reason="needs a file size limit")
def test_a_full_disk_is_told_and_leaves_nothing(
    one: Store, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    import signal

    _completed(one, "C-1")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    request.getfixturevalue("full_disk")
    try:
        with pytest.raises(StoreTrouble, match="disk"):
            _handed(one)
    finally:
        signal.signal(signal.SIGXFSZ, before)
    assert _hand_over_files(one) == []
