import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.drafts import discard_draft, load_draft, save_field
from db.opening import open_store
from db.sealing import complete_audit, load_current_audit, reopen_audit, start_audit, void_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from forms.audits import Audit
from forms.errors import AuditAppError
from tests.db.making import an_audit, mini_tool, stricter_tool


def test_each_saved_answer_is_in_the_draft(store: Store) -> None:
    uid = start_audit(store, mini_tool(), Audit(case="C-1", auditor="auditor-01"))
    save_field(store, uid, "finding.q1", {"answer": "no"})
    save_field(store, uid, "finding.q1", {"answer": "yes", "evidence": "Seen."})
    save_field(store, uid, "overall", "good")
    save_field(store, uid, "overall", None)
    fields = load_draft(store, uid).fields
    assert fields["finding.q1"] == {"answer": "yes", "evidence": "Seen."}
    assert "overall" not in fields


def test_a_draft_cannot_be_started_twice(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    with pytest.raises(StoreTrouble, match="already open as a draft"):
        start_audit(store, mini_tool(), an_audit(), uid)


def test_saving_into_a_discarded_draft_is_told(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    discard_draft(store, uid)
    with pytest.raises(StoreTrouble, match="completed or discarded"):
        save_field(store, uid, "overall", "good")


def test_completing_seals_what_was_typed_and_ends_the_draft(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    complete_audit(store, uid, "auditor-01")
    tool, audit = load_current_audit(store, uid)
    assert (tool, audit) == (mini_tool(), an_audit())
    with pytest.raises(StoreTrouble, match="no draft"):
        load_draft(store, uid)


def test_an_incomplete_audit_stays_a_draft(store: Store) -> None:
    uid = start_audit(store, mini_tool(), Audit(case="C-1", auditor="auditor-01"))
    with pytest.raises(AuditAppError, match="cannot be completed yet"):
        complete_audit(store, uid, "auditor-01")
    assert load_draft(store, uid).fields["case"] == "C-1"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone is fixed on this system")
def test_an_audit_of_today_is_completed_just_after_midnight_in_summer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        store.clock = lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
        dated = an_audit().model_copy(update={"audited_on": date(2026, 7, 1)})
        complete_audit(store, start_audit(store, mini_tool(), dated), "auditor-01")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert verify(store).ok


def test_reopening_builds_on_what_was_sealed(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    first = complete_audit(store, uid, "auditor-01")
    reopen_audit(store, uid, "auditor-01")
    assert load_draft(store, uid).base == (first,)
    save_field(store, uid, "overall", "requires_improvement")
    complete_audit(store, uid, "auditor-01")
    assert load_current_audit(store, uid)[1].overall == "requires_improvement"
    assert store.number("SELECT count(*) FROM revision") == 2
    assert verify(store).ok


def test_voiding_asks_for_a_reason_and_keeps_everything(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    complete_audit(store, uid, "auditor-01")
    with pytest.raises(AuditAppError, match="Say why"):
        void_audit(store, uid, "auditor-01", " ")
    void_audit(store, uid, "auditor-01", "Wrong child's file.")
    audit = load_current_audit(store, uid)[1]
    assert audit == an_audit().model_copy(update={"status": "void"})


def test_two_tools_that_call_themselves_alike_are_two_tools(store: Store) -> None:
    start_audit(store, mini_tool(), an_audit("C-1"))
    start_audit(store, stricter_tool(), an_audit("C-2"))
    assert store.number("SELECT count(*) FROM tool WHERE tool_id = 'mini'") == 2


TYPIST = """
import sys
from pathlib import Path
from db.opening import open_store
from db.drafts import save_field
with open_store(Path(sys.argv[1])) as store:
    for number in range(10_000_000):
        save_field(store, sys.argv[2], "strengths", f"word {number}")
        print(number, flush=True)
"""


def test_a_killed_program_loses_no_acknowledged_answer(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    store.close()
    for _ in range(5):
        acknowledged = _type_until_killed(store.path, uid)
        with open_store(store.path) as again:
            saved = load_draft(again, uid).fields["strengths"]
            assert verify(again).ok
        assert int(str(saved).removeprefix("word ")) >= acknowledged


def _type_until_killed(path: Path, uid: str) -> int:
    command = [sys.executable, "-c", TYPIST, str(path), uid]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout
        for _ in range(40):
            typist.stdout.readline()
        typist.send_signal(signal.SIGKILL)
        rest = typist.stdout.read()
    *whole, _torn = rest.split("\n")
    return int(whole[-1]) if whole else 39


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from db.opening import open_store
from db.drafts import save_field
from forms.errors import AuditAppError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
saved = -1
with open_store(path) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 40_000,) * 2)
    try:
        for number in range(10_000):
            save_field(store, sys.argv[2], "strengths", f"{number:05d} " + "x" * 500)
            saved = number
    except AuditAppError as error:
        print(saved, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a file size limit")
def test_a_full_disk_is_told_and_loses_nothing_acknowledged(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    store.close()
    done = subprocess.run(
        [sys.executable, "-B", "-c", textwrap.dedent(FULL_DISK), str(store.path), uid],
        capture_output=True,
        text=True,
        check=False,
    )
    number, _, sentence = done.stdout.partition(" ")
    assert "disk" in sentence, done.stderr
    assert int(number) > 0
    with open_store(store.path) as again:
        assert str(load_draft(again, uid).fields["strengths"]).startswith(f"{int(number):05d} ")
        assert verify(again).ok
