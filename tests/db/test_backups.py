import stat
from pathlib import Path

import pytest

from db.backups import backup
from db.opening import open_reading
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.verifying import verify
from tests.db.making import an_audit, mini_tool


def test_an_open_database_is_copied_whole(store: Store, tmp_path: Path) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    target = tmp_path / "copy.audit"
    backup(store.path, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with open_reading(target) as copy:
        assert verify(copy) == verify(store)
    assert {path.name for path in tmp_path.glob("*copy*")} == {"copy.audit"}


def test_an_existing_copy_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.audit"
    target.write_text("an older copy")
    with pytest.raises(StoreTrouble, match="exists already"):
        backup(store.path, target)
    assert target.read_text() == "an older copy"


def test_a_copy_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="cannot be written"):
        backup(store.path, tmp_path / "nowhere" / "copy.audit")
