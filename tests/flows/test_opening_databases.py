"""A database that will not open gets a sentence and a way on; one that does takes over whole."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from db.opening import open_store
from tests.flows.driving import Driver, make_database
from tests.flows.failing import Disk
from ui.desk import AUDITS, FORM, REPORT
from ui.front_pages import START


def newer(path: Path) -> None:
    make_database(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def no_database(path: Path) -> None:
    path.write_text("A letter that somebody saved under this name. " * 20)


def cut_short(path: Path) -> None:
    make_database(path, "C-0001")
    path.write_bytes(path.read_bytes()[:5_000])


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


BAD = [
    (newer, "newer version"),
    (no_database, "is not a Case File Audit database"),
    (cut_short, "damaged"),
    (missing, "no file"),
]


@pytest.mark.parametrize(("spoil", "sentence"), BAD)
def test_a_file_that_will_not_open_leads_to_a_page_with_every_way_on(
    driver: Driver, spoil: object, sentence: str
) -> None:
    path = driver.folder / "north.audit"
    spoil(path)
    before = path.read_bytes() if path.exists() else b""
    driver.start(path)
    driver.wait_for(START)
    assert sentence in driver.start_page.sentence.text()
    assert path.name in driver.start_page.sentence.text()
    driver.choose("Report")
    driver.settle()
    assert driver.page_id == START  # no other page has anything to show
    assert not driver.has_dialog
    driver.start_page.own.click()
    driver.wait_for(AUDITS)
    driver.choose("Report")
    driver.wait_for(REPORT)
    assert driver.database == driver.paths.data / "my-audits.audit"
    assert (path.read_bytes() if path.exists() else b"") == before


def test_a_database_in_use_elsewhere_opens_at_the_second_try_where_the_person_was(
    driver: Driver,
) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    driver.go("q1")
    driver.close()
    with open_store(path):
        driver.start()
        driver.wait_for(START)
        assert "another window" in driver.start_page.sentence.text()
        driver.start_page.retry.click()
        driver.settle()
        assert driver.page_id == START
    driver.start_page.retry.click()
    driver.wait_for(FORM)
    assert driver.form.uid == uid


def test_the_last_database_may_come_back_with_its_stick(driver: Driver) -> None:
    path = driver.folder / "stick.audit"
    make_database(path, "C-0001")
    driver.start(path)
    driver.close()
    away = path.rename(driver.folder / "away")
    driver.start()
    driver.wait_for(START)
    assert "no file" in driver.start_page.sentence.text()
    away.rename(path)
    driver.start_page.retry.click()
    driver.wait_for(AUDITS)
    assert driver.database == path


def test_from_the_start_page_another_database_is_opened_and_a_new_one_made(
    driver: Driver,
) -> None:
    make_database(driver.folder / "south.audit", "C-0002")
    driver.start(driver.folder / "missing.audit")
    driver.wait_for(START)
    driver.start_page.new.click()
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(driver.folder / "year 2.1"))
    asked.close()
    driver.make_database()
    driver.wait_for(AUDITS)
    assert driver.database == driver.folder / "year 2.1.audit"
    driver.restart(driver.folder / "missing.audit")
    driver.start_page.open.click()
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(driver.folder / "south.audit"))
    asked.close()
    driver.wait_for(AUDITS)
    assert [row.case for row in driver.list_audits()] == ["C-0002"]


@pytest.mark.parametrize(("spoil", "sentence"), BAD)
def test_a_bad_file_leaves_the_open_database_and_the_open_form_as_they_are(
    driver: Driver, spoil: object, sentence: str
) -> None:
    path, bad = driver.folder / "north.audit", driver.folder / "bad.audit"
    uid = make_database(path, "C-0001")[0]
    spoil(bad)
    driver.start(path)
    driver.open(uid)
    driver.write("q1", "Seen ")
    driver.program.workspace.open_database_requested.emit(str(bad))
    assert sentence in driver.take_trouble()
    assert driver.database == path
    assert driver.page_id == FORM
    driver.settle()
    driver.type("alone.")
    driver.form.flush()
    driver.settle()
    assert driver.finding(uid, "q1").evidence == "Seen alone."


def test_a_new_database_never_takes_the_place_of_a_file(driver: Driver) -> None:
    taken = driver.folder / "taken.audit"
    make_database(taken, "C-0001")
    driver.start()
    driver.make_database(taken)
    assert "exists already" in driver.take_trouble()
    assert [row.case for row in driver.stored(taken)] == ["C-0001"]


def test_the_open_database_is_not_refused_as_open_elsewhere(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    driver.program.workspace.open_database_requested.emit(str(path))
    driver.wait(lambda: "open already" in driver.announced)
    assert driver.page_id == FORM
    assert not driver.has_dialog


def test_the_last_words_go_to_the_database_they_were_typed_in(driver: Driver, disk: Disk) -> None:
    """The other database is a copy: it holds the very same draft."""
    path, copy = driver.folder / "north.audit", driver.folder / "copy.audit"
    uid = make_database(path, "C-0001")[0]
    copy.write_bytes(path.read_bytes())
    driver.start(path)
    driver.open(uid)
    driver.write("q1", "Typed in the north.")
    driver.program.workspace.open_database_requested.emit(str(copy))
    driver.wait(lambda: driver.database == copy)
    driver.wait_for(AUDITS)
    assert {name for name, _, _ in disk.saved} == {"north"}
    assert driver.finding(uid, "q1", path).evidence == "Typed in the north."
    assert driver.finding(uid, "q1", copy).evidence == ""
    driver.open(uid)
    card = driver.go("q1", "words")
    assert card.evidence is not None
    assert card.evidence.box.toPlainText() == ""


@pytest.mark.parametrize("make", ["new", "open"])
def test_what_was_typed_last_is_saved_before_another_database_is_made_or_opened(
    driver: Driver, make: str
) -> None:
    path, other = driver.folder / "north.audit", driver.folder / "south.audit"
    uid = make_database(path, "C-0001")[0]
    if make == "open":
        make_database(other)
    driver.start(path)
    driver.open(uid)
    driver.write("q1", "Seen alone.")
    if make == "new":
        driver.make_database(other)
    else:
        driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database == other)
    driver.wait_for(AUDITS)
    assert driver.finding(uid, "q1", path).evidence == "Seen alone."


def test_the_page_in_view_shows_the_database_that_was_opened(driver: Driver) -> None:
    path, other = driver.folder / "north.audit", driver.folder / "south.audit"
    make_database(path, "C-0001")
    make_database(other, "C-0002", "C-0003")
    driver.start(path)
    model = driver.list.table.audits_model
    driver.wait(lambda: model.rowCount() == 1)
    driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database == other)
    driver.wait(lambda: model.rowCount() == 2)
    driver.program.workspace.show_page(REPORT)
    driver.wait(driver.report.states.nothing_yet.isVisible)
    assert driver.window.windowTitle().startswith("south")


def test_a_second_wish_waits_for_no_one_while_a_database_is_being_opened(driver: Driver) -> None:
    """Two requests in one breath open one database, whole, and leave the window usable."""
    path = driver.folder / "north.audit"
    others = [driver.folder / "south.audit", driver.folder / "west.audit"]
    for each in (path, *others):
        make_database(each, each.stem)
    driver.start(path)
    for other in others:
        driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database in others)
    driver.wait_for(AUDITS)
    assert [row.case for row in driver.list_audits()] == [driver.database.stem]


def test_a_backup_holds_the_words_typed_last(driver: Driver) -> None:
    path, copy = driver.folder / "north.audit", driver.folder / "copy.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    driver.write("q1", "Seen alone.")
    driver.program.workspace.backup_requested.emit(str(copy))
    driver.wait(lambda: "copy.audit" in driver.announced)
    assert driver.finding(uid, "q1", copy).evidence == "Seen alone."
