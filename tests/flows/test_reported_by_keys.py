"""From the list to the printed report without a mouse, for each built-in tool."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from audit_app.demo.building import LAST_DAY
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.opening import create_store
from db.sealing import start_audit
from forms.tool_files import builtin_tool, builtin_tool_ids
from tests.flows.driving import Control, Driver, Key
from ui.desk import FORM, REPORT


def _database_with_a_graded_draft(path: Path, tool_id: str) -> str:
    tool = builtin_tool(tool_id)
    invented = invent_audits(invent_service(3, 2), tool, 1, 3, LAST_DAY)[0]
    with create_store(path) as store:
        return start_audit(store, tool, invented.audit)


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_a_graded_audit_is_completed_reported_and_saved_by_keys_alone(
    driver: Driver, tool_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "north.audit"
    uid = _database_with_a_graded_draft(path, tool_id)
    driver.start(path)
    driver.wait(lambda: driver.list.table.current is not None)
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Return)
    driver.wait_for(FORM)
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.press(Key.Key_2, Control)
    driver.wait_for(REPORT)
    driver.wait(driver.report.head.save.isEnabled)
    driver.press(Key.Key_S, Control)
    driver.wait(_has_the_focus_in_a_file_dialog)
    driver.press(Key.Key_Return)
    driver.wait(lambda: any(tmp_path.glob("*.pdf")))
    text = _text(next(tmp_path.glob("*.pdf")))
    assert builtin_tool(tool_id).title in text
    assert "of 1" in text


def _has_the_focus_in_a_file_dialog() -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and isinstance(focus.window(), QFileDialog)


def _text(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
