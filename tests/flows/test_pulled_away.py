"""The file is pulled away from under an open form, or the disk fills up while it is sealed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from db.drafts import save_field
from db.opening import open_store
from db.store import Store
from tests.flows.driving import Control, Driver, Key, make_database
from ui.desk import AUDITS

_PAGES = "PRAGMA page_count"
_LONG = "Drawings on file. " * 1_000  # does not fit into what is free in the file


@pytest.fixture
def path(driver: Driver) -> Path:
    return driver.folder / "north.audit"


@pytest.fixture
def uid(driver: Driver, path: Path) -> str:
    """An audit that lacks nothing, open in the form."""
    uid = make_database(path, "C-0001", whole=True)[0]
    driver.start(path)
    driver.open(uid)
    return uid


def files_of(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each.name.startswith(path.name)]


def words(driver: Driver) -> str:
    evidence = driver.go("q2", "words").evidence
    assert evidence is not None
    return evidence.box.toPlainText()


def try_again(driver: Driver) -> None:
    """Let the clock of the saver strike."""
    clocks = driver.program.desk.saver.findChildren(QTimer)
    min(clocks, key=QTimer.interval).timeout.emit()
    driver.settle()


def bound(driver: Driver, spare: int | None) -> None:
    """Leave as many pages of room in the file as on a full disk; None for plenty."""

    def limit(store: Store, _: object) -> None:
        pages = store.number(_PAGES) + spare if spare is not None else 1_000_000
        store.rows(f"PRAGMA max_page_count = {pages}")

    driver.program.jobs.write(limit, done=lambda _: None)
    driver.settle()


def test_words_are_kept_while_the_file_is_moved_away_and_saved_once_it_is_back(
    driver: Driver, path: Path, uid: str
) -> None:
    away = driver.folder / "away"
    away.mkdir()
    for each in files_of(path):
        each.rename(away / each.name)
    driver.write("q2", " And letters.")
    driver.form.flush()
    driver.wait(lambda: "Not saved" in driver.save_state)
    assert "not where it was" in driver.form.header.save_state.toolTip()
    driver.program.workspace.show_page(AUDITS)
    assert "Not saved" in driver.state_on_other_pages
    for each in away.iterdir():
        each.rename(driver.folder / each.name)
    try_again(driver)
    driver.wait(lambda: not driver.program.desk.saver.trouble)
    assert driver.finding(uid, "q2").evidence == "Drawings on file. And letters."
    driver.open(uid)
    assert words(driver) == "Drawings on file. And letters."


def test_words_are_kept_where_the_file_was_deleted_and_nothing_is_said_to_be_saved(
    driver: Driver, path: Path, uid: str
) -> None:
    for each in files_of(path):
        each.unlink()
    driver.write("q2", " And letters.")
    driver.form.flush()
    driver.wait(lambda: "Not saved" in driver.save_state)
    assert "not where it was" in driver.form.header.save_state.toolTip()
    driver.press(Key.Key_Return, Control)
    assert "not in the database yet" in driver.take_trouble()  # nor is it completed
    assert words(driver) == "Drawings on file. And letters."
    driver.window.close()
    driver.wait(lambda: "could not be saved" in driver.announced)
    assert driver.window.isVisible()
    driver.window.close()
    driver.wait(driver.window.isHidden)
    driver.end()


def test_a_disk_that_is_full_while_sealing_leaves_the_draft_and_seals_once_there_is_room(
    driver: Driver, path: Path
) -> None:
    uid = make_database(path, "C-0001", whole=True)[0]
    with open_store(path) as store:
        save_field(store, uid, "strengths", _LONG)
    driver.start(path)
    driver.open(uid)
    driver.settle()
    bound(driver, 0)
    driver.press(Key.Key_Return, Control)
    assert "disk is full" in driver.take_trouble()
    driver.settle()
    assert driver.in_file(uid).status == "draft"
    assert driver.form.isEnabled()
    bound(driver, None)
    driver.write("q2", " And letters.")
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    assert driver.finding(uid, "q2").evidence == "Drawings on file. And letters."
