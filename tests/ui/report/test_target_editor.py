"""Dated steps and known changes typed as rows: read forgivingly, refused in words."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from exports.figures.process_charts.models import TargetStep
from exports.figures.reports.asked import KnownChange
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY
from ui.report.target_editor import ChangeEditor, TargetEditor
from ui.report.trend_dialog import TrendDialog
from ui.report.trend_state import asked_by

AUTUMN, WINTER = date(2026, 9, 30), date(2026, 12, 31)


@pytest.fixture
def target(qtbot, theme) -> TargetEditor:
    editor = TargetEditor(theme, lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    return editor


def fill(line: QLineEdit, text: str) -> None:
    line.type_in(text)


def step(day: date, share: float) -> TargetStep:
    return TargetStep(by=day, value=share)


def test_steps_are_typed_by_keys_alone_and_come_by_date(target, qtbot):
    target.table.rows[0].day.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "31/12/2026")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "85%")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is target.table.add
    qtbot.keyClick(target.table.add, Qt.Key.Key_Space)
    qtbot.keyClicks(QApplication.focusWidget(), "30 sep 26")
    fill(target.table.rows[1].value, "62,5")
    assert target.check()
    assert target.steps() == (step(AUTUMN, 0.625), step(WINTER, 0.85))


def test_what_is_typed_equals_what_the_command_line_reads(target):
    fill(target.table.rows[0].day.line, "30/09/2026")
    fill(target.table.rows[0].value, "60%")
    assert target.steps() == asked_by({"target": "2026-09-30=60%"}).steps


@pytest.mark.parametrize(
    ("day", "share", "said"),
    [
        ("soon", "60%", "This is not a date."),
        ("", "60%", "This is not a date."),
        ("30/09/2026", "most", "This is not a share."),
        ("30/09/2026", "", "This is not a share."),
        ("30/09/2026", "101%", "from 0 to 100"),
        ("31/09/2026", "60%", "This is not a date."),
    ],
)
def test_what_cannot_be_read_is_told_and_gone_to(target, day: str, share: str, said: str):
    row = target.table.rows[0]
    fill(row.day.line, day)
    fill(row.value, share)
    assert not target.check()
    assert said in target.problem.text()
    wrong = row.day.line if "date" in said else row.value
    assert wrong.hasFocus()
    assert wrong.accessibleDescription() == target.problem.text()
    assert target.steps() == ()


def test_nobody_is_told_off_for_a_row_that_is_not_finished(target):
    fill(target.table.rows[0].day.line, "30/09/2026")
    assert not target.problem.isVisible()
    fill(target.table.rows[0].value, "most")
    assert target.problem.isVisible()
    fill(target.table.rows[0].value, "60")
    assert not target.problem.isVisible()


def test_a_day_stands_for_one_step_only(target):
    target.show_steps([step(AUTUMN, 0.6), step(WINTER, 0.8)])
    fill(target.table.rows[1].day.line, "30/9/26")
    assert target.problem.text() == "There are two steps for 30/09/2026."
    assert not target.check()


def test_a_removed_step_is_gone_and_blank_rows_count_for_nothing(target, qtbot):
    target.show_steps([step(AUTUMN, 0.6), step(WINTER, 0.8)])
    with qtbot.waitSignal(target.changed):
        target.table.rows[0].remove.click()
    target.table.add.click()
    assert target.check()
    assert target.steps() == (step(WINTER, 0.8),)
    assert target.table.rows[0].remove.accessibleName() == "Remove step 1"


def test_showing_steps_is_no_change(target, qtbot):
    with qtbot.assertNotEmitted(target.changed):
        target.show_steps([step(AUTUMN, 0.6)])
    assert [row.value.text() for row in target.table.rows] == ["60%"]


def test_changes_need_words_and_may_share_a_day(qtbot, theme):
    editor = ChangeEditor(theme, lambda: TODAY)
    qtbot.addWidget(editor)
    editor.show_changes([KnownChange(AUTUMN, "New policy"), KnownChange(AUTUMN, "New team")])
    assert editor.check()
    editor.table.add.click()
    fill(editor.table.rows[2].day.line, "01/04/2026")
    assert not editor.check()
    assert editor.problem.text() == "Say in a few words what changed."
    fill(editor.table.rows[2].value, "  A  new   form = shorter ")
    assert editor.changes()[0] == KnownChange(date(2026, 4, 1), "A new form = shorter")


def test_the_dialog_keeps_nothing_that_cannot_be_read(qtbot, theme):
    asked = asked_by({"target": "2026-09-30=60%"})
    dialog = TrendDialog(asked, theme, lambda: TODAY, None)
    dialog.open()
    assert nameless(dialog) == []
    fill(dialog.changes.table.rows[0].value, "New policy")
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.use.click()
    assert "date" in dialog.changes.problem.text()
    fill(dialog.changes.table.rows[0].day.line, "1/4/26")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.use.click()
    assert chosen.args[0].steps == asked.steps
    assert chosen.args[0].changes == (KnownChange(date(2026, 4, 1), "New policy"),)
