"""Trouble is a sentence, a bug is one report without case content, and both are logged."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from forms.errors import AuditAppError, Problem, ProblemsFound
from ui.bug_report import bug_report
from ui.icons import Icons
from ui.troubles import BugDialog, TroubleDialog, Troubles
from ui.widgets.collapsible import Collapsible

CANARY = "Kayleigh said she was afraid"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def troubles(window: QWidget, icons: Icons) -> Iterator[Troubles]:
    made = Troubles(window, icons, logging.getLogger("test"))
    yield made
    made.unwatch_uncaught()
    for dialog in window.findChildren(TroubleDialog) + window.findChildren(BugDialog):
        dialog.close()


def fail_deep_down() -> None:
    evidence = CANARY
    try:
        int(evidence)
    except ValueError as error:
        raise KeyError(evidence) from error


def raised() -> BaseException:
    try:
        fail_deep_down()
    except KeyError as error:
        return error
    raise AssertionError


def test_known_trouble_shows_its_sentence(window: QWidget, troubles: Troubles) -> None:
    troubles.show(AuditAppError("The disk is full. Free some space, then save again."))
    dialog = window.findChild(TroubleDialog)
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "The disk is full. Free some space, then save again." in shown
    assert dialog.isVisible()
    assert not dialog.findChildren(Collapsible)


def test_many_problems_are_folded_under_the_sentence(window: QWidget, troubles: Troubles) -> None:
    problems = [Problem("tool.yaml", line, 3, "unknown key") for line in range(1, 31)]
    troubles.show(ProblemsFound(problems))
    dialog = window.findChild(TroubleDialog)
    folded = dialog.findChild(Collapsible)
    assert not folded.is_open
    folded.heading.click()
    listed = dialog.findChild(QPlainTextEdit)
    assert listed.isVisible()
    assert "tool.yaml:30:3: unknown key" in listed.toPlainText()


def test_few_problems_are_in_view_at_once(window: QWidget, troubles: Troubles) -> None:
    troubles.show(ProblemsFound([Problem("tool.yaml", 4, 3, "unknown key")]))
    assert window.findChild(Collapsible).is_open


def test_a_bug_report_says_where_but_never_what(qtbot: QtBot) -> None:
    report = bug_report(raised())
    assert CANARY not in report.text
    assert "ValueError" in report.text
    assert report.title == "KeyError"
    assert "tests/ui/test_troubles.py" in report.text
    assert "in fail_deep_down" in report.text
    assert "PySide6_Essentials 6." in report.text


def test_a_bug_is_shown_and_its_whole_report_copied(window: QWidget, troubles: Troubles) -> None:
    troubles.show(raised())
    dialog = window.findChild(BugDialog)
    dialog.copy_report()
    assert QGuiApplication.clipboard().text() == dialog.findChild(QPlainTextEdit).toPlainText()
    assert CANARY not in QGuiApplication.clipboard().text()


def test_a_bug_that_repeats_opens_one_dialog_and_is_logged_each_time(
    window: QWidget, troubles: Troubles, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        troubles.show_bug(raised())
    assert len(window.findChildren(BugDialog)) == 1
    assert len(caplog.records) == 3


def test_after_its_dialog_is_closed_the_next_bug_is_shown(
    window: QWidget, troubles: Troubles, qtbot: QtBot
) -> None:
    troubles.show_bug(raised())
    first = window.findChild(BugDialog)
    with qtbot.waitSignal(first.destroyed):
        first.reject()
    troubles.show_bug(raised())
    assert window.findChild(BugDialog).isVisible()


def test_what_nobody_caught_becomes_a_report(window: QWidget, troubles: Troubles) -> None:
    troubles.watch_uncaught()
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    assert window.findChild(BugDialog).isVisible()


def test_what_nobody_caught_on_another_thread_is_shown_on_the_gui_thread(
    window: QWidget, troubles: Troubles, qtbot: QtBot
) -> None:
    troubles.watch_uncaught()
    worker = threading.Thread(target=fail_deep_down)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: window.findChild(BugDialog) is not None)
    assert "fail_deep_down" in window.findChild(BugDialog).findChild(QPlainTextEdit).toPlainText()


def test_pressing_control_c_is_no_bug(
    window: QWidget, troubles: Troubles, capsys: pytest.CaptureFixture[str]
) -> None:
    troubles.watch_uncaught()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert window.findChild(BugDialog) is None
