"""Several reads see one state, also where what wants this is asked by what wants it too."""

from pathlib import Path

from db.opening import create_store, open_reading
from db.sealing import start_audit
from db.store import ReadingStore
from tests.db.making import an_audit, mini_tool

DRAFTS = "SELECT count(*) FROM draft"


def drafts_in_one_state(store: ReadingStore) -> int:
    with store.snapshot():
        return store.number(DRAFTS)


def test_one_state_inside_another_is_the_same_one_and_does_not_end_it(tmp_path: Path) -> None:
    path = tmp_path / "own.audit"
    with create_store(path) as writing, open_reading(path) as reading:
        with reading.snapshot():
            assert drafts_in_one_state(reading) == 0
            start_audit(writing, mini_tool(), an_audit())
            assert drafts_in_one_state(reading) == 0
            assert reading.number(DRAFTS) == 0
        assert drafts_in_one_state(reading) == 1
