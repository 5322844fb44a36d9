"""A lead sets one thing against another, goes to the audits behind a number, and keeps the view."""

from pathlib import Path

import pytest

from tests.flows.driving import Control, Driver, Key
from tests.ui.audits.seeding import Cabinet, an_audit
from ui.desk import AUDITS, EXPLORE
from ui.explore.page import ExplorePage


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


def _explored(driver: Driver) -> ExplorePage:
    driver.press(Key.Key_3, Control)
    driver.wait(lambda: driver.page_id == EXPLORE)
    page = driver.program.workspace.page(EXPLORE)
    assert isinstance(page, ExplorePage)
    driver.wait(lambda: page.shown is not None)
    return page


@pytest.mark.usefixtures("own")
def test_from_a_bar_to_its_audits_by_keys_alone(driver: Driver) -> None:
    page = _explored(driver)
    page.sheet.chart.setFocus()
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right):
        driver.press(key)
    assert page.sheet.chart.code == "inadequate"
    driver.press(Key.Key_Return)
    driver.wait(lambda: driver.page_id == AUDITS)
    driver.wait(lambda: driver.list.table.audits_model.rowCount() == 1)
    row = driver.list.table.audits_model.audit(0)
    assert row.case == "C-3"
    assert "behind Overall grade, South, Inadequate" in driver.list.count.text()


def test_a_saved_view_is_there_after_a_restart(driver: Driver, own: Path) -> None:
    page = _explored(driver)
    page.pivot.across.setCurrentIndex(page.pivot.across.findData("quarter"))
    wanted = page.view
    dialog = page.saved.ask_save()
    dialog.name.setText("Teams over time")
    driver.press(Key.Key_Return)
    driver.wait(lambda: "The view is saved as “Teams over time”." in driver.announced)
    driver.restart(own)
    page = _explored(driver)
    page.pivot.across.setCurrentIndex(0)
    driver.wait(lambda: page.shown is not None and page.shown.crossing.across is None)
    page.saved.open("Teams over time")
    driver.wait(lambda: page.shown is not None and page.shown.crossing.across == "quarter")
    assert page.view == wanted
