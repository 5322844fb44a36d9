"""Upgrading a file: a backup first, then each step whole, or nothing at all."""

from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.migrations import LATEST, STEPS, migrate
from db.opening import open_store
from db.sealing import complete_audit, start_audit
from db.store import Store
from tests.db.making import an_audit, mini_tool


def _one_more(database: Database) -> None:
    database.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT")
    database.execute(f"PRAGMA user_version = {LATEST + 1}")


def _fails_half_way(database: Database) -> None:
    database.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT")
    raise ZeroDivisionError


def _next_version(monkeypatch: pytest.MonkeyPatch, step: object) -> None:
    monkeypatch.setattr("db.upgrading.migrate", partial(migrate, steps=(*STEPS, step)))
    monkeypatch.setattr("db.opening.LATEST", LATEST + 1)
    monkeypatch.setattr("db.header.LATEST", LATEST + 1)


@pytest.fixture
def older(store: Store) -> Path:
    """A database of the present schema with one audit in it, before the next one comes."""
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    store.close()
    return store.path


def test_an_older_file_is_backed_up_then_upgraded(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_version(monkeypatch, _one_more)
    with open_store(older) as upgraded:
        assert upgraded.row("PRAGMA user_version") == (LATEST + 1,)
        assert upgraded.number("SELECT count(*) FROM extra") == 0
        assert upgraded.number("SELECT count(*) FROM current_audit") == 1
    monkeypatch.undo()
    with open_store(older.with_name(f"own.before-upgrade-from-{LATEST}.audit")) as copy:
        assert copy.row("PRAGMA user_version") == (LATEST,)
        assert copy.number("SELECT count(*) FROM current_audit") == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_version(monkeypatch, _fails_half_way)
    with pytest.raises(ZeroDivisionError):
        open_store(older)
    monkeypatch.undo()
    with open_store(older) as again:
        assert again.row("PRAGMA user_version") == (LATEST,)
        assert again.number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0
        assert again.number("SELECT count(*) FROM current_audit") == 1


def test_an_earlier_backup_is_never_overwritten(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = older.with_name(f"own.before-upgrade-from-{LATEST}.audit")
    earlier.write_text("an earlier backup")
    _next_version(monkeypatch, _one_more)
    open_store(older).close()
    assert earlier.read_text() == "an earlier backup"
    assert older.with_name(f"own.before-upgrade-from-{LATEST}-2.audit").exists()


def test_a_backup_that_is_broken_off_has_no_name_and_nothing_is_upgraded(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_version(monkeypatch, _one_more)
    monkeypatch.setattr("db.upgrading.connect", _stop)
    before = older.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        open_store(older)
    assert older.read_bytes() == before
    assert [each.name for each in older.parent.iterdir()] == [older.name]


def _stop(*_: object, **_named: object) -> None:
    raise KeyboardInterrupt
