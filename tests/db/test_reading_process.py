"""The process that reads received files: bounded, watched, ended, and asked for nothing secret."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

import psutil
import pytest

from db.importing import child, worker
from db.importing.packing import Unpacking
from db.importing.parcels import Parcel
from db.keys import Protection, unlock
from db.merging import merge_files
from db.opening import create_store
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.verifying import verify
from tests.commands import run_apart
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, ticking_clock

pytestmark = pytest.mark.reading_process


def _with_audits(store: Store, *cases: str) -> Path:
    for case in cases:
        complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
    return store.path


def _children() -> set[int]:
    return {each.pid for each in psutil.Process().children(recursive=True)}


def test_files_are_read_apart_and_nothing_is_left(make_store: MakeStore, tmp_path: Path) -> None:
    one, two, lead = (make_store(name) for name in ("one", "two", "lead"))
    paths = [_with_audits(one, "C-1", "C-2"), _with_audits(two, "C-3")]
    broken = tmp_path / "broken.audit"
    broken.write_bytes(paths[0].read_bytes()[:5_000])
    private = tmp_path / "private"
    private.mkdir()
    before = _children()
    report = merge_files(lead, [paths[0], broken, paths[1], paths[0]], private_folder=private)
    assert [file.status for file in report.files] == ["merged", "refused", "merged", "already"]
    assert report.audits.new == 3
    assert verify(lead).ok
    assert list(private.iterdir()) == []
    assert _children() == before


def test_several_processes_hand_files_over_in_their_order(
    make_store: MakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.importing.ahead.os.cpu_count", lambda: 4)
    stores = [make_store(f"auditor-{number}") for number in range(7)]
    paths = [_with_audits(store, f"C-{number}") for number, store in enumerate(stores)]
    (broken := tmp_path / "broken.audit").write_bytes(paths[0].read_bytes()[:5_000])
    lead = make_store("lead")
    before = _children()
    report = merge_files(lead, [*paths[:3], broken, *paths[3:], paths[0]])
    assert [file.status for file in report.files] == [
        *["merged"] * 3, "refused", *["merged"] * 4, "already"
    ]  # fmt: skip
    assert [each.case for each in report.outcomes] == [f"C-{number}" for number in range(7)]
    assert _children() == before


def test_an_encrypted_file_is_read_with_its_key(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "secret.audit"
    with create_store(path, ticking_clock(), Protection("correct horse battery")) as source:
        _with_audits(source, "C-1")
    key = unlock(path, "correct horse battery")
    assert key
    assert merge_files(store, [path]).files[0].status == "refused"
    assert merge_files(store, [path], keys={path: key}).audits.new == 1


def test_cancelling_ends_the_process_at_once(make_store: MakeStore, tmp_path: Path) -> None:
    lead, other = make_store("lead"), make_store("other")
    path = _with_audits(other, "C-1")
    private = tmp_path / "private"
    private.mkdir()

    def cancel(_done: int, _total: int, _label: str) -> None:
        raise InterruptedError

    before = _children()
    with pytest.raises(InterruptedError):
        merge_files(lead, [path] * 3, progress=cancel, private_folder=private)
    assert _children() == before
    assert list(private.iterdir()) == []


_SENT = """
    pipe = __import__("os").fdopen(next(  # the one that leads to the parent
        number for number in range(3, 20) if __import__("stat").S_ISFIFO(
            __import__("os").fstat(number).st_mode)), "wb")
    def message(content): return len(content).to_bytes(4, "big") + content
    arrived = message(b'A["' + b"0" * 64 + b'"]')
    asks = message(b'C[[["?","?","audit"]]]')
    """
"""Writes past the protocol: never reads an answer, asks without end, sends half a message."""
_FORKED = "os = __import__('os'); os.fork() or time.sleep(600); time.sleep(600)"
"""What it starts itself would hold the pipe open."""
_INSTEAD = """import json, sys, time
sys.path[:] = json.loads(sys.argv[1])
from db.importing import child, reading
honest = reading.parcels_of
def parcels_of(task):
    {work}
    yield b""
