"""What becomes of an audit, from the form and from the list: refused, reopened, void, discarded."""

import pytest
from PySide6.QtCore import Qt

from tests.flows.driving import Control, Driver, Key, make_database
from ui.audits.dialogs import DiscardDialog, VoidDialog
from ui.desk import AUDITS, FORM


@pytest.fixture
def uid(driver: Driver) -> str:
    """An audit that lacks nothing, open in the form."""
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001", whole=True)[0]
    driver.start(path)
    driver.open(uid)
    return uid


def complete(driver: Driver, uid: str) -> None:
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.wait(driver.form.banner.isVisible)
    driver.settle()


def reopen(driver: Driver, uid: str) -> None:
    driver.form.banner.reopen.click()
    driver.wait(lambda: driver.in_file(uid).status == "reopened")
    driver.wait(lambda: not driver.form.banner.isVisible())
    driver.settle()


def say_why(driver: Driver) -> None:
    """Answer the question why an audit shall not count."""
    dialog = driver.dialog(VoidDialog)
    driver.qtbot.keyClicks(dialog.reason, "Recorded against the wrong case")
    if not dialog.author.text():
        driver.qtbot.keyClicks(dialog.author, "auditor-01")
    dialog.yes.click()


def test_an_audit_with_gaps_is_not_completed_and_the_gaps_are_listed(
    driver: Driver, uid: str
) -> None:
    driver.go("q2")
    driver.press(Key.Key_Delete)
    driver.press(Key.Key_Return, Control)
    assert driver.form.gaps_panel.isVisible()
    driver.settle()
    assert driver.in_file(uid).status == "draft"


def test_a_completed_audit_takes_no_key_until_it_is_reopened(driver: Driver, uid: str) -> None:
    complete(driver, uid)
    assert driver.announced == "The audit is completed and sealed."
    driver.go("q2")
    driver.type("1")
    driver.settle()
    assert driver.finding(uid, "q2").answer == "good"
    reopen(driver, uid)
    assert driver.announced == "The audit is open for changes."
    driver.answer("q2", "1")
    driver.settle()
    assert driver.finding(uid, "q2").answer == "outstanding"
    complete(driver, uid)
    assert driver.finding(uid, "q2").answer == "outstanding"


def test_the_focus_is_in_the_form_after_completing_and_reopening(driver: Driver, uid: str) -> None:
    driver.go("q2")
    complete(driver, uid)
    assert driver.form.pane.current is not None
    reopen(driver, uid)
    assert driver.form.pane.current is not None


def test_the_status_of_the_audit_is_told_by_the_form(driver: Driver, uid: str) -> None:
    complete(driver, uid)
    assert driver.form.header._status.accessibleName() == "Completed"
    reopen(driver, uid)
    assert driver.form.header._status.accessibleName() == "Reopened"


def test_complete_pressed_twice_completes_once_and_troubles_nobody(
    driver: Driver, uid: str
) -> None:
    driver.form.complete_requested.emit(uid)
    driver.form.complete_requested.emit(uid)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.settle()
    assert not driver.has_dialog


def test_an_audit_is_made_void_from_the_form(driver: Driver, uid: str) -> None:
    complete(driver, uid)
    driver.form.header.void.trigger()
    say_why(driver)
    driver.wait(lambda: driver.in_file(uid).status == "void")
    driver.wait(lambda: driver.announced == "C-0001: the audit was made void.")
    assert driver.list_audits() == []


def test_an_audit_is_made_void_from_the_list(driver: Driver, uid: str) -> None:
    complete(driver, uid)
    driver.mark(uid)
    driver.list.commands.void.trigger()
    say_why(driver)
    driver.wait(lambda: driver.in_file(uid).status == "void")


def test_an_audit_is_reopened_from_the_list_and_shown(driver: Driver, uid: str) -> None:
    complete(driver, uid)
    driver.mark(uid)
    driver.list.commands.reopen.trigger()
    driver.wait_for(FORM)
    driver.settle()
    assert driver.in_file(uid).status == "reopened"
    assert not driver.form.banner.isVisible()


def test_a_draft_is_discarded_from_the_list_only_when_that_is_confirmed(
    driver: Driver, uid: str
) -> None:
    driver.mark(uid)
    driver.list.commands.discard.trigger()
    driver.dialog(DiscardDialog).keep.click()
    driver.settle()
    assert [row.uid for row in driver.stored()] == [uid]
    driver.list.commands.discard.trigger()
    driver.take_discard()
    driver.settle()
    assert driver.stored() == []


def test_a_draft_that_was_never_completed_is_discarded_from_the_form_rather_than_void(
    driver: Driver, uid: str
) -> None:
    driver.write("q1", "Words that go with it.")
    driver.form.header.void.trigger()
    driver.take_discard()
    driver.wait_for(AUDITS)
    driver.settle()
    assert driver.stored() == []
    assert not driver.has_dialog
    assert driver.announced == "C-0001: the draft was discarded."


def test_discarding_changes_from_the_form_shows_what_was_completed(
    driver: Driver, uid: str
) -> None:
    complete(driver, uid)
    reopen(driver, uid)
    driver.answer("q2", "1")
    driver.form.header.void.trigger()
    driver.take_discard()
    driver.wait(driver.form.banner.isVisible)
    driver.settle()
    assert driver.in_file(uid).status == "completed"
    assert driver.finding(uid, "q2").answer == "good"


def test_an_audit_opened_twice_in_one_breath_is_open_once_and_takes_what_is_typed(
    driver: Driver, uid: str
) -> None:
    driver.mark(uid)
    for _ in range(3):
        driver.qtbot.keyClick(driver.list.table, Qt.Key.Key_Return)
    driver.wait_for(FORM)
    driver.answer("q2", "1")
    driver.settle()
    assert driver.finding(uid, "q2").answer == "outstanding"
    assert driver.form.audit is not None
    assert driver.form.audit.findings["q2"].answer == "outstanding"


def test_an_edit_made_while_the_audit_is_read_again_stays_in_the_form(
    driver: Driver, uid: str
) -> None:
    driver.program.desk.open_audit(uid)
    driver.form.pane.go_to_field("finding.q2")
    driver.type("1")
    driver.settle()
    assert driver.form.audit is not None
    assert driver.form.audit.findings["q2"].answer == "outstanding"
    assert driver.finding(uid, "q2").answer == "outstanding"


def test_words_typed_while_the_audit_is_read_again_stay_in_the_form(
    driver: Driver, uid: str
) -> None:
    driver.go("q2", "words")
    driver.program.desk.open_audit(uid)
    driver.type(" And letters.")
    driver.settle()
    driver.answer("q2", "1")
    driver.settle()
    assert driver.finding(uid, "q2").model_dump() == {
        "answer": "outstanding",
        "evidence": "Drawings on file. And letters.",
    }


def test_typing_goes_on_where_it_was_when_the_window_was_out_of_sight(
    driver: Driver, uid: str
) -> None:
    driver.write("q2", " And")
    driver.window.showMinimized()
    driver.window.showNormal()
    driver.settle()
    driver.type(" letters.")
    driver.form.flush()
    driver.settle()
    assert driver.finding(uid, "q2").evidence == "Drawings on file. And letters."
