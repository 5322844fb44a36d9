"""Copies of other people's files: gone with the work, or with the next start after a crash."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from db.merging import merge_files
from db.private_places import private_place, remove_abandoned
from db.received_copies import copy_privately
from db.sealing import complete_audit, start_audit
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool

_DIES = """
import os, signal, sys
from pathlib import Path
from db.private_places import private_place
with private_place(Path(sys.argv[1])) as place:
    (place / "received.audit").write_text("secret")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _left_by_a_crash(folder: Path) -> Path:
    died = subprocess.run([sys.executable, "-c", _DIES, str(folder)], check=False, cwd=Path.cwd())
    assert died.returncode
    (left,) = folder.iterdir()
    assert (left / "received.audit").read_text() == "secret"
    return left


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_what_a_killed_process_left_goes_with_the_next_merge(
    make_store: MakeStore, tmp_path: Path
) -> None:
    lead, other = make_store("lead"), make_store("other")
    complete_audit(other, start_audit(other, mini_tool(), an_audit()), "auditor-01")
    (private := tmp_path / "private").mkdir()
    _left_by_a_crash(private)
    assert merge_files(lead, [other.path], private_folder=private).audits.new == 1
    assert list(private.iterdir()) == []


def test_a_place_that_is_in_use_stays(tmp_path: Path) -> None:
    with private_place(tmp_path) as place:
        remove_abandoned(tmp_path)
        assert place.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_place_of_a_process_whose_number_another_has_goes(tmp_path: Path) -> None:
    begun = psutil.Process().create_time()
    (place := tmp_path / f"received-{os.getpid()}-x").mkdir()
    os.utime(place, (begun - 3600, begun - 3600))
    remove_abandoned(tmp_path)
    assert not place.exists()


def test_nothing_else_in_the_folder_goes(tmp_path: Path) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (kept := elsewhere / "kept.audit").write_text("")
    (tmp_path / "received-999999999-link").symlink_to(elsewhere)
    (tmp_path / "received-999999999-file").write_text("")
    (tmp_path / "received-notes").mkdir()
    remove_abandoned(tmp_path)
    assert kept.exists()
    assert (tmp_path / "received-notes").is_dir()
    assert (tmp_path / "received-999999999-link").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_only_its_owner_may_read_a_private_copy_and_its_log(tmp_path: Path) -> None:
    (received := tmp_path / "sent.audit").write_text("secret")
    received.with_name("sent.audit-wal").write_text("secret too")
    (folder := tmp_path / "private").mkdir()
    copy_privately(received, folder)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert modes == {"received.audit": 0o600, "received.audit-wal": 0o600}
