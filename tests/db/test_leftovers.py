"""Plain files that are left once a database is protected: found, compared, removed."""

from pathlib import Path

import pytest

from db import keys
from db.backup_series import back_up_automatically
from db.drafts import save_field
from db.keys import Protection, unlock
from db.leftovers import Leftovers, leftovers_of, remove_leftovers
from db.opening import create_store, open_reading, open_store
from db.rekeying import protect
from db.sealing import complete_audit, start_audit
from tests.db.making import an_audit, mini_tool

SECRET = "heron lantern crooked tuba"


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)


def seal(path: Path, case: str) -> None:
    with open_store(path) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")


def back_up(path: Path, folder: Path) -> Path:
    with open_reading(path) as store:
        made = back_up_automatically(store, folder, "opened")
    assert made is not None
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "north.audit"
    create_store(made).close()
    seal(made, "C-0001")
    return made


def protected(path: Path, folder: Path) -> tuple[Path, Leftovers]:
    aside = protect(path, Protection(SECRET))
    with open_reading(path, unlock(path, SECRET)) as store:
        return aside, leftovers_of(store, folder, aside)


def test_the_file_moved_aside_and_its_plain_backups_are_found_and_removed(
    path: Path, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    made = back_up(path, backups)
    aside, found = protected(path, backups)
    assert found == Leftovers((aside, made), ())
    key = unlock(path, SECRET)
    assert key is not None
    assert remove_leftovers(path, key, found) == 2
    assert not aside.exists()
    assert not made.exists()
    with open_reading(path, key) as store:
        assert store.number("SELECT count(*) FROM revision") == 1


def test_a_backup_that_holds_more_than_the_database_stays(path: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    older = path.read_bytes()
    seal(path, "C-0002")
    richer = back_up(path, backups)
    path.write_bytes(older)  # an older state was put back
    aside, found = protected(path, backups)
    assert found == Leftovers((aside,), (richer,))


def test_a_backup_with_words_of_a_draft_that_the_database_lacks_stays(
    path: Path, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    with open_store(path) as store:
        draft = start_audit(store, mini_tool(), an_audit("C-0002"))
    same = back_up(path, backups)
    older = path.read_bytes()
    with open_store(path) as store:
        save_field(store, draft, "strengths", "The last word.")
    newer = back_up(path, backups)
    with open_store(path) as store:
        start_audit(store, mini_tool(), an_audit("C-0003"))
    another = back_up(path, backups)
    path.write_bytes(older)  # an older state was put back
    aside, found = protected(path, backups)
    assert found == Leftovers((aside, same), (another, newer))


def test_what_cannot_be_read_and_what_is_protected_is_never_removed(
    path: Path, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    made = back_up(path, backups)
    made.write_bytes(made.read_bytes()[:9_000])
    aside, found = protected(path, backups)
    assert found == Leftovers((aside,), (made,))
    with open_reading(path, unlock(path, SECRET)) as store:
        encrypted = back_up_automatically(store, backups, "opened")
        assert encrypted is not None
        assert leftovers_of(store, backups, aside) == found


def test_backups_of_a_copy_elsewhere_are_none_of_this_file(path: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    copy = tmp_path / "elsewhere.audit"
    copy.write_bytes(path.read_bytes())
    back_up(copy, backups)
    aside, found = protected(path, backups)
    assert found == Leftovers((aside,), ())
