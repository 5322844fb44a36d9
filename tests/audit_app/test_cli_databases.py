"""What every command says of a file that is no sound database, and that it changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit_app.cli.main import run
from db.locking import release_lock, take_lock
from db.opening import create_store
from tests.commands import ROOT, Done, run_apart, run_here, snapshot

ANSWERS = """{"tool": "thresholds", "audits": [
  {"case": "C-1", "auditor": "auditor-01", "audited_on": "2026-04-02", "overall": "good"}]}"""

Arguments = list[str]

READING: dict[str, Arguments] = {
    "figures": ["figures", "--db", "x.audit"],
    "report": ["report", "thematic", "--db", "x.audit", "-o", "x.pdf"],
    "verify": ["verify", "x.audit"],
    "backup": ["backup", "x.audit", "-o", "copy.audit"],
    "batches": ["batches", "--db", "x.audit"],
    "merge from": ["merge", "x.audit", "--into", "new.audit"],
}
WRITING: dict[str, Arguments] = {
    "record": ["record", "answers.json", "--db", "x.audit"],
    "merge into": ["merge", "sound.audit", "--into", "x.audit"],
    "merge into, dry": ["merge", "sound.audit", "--into", "x.audit", "--dry-run"],
    "unmerge": ["unmerge", "some-batch", "--db", "x.audit"],
}


def _edited(statement: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(statement)
        connection.close()

    return edit


def _other_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (title)")
    connection.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "There is no file “x.audit”"),
    "a folder": (_folder, "“x.audit”"),
    "empty": (lambda path: path.write_bytes(b""), "is not a Case File Audit database"),
    "a letter": (lambda path: path.write_bytes(b"Dear all, " * 99), "not a Case File Audit"),
    "a PDF": (lambda path: path.write_bytes(b"%PDF-1.7\n" * 99), "not a Case File Audit"),
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:50_000]), "x.audit"),
    "another program's": (_other_program, "not one of Case File Audit"),
    "newer": (_edited("PRAGMA user_version = 99"), "newer version"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of answers and sound databases, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "answers.json").write_text(ANSWERS)
    (folder / "many.json").write_text(_many())
    for answers, database in (("answers", "sound"), ("many", "large")):
        arguments = ["record", f"{folder}/{answers}.json", "--db", f"{folder}/{database}.audit"]
        assert run(arguments) == 0
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with answers, sound databases and one that can be spoilt."""
    folder = tmp_path / "work"
    shutil.copytree(made, folder)
    shutil.copy(folder / "sound.audit", folder / "x.audit")
    monkeypatch.chdir(folder)
    return folder


def _many() -> str:
    audits = ", ".join(
        f'{{"case": "D-{number}", "auditor": "a", "audited_on": "2026-04-02", '
        f'"overall": "good", "strengths": "{"Seen often. " * 40}"}}'
        for number in range(300)
    )
    return f'{{"tool": "thresholds", "audits": [{audits}]}}'


def _assert_refused(done: Done, sentence: str) -> None:
    assert done.code == 1
    assert sentence in done.err


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_a_bad_database_is_refused_and_nothing_is_changed(
    work: Path, capsys: pytest.CaptureFixture[str], command: str, bad: str
) -> None:
    if bad == "missing" and command in ("record", "merge into", "merge into, dry"):
        return  # these make the file
    spoil, sentence = BAD[bad]
    spoil(work / "x.audit")
    before = snapshot(work)
    arguments = {**READING, **WRITING}[command]
    for more in ([], ["--json"]):
        done = run_here(capsys, *arguments, *more)
        _assert_refused(done, sentence)
        if more:
            assert done.document.keys() & {"error", "files", "ok"}
        assert snapshot(work) == before


