"""A lead collects auditors' files through the real window: look, merge, report, undo."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from db.opening import create_store
from tests.exports.documents.reading import texts
from tests.flows.driving import Control, Driver, Key
from tests.ui.merge.sending import damaged, hostile, send, uid_of
from ui.desk import FORM
from ui.merge.page import MergePage
from ui.tools.asking import AskDialog

MERGE = "merge"


def _inbox(folder: Path) -> Path:
    """Three auditors' files, one that was cut off and one that means harm."""
    sound = send(folder / "north" / "my-audits.audit", "auditor-01", "C-0001", "C-0002")
    send(folder / "south" / "my-audits.audit", "auditor-02", "C-0001", "C-0003")
    send(folder / "west.audit", "auditor-03", "C-0004", day="2026-06-30")
    damaged(sound, folder / "broken.audit")
    hostile(sound, folder / "odd.audit")
    return folder


def _merge_page(driver: Driver) -> MergePage:
    driver.settle()
    driver.press(Key.Key_5, Control)
    driver.wait_for(MERGE)
    page = driver.program.workspace.page(MERGE)
    assert isinstance(page, MergePage)
    return page


def test_three_auditors_files_are_merged_past_a_damaged_and_a_hostile_one_and_taken_back(
    driver: Driver, tmp_path: Path
) -> None:
    lead = tmp_path / "lead.audit"
    create_store(lead).close()
    inbox = _inbox(tmp_path / "inbox")
    before = {path: path.read_bytes() for path in inbox.rglob("*.audit")}
    driver.start(lead)
    page = _merge_page(driver)

    page.work.add([inbox])
    driver.wait(lambda: page.work.phase == "ready")
    states = sorted(line.state for line in page.board.view.files.list.things)
    assert states == ["ready", "ready", "ready", "refused", "refused"]
    assert driver.stored() == []
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: page.work.phase == "done")

    assert sorted(row.case for row in driver.stored()) == [
        *("C-0001", "C-0001", "C-0002", "C-0003", "C-0004"),
    ]
    assert page.board.told.text() == "Merged 3 of 5 files. Audits: 5 new."
    (double,) = page.board.view.doubles.table.list.things
    assert double.case == "C-0001"
    assert {path: path.read_bytes() for path in inbox.rglob("*.audit")} == before
    assert list((driver.paths.data / "private").glob("received-*")) == []
    driver.wait(lambda: any(driver.paths.backups.rglob("*-merged-*.audit")))

    _report_is_saved(driver, tmp_path / "report.pdf")
    page.open_audit_requested.emit(uid_of("C-0004", "auditor-03", "2026-06-30"))
    driver.wait_for(FORM)
    _merge_is_undone(driver)
    assert driver.stored() == []


def _report_is_saved(driver: Driver, target: Path) -> None:
    driver.press(Key.Key_S, Control)
    dialog = driver.dialog(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    driver.wait(target.exists)
    text = " ".join(texts(target.read_bytes()))
    assert "Double audits (1)" in text
    assert "odd.audit" in text


def _merge_is_undone(driver: Driver) -> None:
    page = _merge_page(driver)
    driver.press(Key.Key_Z, Control | Qt.KeyboardModifier.ShiftModifier)
    ask = driver.dialog(AskDialog)
    ask.yes.click()
    driver.wait(lambda: page.work.phase == "empty")
    driver.settle()
    assert driver.announced.startswith("The merge was undone: 5 versions of audits")
