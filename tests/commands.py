"""How tests run commands: in this process for speed, or as a program of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit_app.cli.main import run

ROOT = Path(__file__).parent.parent

Snapshot = dict[str, bytes | None]
"""Every path of a folder with its bytes; None for what is no file."""


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """What stdout holds, which must be one JSON document."""
        return dict(json.loads(self.out))


def run_here(capsys: pytest.CaptureFixture[str], *arguments: object) -> Done:
    """Run a command in this process."""
    capsys.readouterr()
    try:
        code = run([str(each) for each in arguments])
    except SystemExit as leaving:
        code = int(str(leaving.code))
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "fault in Case File Audit" not in said.err, said.err
    return Done(code, said.out, said.err)


def run_apart(
    *arguments: object,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> Done:
    """Run `python -m audit_app`, after the command `before` such as `prlimit --fsize=…`.

    It writes no byte code then: a limit would cut it off, and leave it so for every later run.
    """
    python = [sys.executable, "-B"] if before else [sys.executable]
    done = subprocess.run(
        [*before, *python, "-m", "audit_app", *map(str, arguments)],
        cwd=folder or ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def snapshot(folder: Path) -> Snapshot:
    """Return everything that lies in a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
