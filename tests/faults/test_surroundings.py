"""What happens round the program: full disks, files pulled away, clocks set back, two at once."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from db.drafts import load_draft, save_field
from db.listing import AuditFilter, list_audits
from db.merging import merge_files
from db.opening import create_store, open_reading, open_store
from db.sealing import complete_audit, open_audit, reopen_audit, start_audit
from db.troubles import StoreBusy, StoreTrouble
from db.verifying import verify
from forms.errors import AuditAppError
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.faults.works import WORKS, Work, reopened

ROOT = Path(__file__).parents[2]
KIB = 1024


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A database with one audit in draft."""
    path = tmp_path / "own.audit"
    WORKS["typing"].prepare(path)
    return path


def _uid(path: Path) -> str:
    with open_reading(path) as store:
        return list_audits(store, AuditFilter())[0].uid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits files of a process of its own")
@pytest.mark.parametrize("name", WORKS)
def test_a_disk_that_fills_up_at_any_point_loses_nothing(name: str, tmp_path: Path) -> None:
    work = WORKS[name]
    start = tmp_path / "start"
    start.mkdir()
    work.prepare(start / "own.audit")
    room = max(each.stat().st_size for each in start.iterdir())
    for number, more in enumerate((-64 * KIB, 0, 8 * KIB, 24 * KIB, 80 * KIB, 300 * KIB)):
        path = tmp_path / f"run-{number}" / "own.audit"
        copytree(start, path.parent)
        told = _with_room(work, path, max(0, room + more))
        with reopened(path) as store:
            assert verify(store).ok
            assert told <= work.holds(store)


def _with_room(work: Work, path: Path, room: int) -> set[str]:
    """Do the work in a process whose files may grow to so many bytes; returns what it told."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            sys.dont_write_bytecode = True  # or a module first needed here stays cut off for all
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            work.do(path, lambda done: _say(tell, done))
            code = 0
        except AuditAppError:
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as lines:
        acknowledged = {line.rstrip("\n") for line in lines}
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "a full disk is known trouble"
    return acknowledged


def _say(tell: int, done: str) -> None:
    os.write(tell, f"{done}\n".encode())


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root may mount here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_small_disk_that_is_full_goes_on_once_there_is_room(tmp_path: Path) -> None:
    with _mounted(tmp_path / "stick", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as stick:
        path = stick / "own.audit"
        WORKS["typing"].prepare(path)
        filler = stick / "film"
        with open_store(path, ticking_clock()) as store:
            uid = list_audits(store, AuditFilter())[0].uid
            save_field(store, uid, "strengths", "saved before")
            with filler.open("wb", buffering=0) as film, pytest.raises(OSError):
                while True:
                    film.write(bytes(KIB))
            with pytest.raises(StoreTrouble, match=r"full|could not be"):
                for number in range(400):
                    save_field(store, uid, "improvements", f"{number} " * 200)
            filler.unlink()
            save_field(store, uid, "overall_reason", "saved after")
            fields = load_draft(store, uid).fields
        assert (fields["strengths"], fields["overall_reason"]) == ("saved before", "saved after")
        with reopened(path) as store:
            assert verify(store).ok


def test_a_disk_that_may_only_be_read_is_told_and_read(draft: Path, tmp_path: Path) -> None:
    with _mounted(tmp_path / "dvd", "--bind", str(draft.parent)) as dvd:
        done = subprocess.run(["mount", "-o", "remount,bind,ro", str(dvd)], check=False)
        if done.returncode:
            pytest.skip("mounts cannot be made read-only here")
        with pytest.raises(StoreTrouble, match=r"folder of your own"):
            open_store(dvd / draft.name)
        with open_reading(dvd / draft.name) as store:
            assert len(list_audits(store, AuditFilter())) == 1


GONE: dict[str, Callable[[Path], object]] = {
    "moved": lambda path: path.rename(path.with_name("elsewhere.audit")),
    "deleted": lambda path: path.unlink(),
    "replaced": lambda path: (path.with_name("new").write_bytes(b"x"),
                              path.with_name("new").replace(path)),
}  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file in its place")
@pytest.mark.parametrize("how", GONE)
def test_nothing_is_called_saved_in_a_file_that_is_gone(draft: Path, how: str) -> None:
    with open_store(draft, ticking_clock()) as store:
        uid = list_audits(store, AuditFilter())[0].uid
        GONE[how](draft)
        with pytest.raises(StoreTrouble, match="not where it was"):
            save_field(store, uid, "strengths", "lost in thin air")
        with pytest.raises(StoreTrouble, match="not where it was"):
            complete_audit(store, uid, "auditor-01")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file in its place")
def test_a_file_that_comes_back_takes_the_words_again(draft: Path) -> None:
    elsewhere = draft.with_name("elsewhere.audit")
    with open_store(draft, ticking_clock()) as store:
        uid = list_audits(store, AuditFilter())[0].uid
        draft.rename(elsewhere)
        with pytest.raises(StoreTrouble):
            save_field(store, uid, "strengths", "kept in the window")
        elsewhere.rename(draft)
        save_field(store, uid, "strengths", "kept in the window")
    with open_reading(draft) as store:
        assert load_draft(store, uid).fields["strengths"] == "kept in the window"


def test_a_clock_that_is_set_back_decides_nothing(tmp_path: Path) -> None:
    moments = [datetime(2026, 5, 1, 9, tzinfo=UTC)]

    def clock() -> datetime:
        moments[0] += timedelta(seconds=1)
        return moments[0]

    path, lead = tmp_path / "own.audit", tmp_path / "lead.audit"
    with create_store(path, clock) as store, create_store(lead, ticking_clock()) as other:
        uid = start_audit(store, mini_tool(), an_audit())
        complete_audit(store, uid, "auditor-01")
        merge_files(other, [path])
        moments[0] -= timedelta(days=20)
        reopen_audit(store, uid, "auditor-01")
        save_field(store, uid, "strengths", "the later words")
        complete_audit(store, uid, "auditor-01")
        assert merge_files(other, [path]).audits.updated == 1
        for each in (store, other):
            assert open_audit(each, uid).audit.strengths == "the later words"
            assert verify(each).ok


HOLD = """
import sys
from pathlib import Path
from db.opening import open_store
with open_store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_of_two_programs_one_writes_and_after_a_crash_the_other(draft: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(draft)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout
    with holder:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy, match=draft.name):
            open_store(draft)
        with open_reading(draft) as store:
            assert len(list_audits(store, AuditFilter())) == 1
        holder.kill()
    with open_store(draft) as store:
        assert verify(store).ok
