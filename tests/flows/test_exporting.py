"""A lead exports tables from the window: chosen by keys, written beside it, told, or stopped."""

import json
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QFileDialog

from exports.tables.exporting import _Counting
from tests.flows.driving import Control, Driver, Key, Shift
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, an_audit
from ui.exporting.dialog import ExportDialog
from ui.progress import ProgressStrip


@pytest.fixture
def own(driver: Driver) -> Path:
    path = driver.folder / "own.audit"
    Cabinet(path).record(
        an_audit("C-1", team="North"),
        an_audit("C-2", team="South"),
        an_audit("C-3", team="South", overall="inadequate"),
    )
    driver.start(path)
    return path


def _asked(driver: Driver) -> ExportDialog:
    driver.press(Key.Key_E, Control | Shift)
    dialog = driver.dialog(ExportDialog)
    driver.wait(dialog.go.isEnabled)
    return dialog


def _save_as(driver: Driver, target: Path) -> None:
    ask = driver.dialog(QFileDialog)
    ask.fileSelected.emit(str(target))
    ask.close()


@pytest.mark.usefixtures("own")
def test_chosen_audits_go_out_as_a_document(driver: Driver) -> None:
    dialog = _asked(driver)
    assert dialog.told.text() == "3 audits will go."
    dialog.team.setCurrentText("South")
    driver.wait(lambda: dialog.told.text() == "2 audits will go.")
    dialog.format.setCurrentText("JSON document")
    dialog.without.setChecked(True)
    driver.press(Key.Key_Return)
    target = driver.folder / "out.json"
    _save_as(driver, target)
    driver.wait(target.exists)
    driver.wait(lambda: "Exported 2 audits as “out.json”." in driver.announced)
    document = json.loads(target.read_text("utf-8"))
    assert [row["case"] for row in document["audits"]] == ["C-2", "C-3"]
    assert "evidence" not in document["findings"][0]


def test_the_database_itself_is_never_replaced(driver: Driver, own: Path) -> None:
    before = own.read_bytes()
    _asked(driver).go.click()
    _save_as(driver, own)
    assert "is not a workbook; it is not replaced" in driver.take_trouble()
    driver.dialog(QFileDialog).close()
    assert own.read_bytes()[:100] == before[:100]


@pytest.mark.usefixtures("own")
def test_every_control_has_a_name_and_nothing_to_export_cannot_be_exported(
    driver: Driver,
) -> None:
    dialog = _asked(driver)
    assert nameless(dialog) == []
    assert "they have no passphrase" in dialog.warning.text()
    dialog.period.box.set_value("between")
    dialog.period.first.setDate(dialog.period.first.date().addYears(-9))
    dialog.period.last.setDate(dialog.period.first.date().addDays(1))
    dialog.period.period_changed.emit()
    driver.wait(lambda: dialog.told.text() == "No completed audit fits these filters.")
    assert not dialog.go.isEnabled()
    dialog.close()


@pytest.mark.usefixtures("own")
def test_cancel_leaves_nothing_behind(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, stopped, step = Event(), Event(), _Counting.step

    def slow_step(counting: _Counting, table: str) -> None:
        begun.set()
        stopped.wait(10)
        step(counting, table)

    monkeypatch.setattr(_Counting, "step", slow_step)
    folder = driver.folder / "exports"
    folder.mkdir()
    _asked(driver).go.click()
    _save_as(driver, folder / "out.xlsx")
    driver.wait(begun.is_set)
    strip = driver.program.workspace.findChild(ProgressStrip)
    driver.wait(strip.isVisible)
    strip.cancel_button.click()
    stopped.set()
    driver.settle()
    assert list(folder.iterdir()) == []
    assert "Exported" not in driver.announced
