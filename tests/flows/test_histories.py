"""Histories and retention through the whole window."""

from datetime import date
from pathlib import Path

from db.drafts import save_field
from db.erasures import erased
from db.opening import create_store, open_reading
from db.sealing import complete_audit, reopen_audit, start_audit
from db.tool_versions import publish_tool, withdraw_tool
from tests.db.making import an_audit, mini_tool, ticking_clock
from tests.flows.driving import Control, Driver, Key
from ui.desk import AUDITS, FORM
from ui.history.dialog import HistoryDialog
from ui.retention.dialog import RetentionDialog
from ui.tools.asking import AskDialog


def _sealed_twice(path: Path) -> str:
    """A database with one audit, whose answer to q2 was corrected by the QA lead."""
    with create_store(path, ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit())
        complete_audit(store, uid, "auditor-01")
        reopen_audit(store, uid, "qa-lead")
        save_field(store, uid, "finding.q2", {"answer": "inadequate", "evidence": "Undated."})
        complete_audit(store, uid, "qa-lead")
    return uid


def test_the_history_opens_from_the_list_and_at_an_answer_of_the_form(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = _sealed_twice(path)
    driver.start(path)
    driver.wait_for(AUDITS)
    driver.wait(lambda: driver.list.is_settled)
    driver.press(Key.Key_H, Control)
    dialog = driver.dialog(HistoryDialog)
    assert "Version 2" in dialog.text.toPlainText()
    assert "Undated." in dialog.text.toPlainText()
    dialog.close()
    driver.wait(lambda: not driver.has_dialog)
    driver.open(uid)
    driver.go("q2")
    driver.press(Key.Key_H, Control)
    dialog = driver.dialog(HistoryDialog)
    assert dialog.answer.currentText() == "How well?"
    text = dialog.text.toPlainText()
    assert text.index("Inadequate") < text.index("Drawings on file.")
    dialog.close()
    driver.wait(lambda: not driver.has_dialog)
    driver.form.header.history.trigger()
    assert driver.dialog(HistoryDialog).answer.currentText() == "Everything that changed"
    driver.dialog(HistoryDialog).close()


def test_an_audit_that_was_never_sealed_offers_no_history(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    with create_store(path, ticking_clock()) as store:
        uid = start_audit(store, mini_tool(), an_audit())
    driver.start(path)
    driver.wait_for(AUDITS)
    driver.wait(lambda: driver.list.is_settled)
    assert not driver.list.commands.history.isEnabled()
    driver.open(uid)
    assert not driver.form.actions_by_name["history"].isEnabled()


def test_an_audit_past_its_time_is_erased_from_the_file_menu(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = _sealed_twice(path)
    driver.start(path)
    driver.open(uid)
    assert driver.page_id == FORM
    driver.choose("Retention…")
    dialog = driver.dialog(RetentionDialog)
    dialog.before.line.type_in(f"{date(2030, 1, 1):%d/%m/%Y}")
    dialog.before.line.flush()
    driver.wait(lambda: dialog.past.rowCount() == 1)
    dialog.all.click()
    dialog.yes.click()
    asking = driver.dialog(AskDialog)
    asking.boxes["reason"].setPlainText("Six years")
    asking.boxes["author"].setText("records officer")
    asking.boxes["count"].setText("1")
    asking.yes.click()
    driver.wait(lambda: dialog.markers.rowCount() == 1)
    for each in [*driver._dialogs(AskDialog), dialog]:
        each.close()
    driver.wait_for(AUDITS)
    driver.wait(lambda: driver.list.is_settled and driver.list.table.audits_model.rowCount() == 0)
    with open_reading(path) as store:
        assert [marker.uid for marker in erased(store)] == [uid]


def test_a_published_tool_tells_who_published_and_withdrew_it(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    with create_store(path, ticking_clock()) as store:
        publish_tool(store, mini_tool(), "qa-lead")
        withdraw_tool(store, mini_tool().hash, "manager", "The standard changed")
    driver.start(path)
    driver.wait_for(AUDITS)
    driver.list_tools()
    driver.mark_tool("Mini", "1.0")
    driver.press(Key.Key_H, Control)
    dialog = driver.dialog(HistoryDialog)
    assert "Withdrawn by manager" in dialog.text.toPlainText()
    assert "The standard changed" in dialog.text.toPlainText()
    assert not dialog.save.isVisible()
    dialog.close()
