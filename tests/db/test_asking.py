"""One thing of a received file is read by the process that reads all of them, and by no other."""

from pathlib import Path

import pytest

from db.handing_over import hand_over
from db.importing import worker
from db.importing.asking import read_manifest, read_received_audit
from db.keys import unlock
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from tests.db.making import an_audit, mini_tool

SECRET = "unicorn-teapot-harvest-lagoon-quartz"
_BREAKS = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from db.importing import child, reading
def parcels_of(task):
    raise ValueError("secret")
    yield b""
reading.parcels_of = parcels_of
child.main()
"""


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.reading_process
def test_a_manifest_is_read_apart_and_says_all_that_it_says(
    store: Store, tmp_path: Path, private: Path
) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    path = tmp_path / "april.handover"
    made = hand_over(store, path, SECRET, author="auditor-01", note="All of April")

    told = read_manifest(path, unlock(path, SECRET), private)

    assert told == made
    assert list(private.iterdir()) == []
    with pytest.raises(StoreTrouble, match="protected by a passphrase"):
        read_manifest(path, None, private)


@pytest.mark.reading_process
def test_a_file_that_breaks_its_reader_breaks_nothing_else(
    store: Store, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_START", _BREAKS)

    with pytest.raises(StoreTrouble, match="not as this program writes"):
        read_manifest(store.path, None, private)
    with pytest.raises(StoreTrouble, match="not as this program writes"):
        read_received_audit(store.path, "x", None, private)


def test_only_the_audit_that_was_asked_for_is_handed_over(store: Store) -> None:
    first, second = (start_audit(store, mini_tool(), an_audit(case)) for case in ("C-1", "C-2"))
    for uid in (first, second):
        complete_audit(store, uid, "auditor-01")

    found = read_received_audit(store.path, first)

    assert [row.head.record for row in found.rows] == [first]
    assert set(found.tools) == {mini_tool().hash}
    assert read_received_audit(store.path, "none").rows == []


def test_reading_one_audit_can_be_stopped(store: Store) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_received_audit(store.path, "x", step=stop)
