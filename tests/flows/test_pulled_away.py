"""The file is pulled away from under an open form, or the disk fills up while it is sealed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from audit_app.settings import SettingsFile
from db.drafts import save_field
from db.keys import Protection, unlock
from db.listing import AuditFilter, list_audits
from db.opening import open_reading, open_store
from db.sealing import open_audit
from db.store import Store
from tests.flows.driving import Control, Driver, Key, make_database
from ui.desk import AUDITS, FORM

SECRET = "heron lantern crooked tuba"
Alt = Qt.KeyboardModifier.AltModifier
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


def keep_in(driver: Driver, target: Path) -> None:
    """Take the way on that the strip above the page offers, by its key."""
    banner = driver.program.front_desk.pages.banner
    driver.wait(banner.keep.isVisible)
    driver.settle()
    driver.press(Key.Key_W, Alt)
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(target))
    asked.close()


@pytest.mark.parametrize("protection", [None, Protection(SECRET)], ids=["plain", "protected"])
def test_words_outlive_a_deleted_file_in_a_new_one_at_the_same_place(
    driver: Driver, path: Path, protection: Protection | None
) -> None:
    uid = make_database(path, "C-0001", "C-0002", whole=True, protection=protection)[0]
    driver.start(path)
    if protection:
        driver.unlock(SECRET)
        driver.wait_for(AUDITS)
    driver.program.desk.open_audit(uid)
    driver.wait_for(FORM)
    for each in files_of(path):
        each.unlink()
    driver.write("q2", " And letters.")
    driver.form.flush()
    target = driver.folder / "new" / "kept.audit"
    target.parent.mkdir()
    keep_in(driver, target)
    driver.wait(lambda: driver.program.databases.path == target)
    driver.wait_for(FORM)
    driver.settle()
    assert driver.form.uid == uid
    assert words(driver) == "Drawings on file. And letters."
    assert not driver.program.front_desk.pages.banner.isVisible()
    assert "Not saved" not in driver.save_state
    driver.wait(lambda: "kept.audit" in driver.announced)
    driver.type(" And a call.")  # in the very box the person was in
    driver.close()
    key = unlock(target, SECRET) if protection else None
    with open_reading(target, key) as store, store.snapshot():
        kept = open_audit(store, uid).audit.findings["q2"].evidence
        assert kept == "Drawings on file. And letters. And a call."
        assert len(list_audits(store, AuditFilter())) == 2
    assert SettingsFile(driver.paths.settings).load()[0].recent_databases == [str(target)]
    assert not path.exists()


def test_a_new_file_that_cannot_be_made_leaves_the_words_where_they_are(
    driver: Driver, path: Path, uid: str
) -> None:
    for each in files_of(path):
        each.unlink()
    driver.write("q2", " And letters.")
    driver.form.flush()
    taken = driver.folder / "taken.audit"
    taken.write_bytes(b"a letter")
    keep_in(driver, taken)
    assert "is taken" in driver.take_trouble()
    driver.settle()
    assert taken.read_bytes() == b"a letter"
    assert driver.page_id == FORM
    assert words(driver) == "Drawings on file. And letters."
    keep_in(driver, driver.folder / "kept.audit")
    driver.wait(lambda: driver.program.databases.path == driver.folder / "kept.audit")
    driver.wait_for(FORM)
    assert driver.finding(uid, "q2").evidence == "Drawings on file. And letters."


def test_no_new_file_is_made_where_everything_could_be_saved_after_all(
    driver: Driver, path: Path, uid: str
) -> None:
    away = driver.folder / "away"
    away.mkdir()
    for each in files_of(path):
        each.rename(away / each.name)
    driver.write("q2", " And letters.")
    driver.form.flush()
    banner = driver.program.front_desk.pages.banner
    driver.wait(banner.keep.isVisible)
    for each in away.iterdir():
        each.rename(driver.folder / each.name)
    keep_in(driver, driver.folder / "kept.audit")
    driver.wait(lambda: "after all" in driver.announced)
    assert driver.database == path
    assert not banner.isVisible()
    assert not (driver.folder / "kept.audit").exists()
    assert driver.finding(uid, "q2").evidence == "Drawings on file. And letters."


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
