"""Retention in the window: tick what is past its time, type the count, and it is gone for good."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.backup_series import back_up_automatically, list_backups, store_uid
from db.erasures import erased
from db.listing import AuditFilter, list_audits
from db.opening import open_reading
from db.sealing import reopen_audit
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY, Cabinet, an_audit
from ui.retention.dialog import RetentionDialog
from ui.retention.words import years_before
from ui.theme import Theme
from ui.tools.asking import AskDialog

LATER = date(2033, 1, 10)


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """Three audits of six years ago."""
    made = Cabinet(tmp_path / "audits.db")
    made.record(*(an_audit(f"C-{number}", team="North", day=TODAY) for number in (1, 2, 3)))
    return made


@pytest.fixture
def dialog(
    qtbot: QtBot, theme: Theme, cabinet: Cabinet, tmp_path: Path, jobs_now: Callable[..., object]
) -> Iterator[RetentionDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = RetentionDialog(
        jobs_now(cabinet.openers), theme, tmp_path / "backups", parent,
        author=lambda: "records officer", today=lambda: LATER,
    )  # fmt: skip
    made.show()
    qtbot.waitUntil(lambda: made.past.rowCount() == 3)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def asked(dialog: RetentionDialog, title: str) -> AskDialog:
    found = [each for each in dialog.findChildren(AskDialog) if title in each.windowTitle()]
    assert len(found) == 1
    return found[0]


def cases(cabinet: Cabinet) -> list[str]:
    with open_reading(cabinet.path) as store:
        return sorted(row.case for row in list_audits(store, AuditFilter()))


def tick(dialog: RetentionDialog, qtbot: QtBot, case: str) -> None:
    """As somebody does by keys: go to the row, press Space."""
    model = dialog.past
    row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == case)
    dialog.table.setCurrentIndex(model.index(row, 3))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)


def confirm(dialog: RetentionDialog, count: str) -> AskDialog:
    dialog.yes.click()
    asking = asked(dialog, "Erase")
    asking.boxes["reason"].setPlainText("Kept six years")
    asking.boxes["count"].setText(count)
    asking.yes.click()
    return asking


def test_what_is_ticked_is_erased_once_the_count_is_typed(dialog, cabinet, qtbot):
    assert not dialog.yes.isEnabled()
    tick(dialog, qtbot, "C-1")
    tick(dialog, qtbot, "C-3")
    tick(dialog, qtbot, "C-3")
    assert dialog.yes.text() == "&Erase 1…"
    with qtbot.waitSignal(dialog.erased):
        confirm(dialog, "1")
    qtbot.waitUntil(lambda: dialog.past.rowCount() == 2)
    assert cases(cabinet) == ["C-2", "C-3"]
    with open_reading(cabinet.path) as store:
        marker = erased(store)[0]
    assert (marker.author, marker.reason) == ("records officer", "Kept six years")
    assert dialog.markers.rowCount() == 1
    assert dialog.markers.index(0, 2).data() == "Kept six years"


def test_another_count_erases_nothing(dialog, cabinet, qtbot):
    dialog.all.click()
    asking = confirm(dialog, "2")
    assert "Type 3" in asking.problem.text()
    assert len(cases(cabinet)) == 3
    asking.reject()


def test_only_what_is_shown_is_ticked_together(dialog, qtbot):
    dialog.search.setText("c-2")
    dialog.all.click()
    dialog.search.clear()
    assert dialog.told.text() == "1 ticked, 3 shown"
    dialog.none.click()
    assert dialog.past.ticked == []


def test_an_audit_open_as_a_draft_cannot_be_ticked(dialog, cabinet, qtbot):
    uid = cabinet.change(lambda store: list_audits(store, AuditFilter(text="C-2"))[0].uid)
    cabinet.change(lambda store: reopen_audit(store, uid, "auditor-01"))
    dialog.refresh()
    tick(dialog, qtbot, "C-2")
    dialog.all.click()
    assert uid not in dialog.past.ticked
    assert len(dialog.past.ticked) == 2
    words = [dialog.past.index(row, 6).data() for row in range(3)]
    assert words.count("Open as a draft") == 1


def test_a_day_that_is_none_is_told_and_changes_no_list(dialog, qtbot):
    dialog.before.line.type_in("31/02/2026")
    dialog.before.line.flush()
    assert "not a date" in dialog.problem.text()
    assert dialog.past.rowCount() == 3


def test_backups_that_still_hold_it_are_replaced_when_asked(dialog, cabinet, qtbot, tmp_path):
    folder = tmp_path / "backups"
    cabinet.change(lambda store: back_up_automatically(store, folder, "opened", store.clock))
    uid = cabinet.change(store_uid)
    before = {row.path for row in list_backups(folder, uid)}
    assert len(before) == 1
    tick(dialog, qtbot, "C-1")
    with qtbot.waitSignal(dialog.erased):
        confirm(dialog, "1")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(AskDialog)))
    with qtbot.waitSignal(dialog.announced, check_params_cb=lambda text: "backup" in text):
        asked(dialog, "Replace 1 automatic backup").yes.click()
    after = list_backups(folder, uid)
    assert len(after) == 1
    assert after[0].audits == 2


def test_files_beside_that_still_hold_it_are_named(dialog, cabinet, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    path = cabinet.change(lambda store: store.path)
    aside = path.with_name(f"{path.stem}.damaged-2026-11-21-120000{path.suffix}")
    aside.touch()
    tick(dialog, qtbot, "C-1")
    with qtbot.waitSignal(dialog.erased):
        confirm(dialog, "1")
    asking = asked(dialog, "Older files still hold it")
    assert any(aside.name in each.text() for each in asking.findChildren(QLabel))
    asking.yes.click()
    assert [Path(each.toLocalFile()) for each in opened] == [path.parent]


def test_everything_in_the_dialog_has_a_name(dialog):
    assert nameless(dialog) == []


def test_six_years_before_a_leap_day_is_a_day():
    assert years_before(date(2028, 2, 29), 6) == date(2022, 2, 28)
