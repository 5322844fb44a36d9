"""When the file cannot be written: the window says so, keeps everything, and goes on trying."""

import pytest
from PySide6.QtCore import QTimer

from tests.flows.driving import Control, Driver, Key, make_database
from tests.flows.failing import FULL, Disk
from ui.desk import AUDITS, FORM, REPORT


@pytest.fixture
def uid(driver: Driver) -> str:
    """An audit that lacks nothing, open in the form."""
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001", whole=True)[0]
    driver.start(path)
    driver.open(uid)
    return uid


def try_again(driver: Driver) -> None:
    """Let the clock of the saver strike."""
    clocks = driver.program.desk.saver.findChildren(QTimer)
    min(clocks, key=QTimer.interval).timeout.emit()
    driver.settle()


def test_the_state_of_saving_is_in_view_on_every_page_until_all_is_saved(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.answer("q2", "1")
    driver.wait(lambda: "Not saved" in driver.save_state)
    assert "disk is full" in driver.save_state
    for page in (AUDITS, REPORT):
        driver.program.workspace.show_page(page)
        driver.settle()
        assert driver.state_on_other_pages == "! Not saved – The disk is full"
    driver.program.workspace.show_page(FORM)
    assert "Not saved" in driver.save_state
    assert driver.state_on_other_pages == ""  # one such sign is enough
    disk.is_full = False
    try_again(driver)
    assert driver.finding(uid, "q2").answer == "outstanding"
    assert driver.state_on_other_pages == ""
    assert "Saved" in driver.save_state


def test_saving_is_tried_again_with_the_next_edit_and_keeps_the_order(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.answer("q2", "1")
    driver.settle()
    driver.write("q1", " And in April.")
    driver.form.flush()
    driver.settle()
    disk.is_full = False
    driver.answer("q2", "3")
    driver.settle()
    assert [field for _, field, _ in disk.saved] == ["finding.q1", "finding.q2"]
    assert driver.finding(uid, "q1").evidence.endswith("And in April.")
    assert driver.finding(uid, "q2").answer == "requires_improvement"


def test_what_could_not_be_saved_is_still_there_when_the_audit_is_opened_again(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.list_audits()
    driver.open(uid)
    card = driver.go("q2", "words")
    assert card.evidence is not None
    assert card.evidence.box.toPlainText() == "Drawings on file. And letters."
    assert "Not saved" in driver.save_state
    disk.is_full = False
    driver.answer("q2", "3")
    driver.settle()
    assert driver.finding(uid, "q2").model_dump() == {
        "answer": "requires_improvement",
        "evidence": "Drawings on file. And letters.",
    }


def test_an_audit_is_not_completed_while_a_word_is_unsaved(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.press(Key.Key_Return, Control)
    said = driver.take_trouble()
    assert "not in the database yet" in said
    assert FULL in said
    assert driver.in_file(uid).status == "draft"
    driver.settle()
    assert driver.form.isEnabled()
    disk.is_full = False
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    assert driver.finding(uid, "q2").evidence.endswith("And letters.")


def test_closing_the_window_waits_says_what_is_not_saved_and_leaves_when_told_again(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.window.close()
    driver.wait(lambda: "could not be saved" in driver.announced)
    assert driver.window.isVisible()
    try_again(driver)  # what the clock tries must not make the person start over
    driver.window.close()
    driver.wait(driver.window.isHidden)
    driver.end()
    assert driver.finding(uid, "q2", driver.folder / "north.audit").evidence == "Drawings on file."


def test_closing_saves_what_failed_before_where_that_is_possible_by_now(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.form.flush()
    driver.settle()
    disk.is_full = False
    driver.close()
    path = driver.folder / "north.audit"
    assert driver.finding(uid, "q2", path).evidence == "Drawings on file. And letters."


def test_what_was_typed_last_is_saved_when_the_window_is_closed_at_once(
    driver: Driver, uid: str
) -> None:
    driver.write("q2", " And letters.")
    driver.close()
    path = driver.folder / "north.audit"
    assert driver.finding(uid, "q2", path).evidence == "Drawings on file. And letters."


def test_no_other_database_is_opened_while_a_word_is_unsaved(
    driver: Driver, disk: Disk, uid: str
) -> None:
    other = driver.folder / "south.audit"
    make_database(other, "C-0002")
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.program.workspace.open_database_requested.emit(str(other))
    assert "not in the database yet" in driver.take_trouble()
    assert driver.database == driver.folder / "north.audit"
    assert driver.page_id == FORM
    disk.is_full = False
    driver.settle()
    driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database == other)
    first = driver.folder / "north.audit"
    assert driver.finding(uid, "q2", first).evidence == "Drawings on file. And letters."


def test_a_draft_discarded_with_words_that_could_not_be_saved_troubles_nobody_any_more(
    driver: Driver, disk: Disk, uid: str
) -> None:
    disk.is_full = True
    driver.write("q2", " And letters.")
    driver.mark(uid)
    driver.list.commands.discard.trigger()
    driver.take_discard()
    driver.settle()
    disk.is_full = False
    assert driver.stored() == []
    assert driver.state_on_other_pages == ""


def test_a_file_that_may_not_be_written_is_named_with_what_to_do(driver: Driver, uid: str) -> None:
    """Not by permission bits: they stop nobody who tests as root."""
    driver.program.jobs.write(
        lambda store, _progress: store.rows("PRAGMA query_only = ON"), done=lambda _: None
    )
    driver.answer("q2", "1")
    driver.wait(lambda: "Not saved" in driver.save_state)
    assert "cannot be written to" in driver.save_state
    assert "copy it to a folder" in driver.form.header.save_state.toolTip()
    driver.program.jobs.write(
        lambda store, _progress: store.rows("PRAGMA query_only = OFF"), done=lambda _: None
    )
    try_again(driver)
    assert driver.finding(uid, "q2").answer == "outstanding"
