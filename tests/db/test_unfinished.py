"""Half of a copy that a killed program left in another folder goes with the next start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.backups import backup
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.unfinished import noted, remove_unfinished
from tests.db.making import an_audit, mini_tool

_DIES = """
import os, signal, sys
from pathlib import Path
import db.copying, db.backups
from db.opening import open_reading
from db.rekeying import export_plain

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

source, target, private = map(Path, sys.argv[2:])
if sys.argv[1] == "backup":
    db.backups._check = die
    db.backups.backup(source, target, private_folder=private)
else:
    db.copying._copy_table = die
    with open_reading(source) as store:
        export_plain(store, target, private_folder=private)
"""


@pytest.fixture
def filled(store: Store) -> Path:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    store.close()
    return store.path


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
@pytest.mark.parametrize("work", ["backup", "export"])
def test_what_a_killed_copy_left_is_removed(filled: Path, tmp_path: Path, work: str) -> None:
    private, folder = tmp_path / "private", tmp_path / "stick"
    folder.mkdir()
    target = folder / "copy.audit"
    command = [sys.executable, "-c", _DIES, work, str(filled), str(target), str(private)]
    assert subprocess.run(command, check=False, cwd=Path.cwd()).returncode < 0
    assert (folder / ".copy.audit.new").exists()
    gone = folder.rename(tmp_path / "pulled out")
    remove_unfinished(private)
    gone.rename(folder)
    assert list(private.iterdir()), "the stick was not there, so the note stays"
    (kept := folder / "report.pdf").touch()
    remove_unfinished(private)
    left = {each.name for each in folder.iterdir()} - {kept.name}
    assert not {each for each in left if ".new" in each}
    assert list(private.iterdir()) == []


def test_a_copy_that_ends_leaves_no_note(filled: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    backup(filled, tmp_path / "copy.audit", private_folder=private)
    with pytest.raises(InterruptedError), noted(tmp_path / ".other.audit.new", private):
        assert len(list(private.iterdir())) == 1
        raise InterruptedError
    assert list(private.iterdir()) == []


def _note(private: Path, number: int, path: Path | str) -> None:
    (place := private / f"unfinished-{number}-x").mkdir(parents=True)
    (place / "path").write_text(str(path))


def test_only_what_is_named_as_unfinished_is_removed(tmp_path: Path) -> None:
    """A note that somebody altered must not make the program delete their work."""
    private = tmp_path / "private"
    (work := tmp_path / "own.audit").touch()
    (hidden := tmp_path / ".profile").touch()
    for number, path in enumerate((work, hidden, "", ".own.new"), 999_999_990):
        _note(private, number, path)
    remove_unfinished(private)
    assert work.exists()
    assert hidden.exists()
    assert list(private.iterdir()) == []


def test_what_another_program_writes_there_again_stays(tmp_path: Path) -> None:
    private, unfinished = tmp_path / "private", tmp_path / ".copy.audit.new"
    with noted(unfinished, private):
        _note(private, 999_999_999, unfinished)
        unfinished.touch()
        remove_unfinished(private)
        assert unfinished.exists()
    remove_unfinished(private)
    assert not unfinished.exists()


def test_a_place_for_notes_that_cannot_be_made_keeps_no_copy_from_being_made(
    filled: Path, tmp_path: Path
) -> None:
    (private := tmp_path / "private").touch()
    backup(filled, tmp_path / "copy.audit", private_folder=private)
    assert (tmp_path / "copy.audit").exists()
