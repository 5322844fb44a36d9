"""A conflict is met in the list or in the form, settled by keys, and shown as it stands then."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from db.opening import create_store, open_reading
from db.projection import project
from db.revisions import FieldKeys, add_revision
from db.settling import conflicts
from db.tools import add_tool
from forms.revisions import Revision
from tests.db.making import an_audit, mini_tool
from tests.flows.driving import Control, Driver, Key
from ui.desk import FORM, SETTLE
from ui.settling.page import SettlePage

UID = "019a0000-0000-7000-8000-000000000001"


def _version(day: int, parents: tuple[str, ...], **changed: JsonValue) -> Revision:
    return Revision(
        kind="audit",
        record=UID,
        parents=parents,
        tool=mini_tool().hash,
        author=f"auditor-0{day}",
        sealed_at=f"2026-05-0{day}T09:00:00.000000Z",
        act="completed",
        fields={**an_audit().to_fields(), **changed},
    )


@pytest.fixture
def database(driver: Driver) -> Path:
    """A database with one audit that two people graded differently."""
    path = driver.folder / "north.audit"
    before = _version(1, ())
    sides = (
        _version(2, (before.id,), overall="outstanding"),
        _version(3, (before.id,), overall="inadequate"),
    )
    with create_store(path) as store, store.transaction():
        add_tool(store, mini_tool())
        keys = FieldKeys(store)
        for each in (before, *sides):
            add_revision(store, each, keys)
        project(store, [UID], keys)
    return path


def settle_by_keys(driver: Driver) -> None:
    page = driver.program.workspace.page(SETTLE)
    assert isinstance(page, SettlePage)
    driver.wait_for(SETTLE)
    driver.wait(page.board.isVisible)
    driver.settle()
    driver.type("t")
    driver.press(Key.Key_Return)
    driver.type("We met.")
    page.foot.author.setText("qa-lead")
    driver.press(Key.Key_Return, Control)
    driver.wait_for(FORM)
    driver.settle()


@pytest.mark.parametrize("way", ["list", "form"])
def test_a_conflict_is_settled_and_the_audit_shown(
    driver: Driver, database: Path, way: str
) -> None:
    driver.start(database)
    driver.wait(lambda: bool(driver.list.table.audits_model.rowCount()))
    if way == "list":
        driver.mark(UID)
        driver.list.table.setFocus()
        driver.press(Key.Key_E, Control)
    else:
        driver.open(UID)
        assert not driver.form.banner.reopen.isVisible()
        driver.form.banner.settle.click()
    settle_by_keys(driver)
    assert driver.form.uid == UID
    assert driver.announced.startswith("The conflict is settled and sealed.")
    assert driver.in_file(UID).audit.overall == "inadequate"
    with open_reading(database) as store:
        assert conflicts(store) == []


def test_the_rail_says_how_many_wait(driver: Driver, database: Path) -> None:
    driver.start(database)
    button = driver.program.workspace._rail._buttons[SETTLE]
    driver.wait(lambda: button.text().endswith(" 1"))
    assert button.accessibleName() == "Conflicts, 1 waiting"
    driver.mark(UID)
    driver.list.table.setFocus()
    driver.press(Key.Key_E, Control)
    settle_by_keys(driver)
    driver.wait(lambda: button.accessibleName() == "Conflicts")
