"""The way of a first audit: start, grade, complete, list, report, and no name asked twice."""

from PySide6.QtWidgets import QLabel

from tests.flows.driving import Control, Driver, Key, make_database
from ui.audits.new_audit import NewAuditDialog
from ui.desk import AUDITS, FORM, REPORT


def test_a_first_start_makes_the_own_database_and_invites_to_audit(driver: Driver) -> None:
    driver.start()
    assert driver.database == driver.paths.data / "my-audits.audit"
    assert driver.page_id == AUDITS
    driver.wait(driver.list.stack.nothing_yet.isVisible)
    driver.list.stack.nothing_yet.button.click()
    dialog = driver.dialog(NewAuditDialog)
    assert dialog.cards.count() >= 3
    dialog.close()


def test_the_auditor_is_asked_once_and_remembered(driver: Driver) -> None:
    driver.start()
    uid = driver.start_new("C-0001", auditor="auditor-07")
    assert driver.in_file(uid).audit.auditor == "auditor-07"
    driver.restart()
    driver.wait_for(FORM)
    driver.list_audits()
    second = driver.start_new("C-0002")
    assert driver.in_file(second).audit.auditor == "auditor-07"


def test_an_audit_is_graded_by_keys_completed_listed_and_reported(driver: Driver) -> None:
    make_database(driver.folder / "north.audit", "C-0000")
    driver.start(driver.folder / "north.audit")
    uid = driver.start_new("C-0042", tool="mini", auditor="auditor-07")
    driver.answer("q1", "1")
    driver.answer("q2", "2")
    driver.press(Key.Key_F8)
    driver.type("2")
    driver.press(Key.Key_F8)
    driver.type("2")
    driver.press(Key.Key_F8)
    driver.type("The drawings show it.")
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.wait(lambda: driver.announced == "The audit is completed and sealed.")
    assert driver.form.banner.isVisible()
    completed = {row.case: row.status for row in driver.list_audits()}
    assert completed == {"C-0042": "completed", "C-0000": "draft"}
    driver.program.workspace.show_page(REPORT)
    driver.wait(driver.report.tabs.isVisible)
    texts = [label.text() for label in driver.report.figures.findChildren(QLabel)]
    assert any("1 audit" in text for text in texts)