@pytest.mark.parametrize("command", WRITING)
def test_a_database_open_in_another_window_is_not_written_to(
    work: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    lock = take_lock(work / "x.audit")
    before = snapshot(work)
    _assert_refused(run_here(capsys, *WRITING[command]), "open in another window or program")
    assert snapshot(work) == before
    release_lock(lock)


@pytest.mark.parametrize("command", READING)
def test_a_database_open_in_another_window_can_be_read(
    work: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    lock = take_lock(work / "x.audit")
    assert run_here(capsys, *READING[command]).code == 0
    release_lock(lock)


@pytest.fixture
def held(work: Path) -> Iterator[Path]:
    """A database that another program has in the middle of a change, without our lock."""
    script = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect('x.audit', isolation_level=None)\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], cwd=work, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    yield work
    holder.communicate()


@pytest.mark.slow
def test_a_database_that_another_program_writes_to_is_told_as_busy(
    held: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_here(capsys, *WRITING["record"])
    _assert_refused(done, "is being used by another window or program")


FULL: dict[str, Arguments] = {
    "record into a new file": ["record", "answers.json", "--db", "new.audit"],
    "record": ["record", "many.json", "--db", "x.audit"],
    "merge into a new file": ["merge", "sound.audit", "--into", "new.audit"],
    "merge": ["merge", "large.audit", "--into", "x.audit"],
    "backup": ["backup", "x.audit", "-o", "copy.audit"],
    "report": ["report", "thematic", "--db", "x.audit", "-o", "x.pdf"],
}


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
@pytest.mark.parametrize("command", ["record into a new file", "record", "report"])
def test_a_limit_on_the_size_of_files_changes_nothing(work: Path, command: str) -> None:
    before = snapshot(work)
    room = "20000" if command == "report" else "60000"
    done = run_apart(*FULL[command], folder=work, before=["prlimit", f"--fsize={room}"])
    assert done.code == 1, done
    assert done.err
    assert "fault in Case File Audit" not in done.err
    assert "Traceback" not in done.err
    assert snapshot(work) == before


@pytest.fixture
def tiny_disk(work: Path) -> Iterator[Path]:
    """A disk of one megabyte with a database on it."""
    disk = work.parent / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    for name in ("answers.json", "many.json", "sound.audit", "x.audit"):
        shutil.copy(work / name, disk / name)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a tiny disk")
@pytest.mark.parametrize(
    ("command", "room"),
    [*((command, 0) for command in FULL), ("record", 80_000), ("merge", 80_000)],
)
def test_a_disk_that_is_truly_full_changes_nothing(
    tiny_disk: Path, command: str, room: int
) -> None:
    free = shutil.disk_usage(tiny_disk).free
    (tiny_disk / "filler").write_bytes(bytes(max(free - room, 0)))
    before = snapshot(tiny_disk)
    large = str(tiny_disk.parent / "work" / "large.audit")
    arguments = [large if each == "large.audit" else each for each in FULL[command]]
    done = run_apart(*arguments, folder=tiny_disk)
    assert done.code == 1, done
    assert "full" in done.err or "space" in done.err, done.err
    assert snapshot(tiny_disk) == before


AS_SOMEBODY_ELSE = """
import os, sys
sys.path.insert(0, {root!r})
import audit_app.cli.main, audit_app.cli.figure_text, audit_app.paths, audit_app.tool_finding
import db.backups, db.merging, db.recording, db.unmerging, db.verifying, filelock, sqlite_utils
import exports.documents.thematic, exports.figures.figures, exports.figures.thematic
import encodings.idna, encodings.utf_16_be, forms.answer_files, platformdirs, platformdirs.unix
import ui.bug_report
from forms.tool_files import builtin_tool, scale_library
built = {{name: builtin_tool(name) for name in ("thresholds",)}}
import audit_app.tool_finding as finding
finding.builtin_tool = built.__getitem__
finding.builtin_tool_ids = lambda: tuple(built)
os.chdir({folder!r})
os.setgid(65534); os.setuid(65534)
sys.exit(audit_app.cli.main.run({arguments!r}))
"""


@pytest.fixture
def shared(work: Path) -> Iterator[Path]:
    """A folder of root's that others may only read."""
    folder = Path("/tmp") / f"audit-app-shared-{os.getpid()}"  # noqa: S108 -- others must reach it
    shutil.copytree(work, folder)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o444)
    yield folder
    shutil.rmtree(folder)


def _as_somebody_else(folder: Path, arguments: Arguments) -> Done:
    script = AS_SOMEBODY_ELSE.format(root=str(ROOT), folder=str(folder), arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("command", ["record", "merge into"])
def test_a_read_only_database_is_refused(shared: Path, command: str) -> None:
    before = snapshot(shared)
    done = _as_somebody_else(shared, WRITING[command])
    _assert_refused(done, "opy it to a folder of your own")
    assert snapshot(shared) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("command", ["figures", "verify"])
def test_a_read_only_database_can_be_read(shared: Path, command: str) -> None:
    before = snapshot(shared)
    done = _as_somebody_else(shared, READING[command])
    assert done.code == 0, done.err
    assert snapshot(shared) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("command", ["report", "backup"])
def test_nothing_can_be_put_into_a_read_only_folder(shared: Path, command: str) -> None:
    before = snapshot(shared)
    done = _as_somebody_else(shared, READING[command])
    assert done.code == 1
    assert "cannot be written" in done.err or "could not be written" in done.err
    assert "fault in Case File Audit" not in done.err
    assert snapshot(shared) == before


@pytest.mark.parametrize("name", ["100% #1?.audit", "a b.audit", "ünï.audit", "-.audit"])
def test_odd_file_names_are_taken_as_they_are(
    work: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    create_store(work / name).close()
    assert run_here(capsys, "record", "answers.json", f"--db={name}").code == 0
    assert run_here(capsys, "figures", f"--db={name}").code == 0
    assert run_here(capsys, "backup", "-o", f"copy of {name}", "--", name).code == 0
    assert run_here(capsys, "verify", f"copy of {name}").code == 0


def test_a_name_that_is_too_long_is_told_in_a_sentence(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "x" * 300 + ".audit"
    for arguments in (["figures", "--db", name], ["record", "answers.json", "--db", name]):
        _assert_refused(run_here(capsys, *arguments), "too long")
