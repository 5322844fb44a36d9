"""Reports asked for in the real window: one audit behind a password, a target remembered."""

from datetime import date
from pathlib import Path

import pikepdf
from PySide6.QtWidgets import QApplication, QFileDialog

from db.opening import create_store
from db.recording import ToRecord, record_audits
from forms.identity import recorded_uid
from tests.exports.documents.reading import texts
from tests.flows.driving import Control, Driver, Key, Shift
from tests.ui.audits.seeding import a_tool, an_audit
from ui.desk import REPORT
from ui.report.password_dialog import PasswordDialog
from ui.report.trend_dialog import TrendDialog

PASSWORD = "quiet copper lantern orchard"


def _database(path: Path) -> list[str]:
    tool = a_tool()
    audits = [an_audit(f"K-774{n}", day=date(2026, 1 + n, 5)) for n in range(6)]
    uids = [recorded_uid(tool.id, each.case, each.auditor, str(each.audited_on)) for each in audits]
    with create_store(path) as store:
        rows = [ToRecord(uid, tool, each) for uid, each in zip(uids, audits, strict=True)]
        record_audits(store, rows)
    return uids


def _a_file_dialog_has_the_focus() -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and isinstance(focus.window(), QFileDialog)


def test_an_audit_is_reported_on_from_the_list_and_saved_behind_a_password_by_keys_alone(
    driver: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "north.audit"
    uids = _database(path)
    driver.start(path)
    driver.mark(uids[2])
    driver.list.table.setFocus()
    driver.press(Key.Key_R, Control | Shift)
    driver.wait_for(REPORT)
    driver.wait(driver.report.head.save.isEnabled)
    assert "Audit of case K-7742" in texts(driver.report.document.data)[0]
    driver.press(Key.Key_P, Control | Shift)
    dialog = driver.dialog(PasswordDialog)
    for box in (dialog.password.choice.first, dialog.password.choice.second):
        driver.wait(box.line.hasFocus)
        driver.type(PASSWORD)
        driver.press(Key.Key_Return)
    driver.wait(_a_file_dialog_has_the_focus)
    driver.press(Key.Key_Return)
    driver.wait(lambda: any(tmp_path.glob("*.pdf")))
    (saved,) = tmp_path.glob("*.pdf")
    assert "K-774" not in saved.name
    with pikepdf.open(saved, password=PASSWORD) as locked:
        assert len(locked.pages) == len(texts(driver.report.document.data))
    driver.close()
    _nowhere(PASSWORD, driver.folder, tmp_path)
    assert b"K-7742" not in driver.paths.settings.read_bytes()
    assert uids[2].encode() not in driver.paths.settings.read_bytes()


def _nowhere(secret: str, *folders: Path) -> None:
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert [file for file in files if secret.encode() in file.read_bytes()] == []


def test_a_target_typed_by_keys_is_there_again_after_a_restart(
    driver: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "north.audit"
    _database(path)
    driver.start(path)
    driver.press(Key.Key_2, Control)
    driver.wait_for(REPORT)
    kind = driver.report.head.kind
    kind.setCurrentIndex(kind.findData("trend"))
    driver.settle()
    driver.report.trend.edit.setFocus()
    driver.press(Key.Key_Space)
    dialog = driver.dialog(TrendDialog)
    driver.wait(dialog.target.table.rows[0].day.line.hasFocus)
    driver.type("30/09/2026")
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Tab)
    driver.type("60")
    driver.press(Key.Key_Return)
    driver.wait(lambda: bool(driver.report.wish.over_time.steps))
    driver.wait(driver.report.head.save.isEnabled)
    assert "60%" in " ".join(texts(driver.report.document.data))
    driver.restart()
    driver.wait_for(REPORT)
    driver.wait(driver.report.head.save.isEnabled)
    assert driver.report.trend.told.text() == "Target: 60% by 30/09/2026."
    assert "60%" in " ".join(texts(driver.report.document.data))
