"""Databases that are made to hold something, and the lock that leaves no litter."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.locking import release_lock, take_lock
from db.opening import create_store, open_reading, open_store, open_to_fill
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.troubles import StoreBusy, StoreTrouble
from db.verifying import verify
from tests.db.making import an_audit, mini_tool


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fill(store: Store) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")


def test_a_new_database_appears_once_it_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "new.audit"
    with open_to_fill(path) as store:
        _fill(store)
        assert not path.exists()
    assert _names(tmp_path) == ["new.audit"]
    with open_reading(path) as reading:
        assert verify(reading).ok
        assert verify(reading).audits == 1
        assert reading.row("PRAGMA journal_mode") == ("wal",)


def test_an_existing_database_is_filled_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "mine.audit"
    create_store(path).close()
    with open_to_fill(path) as store:
        _fill(store)
        assert store.path == path
    with open_reading(path) as reading:
        assert verify(reading).audits == 1


def test_work_that_comes_to_nothing_makes_no_database(tmp_path: Path) -> None:
    with open_to_fill(tmp_path / "new.audit"):
        pass
    assert _names(tmp_path) == []


def test_work_that_fails_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(KeyError), open_to_fill(tmp_path / "new.audit") as store:
        _fill(store)
        raise KeyError
    assert _names(tmp_path) == []


def test_a_database_being_made_is_locked_for_others(tmp_path: Path) -> None:
    path = tmp_path / "new.audit"
    with open_to_fill(path) as store:
        _fill(store)
        with pytest.raises(StoreBusy), open_to_fill(path):
            pass
    assert _names(tmp_path) == ["new.audit"]


def test_what_an_interrupted_making_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / ".new.audit.new").write_bytes(b"half a database")
    with open_to_fill(tmp_path / "new.audit") as store:
        _fill(store)
    assert _names(tmp_path) == ["new.audit"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "new.audit"
    with pytest.raises(StoreTrouble, match=r"there is no folder “.*gone”"), open_to_fill(path):
        pass


def test_a_closed_database_leaves_nothing_beside_it(store: Store, tmp_path: Path) -> None:
    _fill(store)
    store.close()
    assert _names(tmp_path) == ["own.audit"]


def test_a_refused_opening_leaves_nothing_beside_the_file(store: Store, tmp_path: Path) -> None:
    store.run("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StoreTrouble):
        open_store(store.path)
    assert _names(tmp_path) == ["own.audit"]


def test_a_refused_opening_leaves_the_lock_of_the_holder(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreBusy):
        open_store(store.path)
    with pytest.raises(StoreBusy):
        open_store(store.path)


def test_a_link_to_an_open_database_is_locked_as_well(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.audit"
    link.parent.mkdir()
    link.symlink_to(store.path)
    with pytest.raises(StoreBusy):
        open_store(link)


_CONTENDER = """
import sys
from pathlib import Path
from db.locking import release_lock, take_lock
from db.troubles import StoreBusy
path, counter = Path(sys.argv[1]), Path(sys.argv[2])
done = 0
while done < 200:
    try:
        lock = take_lock(path)
    except StoreBusy:
        continue
    counter.write_text(str(int(counter.read_text()) + 1))
    release_lock(lock)
    done += 1
"""


def test_removing_the_lock_file_never_lets_two_in(tmp_path: Path) -> None:
    """Three programs count up in one file; a count is lost if ever two hold the lock."""
    path, counter = tmp_path / "mine.audit", tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", _CONTENDER, str(path), str(counter)]
    root = Path(__file__).parents[2]
    running = [subprocess.Popen(command, cwd=root) for _ in range(3)]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    assert counter.read_text() == "600"
    assert _names(tmp_path) == ["counter"]
    release_lock(take_lock(path))