reading.parcels_of = parcels_of
child.main()
"""


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ("import os; os.abort()", "it broke the part of the program"),
        ("time.sleep(600)", "it takes too long to read"),
        ("while True: pass", "it takes too long to read"),
        ("held = [bytearray(1 << 20) for _ in range(1 << 20)]", "needs more memory"),
        ("yield b'?'", "it broke the part of the program"),
        ("yield b'R' + b'[[],[]]'", "it broke the part of the program"),
        ("raise ValueError('secret')", "not as this program writes (ValueError <string>:"),
        (_SENT + "while True: pipe.write(asks); pipe.flush()", "broke the part of the program"),
        (_SENT + "pipe.write(arrived + asks * 50_000); pipe.flush(); time.sleep(600)", "too long"),
        (_SENT + "pipe.write(bytes([255]) * 4); pipe.flush(); time.sleep(600)", "it broke"),
        (_SENT + "pipe.write(arrived[:-1]); pipe.flush(); time.sleep(600)", "takes too long"),
        (_FORKED, "it takes too long to read"),
    ],
)
def test_a_process_that_breaks_refuses_its_file_and_the_next_is_read(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch, work: str, reason: str
) -> None:
    lead, other = make_store("lead"), make_store("other")
    path = _with_audits(other, "C-1")
    with monkeypatch.context() as patched:
        patched.setattr(worker, "_START", _INSTEAD.format(work=work))
        patched.setattr(worker, "PATIENCE_SECONDS", 1.0 if "too long" in reason else 60.0)
        patched.setattr(worker, "MOST_MEMORY", 300 * 1024**2)
        report = merge_files(lead, [path])
    assert [file.status for file in report.files] == ["refused"]
    assert reason in report.files[0].reason
    assert "secret" not in report.files[0].reason
    assert lead.number("SELECT count(*) FROM revision") == 0
    assert merge_files(lead, [path]).audits.new == 1


def test_a_file_is_begun_before_the_rows_of_the_last_are_inspected_and_does_not_fall_with_it(
    make_store: MakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = make_store("lead")
    paths = [_with_audits(make_store(name), f"C-{name}") for name in ("liar", "next")]
    begun = tmp_path / "begun"
    work = f"""
    if task.path.name != {paths[0].name!r}:
        open({str(begun)!r}, "w").close()
        yield from honest(task)
        return
    yield b'A["' + b"0" * 64 + b'"]'
    yield b"R[[],[]]"
    yield b"E[]"
    return"""
    unpack, until = Unpacking.parcel, monotonic() + 60

    def late(unpacking: Unpacking, content: bytes) -> Parcel:
        while content[:1] == b"R" and not begun.exists():
            assert monotonic() < until
        return unpack(unpacking, content)

    monkeypatch.setattr(worker, "_START", _INSTEAD.format(work=work))
    monkeypatch.setattr(Unpacking, "parcel", late)
    report = merge_files(lead, paths)
    assert [file.status for file in report.files] == ["refused", "merged"]
    assert report.audits.new == 1


def test_the_process_is_told_no_passphrase(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, other = make_store("lead"), make_store("other")
    path = _with_audits(other, "C-1")
    monkeypatch.setenv("AUDIT_APP_PASSWORD", "correct horse battery")
    work = "import os; raise SystemExit if 'AUDIT_APP_PASSWORD' in os.environ else ValueError"
    monkeypatch.setattr(worker, "_START", _INSTEAD.format(work=work))
    assert "not as this program writes" in merge_files(lead, [path]).files[0].reason


def test_the_frozen_program_becomes_the_process_by_its_flag() -> None:
    assert child.FLAG == "--read-received-files"
    done = run_apart(child.FLAG)
    assert (done.code, done.out) == (0, "")


def test_cancel_is_heard_while_nothing_comes(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, other = make_store("lead"), make_store("other")
    path = _with_audits(other, "C-1")
    asked = 0

    def cancel(_done: int, _total: int, _label: str) -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise InterruptedError

    monkeypatch.setattr(worker, "_START", _INSTEAD.format(work="time.sleep(600)"))
    before = _children()
    with pytest.raises(InterruptedError):
        merge_files(lead, [path], progress=cancel)
    assert _children() == before


_MERGES_FOR_EVER = """
import sys
import os
import subprocess
import sys
from pathlib import Path
from db.importing import worker
from db.merging import merge_files
from db.opening import open_store
worker._START = sys.argv[1]
with open_store(Path(sys.argv[2])) as store:
    merge_files(store, [Path(sys.argv[3])], private_folder=Path(sys.argv[4]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there the end of the pipe ends it")
def test_a_reading_process_ends_with_a_parent_that_is_killed(
    make_store: MakeStore, tmp_path: Path
) -> None:
    path = _with_audits(make_store("other"), "C-1")
    with make_store("lead") as lead:
        target = lead.path
    started = tmp_path / "started"
    work = f"open({str(started)!r}, 'w').close(); time.sleep(600)"
    begun = [sys.executable, "-c", _MERGES_FOR_EVER, _INSTEAD.format(work=work)]
    with subprocess.Popen([*begun, target, path, tmp_path], cwd=Path.cwd()) as parent:
        while not started.exists():
            assert parent.poll() is None
        (child_process,) = psutil.Process(parent.pid).children()
        parent.kill()
    assert psutil.wait_procs([child_process], timeout=30) == ([child_process], [])
