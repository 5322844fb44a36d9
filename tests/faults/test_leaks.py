"""No word of any case gets anywhere but into databases and what was asked for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.logs import start_log, stop_log
from db.keys import Protection
from db.opening import create_store
from db.sealing import complete_audit, start_audit
from forms.findings import Finding
from forms.tool_files import read_tool
from tests.commands import ROOT, run_here
from tests.db.making import MINI, an_audit, ticking_clock
from tests.faults.damage import damaged

CANARY = "canary-93ab"
PASSPHRASE = f"five quiet {CANARY} lamps"
WORDS = re.compile(rf"{CANARY}", re.IGNORECASE)

_TOOL = (
    MINI.replace(b"Was the child seen?", f"Was {CANARY} seen?".encode())
    .replace(b"title: Mini", f"title: {CANARY}".encode())
    .replace(b"${q1} = 'yes'", f"${{q3}} != '{CANARY}'".encode())
)


def _database(path: Path, protection: Protection | None = None) -> Path:
    """Make a database with the canary in everything that a person types."""
    plain = an_audit(f"{CANARY}-case", f"{CANARY}-auditor")
    said = {"q1": Finding(answer="yes", evidence=f"{CANARY} said so.")}
    audit = plain.model_copy(
        update={
            "strengths": f"{CANARY} was heard.",
            "attributes": {"team": CANARY},
            "findings": {**plain.findings, **said},
        }
    )
    tool = read_tool(_TOOL, "mini.yaml")
    with create_store(path, ticking_clock(), protection) as store:
        complete_audit(store, start_audit(store, tool, audit), f"{CANARY}-auditor")
        start_audit(store, tool, audit)
    return path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path / "logs")
    yield tmp_path / "logs" / "case-file-audit.log"
    stop_log(handler)


COMMANDS = (
    "verify {0}",
    "merge {0} --into target.audit",
    "merge target.audit --into {0}",
    "figures --db {0}",
    "report thematic --db {0} -o report.pdf",
    "batches --db {0}",
    "conflicts --db {0}",
    "history 00000000-0000-7000-8000-000000000000 --db {0}",
    "retention --db {0} --before 2030-01-01",
    "backup {0} -o copy.audit",
    "salvage {0} -o saved.audit",
    "manifest {0}",
    "unmerge 00000000-0000-7000-8000-000000000000 --db {0}",
)


@pytest.mark.parametrize("command", COMMANDS, ids=[each.split()[0] for each in COMMANDS])
def test_trouble_with_a_damaged_database_is_told_without_a_word_of_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    log: Path,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    content = _database(tmp_path / "sound.audit").read_bytes()
    for seed in range(12):
        (tmp_path / "target.audit").unlink(missing_ok=True)
        with create_store(tmp_path / "target.audit", ticking_clock()):
            pass
        (tmp_path / "spoilt.audit").write_bytes(damaged(content, seed))
        done = run_here(capsys, *command.format("spoilt.audit").split())
        assert not WORDS.search(done.err), seed
        for each in (*tmp_path.glob("spoilt.audit-*"), *tmp_path.glob("[cs]*ed.audit")):
            each.unlink()
        for each in ("copy.audit", "saved.audit", "report.pdf"):
            (tmp_path / each).unlink(missing_ok=True)
    assert not WORDS.search(log.read_text())
    names = [path.name for path in tmp_path.rglob("*")]
    assert not WORDS.search(" ".join(names))


def test_a_passphrase_is_told_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], log: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    _database(tmp_path / "locked.audit", Protection(PASSPHRASE))
    monkeypatch.setenv("AUDIT_APP_PASSWORD", PASSPHRASE + " not")
    for command in COMMANDS:
        done = run_here(capsys, *command.format("locked.audit").split())
        assert not WORDS.search(done.out + done.err), command
    monkeypatch.setenv("AUDIT_APP_PASSWORD", PASSPHRASE)
    for command in COMMANDS:
        assert not WORDS.search(run_here(capsys, *command.format("locked.audit").split()).err)
    assert not WORDS.search(log.read_text())
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            assert CANARY.encode() not in path.read_bytes(), path


_WORK = """
from audit_app.cli.main import run
for command in {commands}:
    assert run(command.split()) == 0, command
"""
_FOLDERS = ("DATA", "CONFIG", "STATE", "CACHE")
_OPENED = re.compile(r'(?:openat\(AT_FDCWD, |creat\(|mkdir\(|rename\()"([^"]+)"(.*)')


@pytest.mark.reading_process
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_an_encrypted_database_is_worked_with_in_the_allowed_folders_alone(
    tmp_path: Path,
) -> None:
    """Merge, hand over, back up and report; every file that is opened to write is looked at."""
    work, home, temp = (tmp_path / name for name in ("work", "home", "temp"))
    for folder in (work, home, temp):
        folder.mkdir()
    protection = Protection(PASSPHRASE)
    _database(work / "lead.audit", protection)
    _database(work / "auditor.audit", protection)
    commands = [
        "merge auditor.audit --into lead.audit",
        "handover --db lead.audit -o parcel.handover --author lead",
        "backup lead.audit -o copy.audit",
        "report thematic --db lead.audit -o report.pdf",
        "verify lead.audit",
    ]
    trace = tmp_path / "trace"
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-e", "trace=openat,creat,mkdir,rename", "-o", trace,
         sys.executable, "-B", "-c", _WORK.format(commands=commands)],
        cwd=work, check=False, capture_output=True, text=True,
        env=os.environ | {
            "AUDIT_APP_PASSWORD": PASSPHRASE, "AUDIT_APP_HANDOVER_PASSWORD": PASSPHRASE,
            "HOME": str(home), "TMPDIR": str(temp), "PYTHONPATH": str(ROOT),
            **{f"XDG_{each}_HOME": str(home / each) for each in _FOLDERS},
        },
    )  # fmt: skip
    if "ptrace" in done.stderr:
        pytest.skip("strace may not look on here")
    assert done.returncode == 0, done.stderr
    assert not WORDS.search(done.stderr)
    written = {work / path for path in _written(trace.read_text())}
    assert work / "lead.audit" in written
    outside = {
        path for path in written
        if not path.is_relative_to(work) and not path.is_relative_to(home)
        and path != Path("/dev/null") and path.parent.name != "__pycache__"
    }  # fmt: skip
    assert outside == set()
    assert list(temp.iterdir()) == []
    for path in (*work.rglob("*"), *home.rglob("*")):
        if path.is_file() and path.suffix != ".pdf":
            assert CANARY.encode() not in path.read_bytes(), path


def _written(trace: str) -> Iterator[str]:
    for line in trace.splitlines():
        found = _OPENED.search(line)
        if found and ("openat" not in line or re.search("O_WRONLY|O_RDWR|O_CREAT", found[2])):
            yield found[1]
