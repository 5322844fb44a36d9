"""The furnished window: pages, requests, keys, memory, and leaving without losing a word."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from forms.errors import AuditAppError
from ui.about import AboutDialog, KeySheet
from ui.jobs import Jobs, Openers
from ui.lanes import Progress
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.theme import Theme
from ui.widgets.dressing import named
from ui.workspace import Workspace


class Cabinet:
    """A store with nothing in it."""

    def close(self) -> None:
        """Do nothing."""


class BuiltPages:
    """Page makers that count what they made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def maker(self, page_id: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            self.made.append(page_id)
            page = QWidget()
            layout = QVBoxLayout(page)
            layout.addWidget(named(QLineEdit(), f"Search {page_id}"))
            layout.addWidget(named(QPushButton(f"New {page_id}"), f"New {page_id}"))
            return page

        return make


Frame = Callable[[], MainWindow]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs[Cabinet, Cabinet]]:
    made = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1), Openers(Cabinet, Cabinet))
    yield made
    made.close()


@pytest.fixture
def pages() -> BuiltPages:
    return BuiltPages()


@pytest.fixture
def frame(  # noqa: PLR0917 -- fixtures come by name
    theme: Theme,
    memory: WindowMemory,
    jobs: Jobs[Cabinet, Cabinet],
    pages: BuiltPages,
    tmp_path: Path,
    qtbot: QtBot,
) -> Frame:
    def make() -> MainWindow:
        window = MainWindow(memory)
        qtbot.addWidget(window)
        workspace = Workspace(theme, memory, jobs, tmp_path, lambda: "1.2.3")
        window.furnish(workspace, jobs)
        workspace.add_page("audits", "Audits", "audits", pages.maker("audits"))
        workspace.add_page("audit", "Audit", "", pages.maker("audit"), under="audits")
        workspace.add_page("report", "Report", "report", pages.maker("report"))
        workspace.show_remembered_page()
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    return make


@pytest.fixture
def window(frame: Frame) -> MainWindow:
    return frame()


def space(window: MainWindow) -> Workspace:
    workspace = window.centralWidget()
    assert isinstance(workspace, Workspace)
    return workspace


def rail_button(window: MainWindow, name: str) -> QToolButton:
    buttons = window.findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == name)


def action(window: MainWindow, text: str) -> QAction:
    actions = window.findChildren(QAction)
    return next(found for found in actions if found.text().replace("&", "") == text)


def test_an_empty_window_is_painted_before_it_is_furnished(
    memory: WindowMemory, qtbot: QtBot
) -> None:
    window = MainWindow(memory)
    qtbot.addWidget(window)
    painted: list[bool] = []
    window.painted.connect(lambda: painted.append(True))
    with qtbot.waitSignal(window.painted):
        window.show()
    window.repaint()
    window.close()
    assert painted == [True]


def test_a_page_is_built_when_first_shown_and_only_once(
    window: MainWindow, pages: BuiltPages
) -> None:
    assert pages.made == ["audits"]
    space(window).show_page("report")
    space(window).show_page("audits")
    space(window).show_page("report")
    assert pages.made == ["audits", "report"]


def test_the_rail_goes_to_a_page_and_marks_it(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(space(window).page_shown) as shown:
        rail_button(window, "Report").click()
    assert shown.args == ["report"]
    assert space(window).page_id == "report"
    assert rail_button(window, "Report").isChecked()


def test_a_page_under_another_keeps_the_mark_of_that_one(window: MainWindow) -> None:
    space(window).show_page("report")
    space(window).show_page("audit")
    assert rail_button(window, "Audits").isChecked()
    assert [button.accessibleName() for button in window.findChildren(QToolButton)].count(
        "Audit"
    ) == 0


def test_control_and_a_digit_switch_pages_and_put_the_focus_into_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert space(window).page_id == "report"
    assert QApplication.focusWidget().accessibleName() == "Search report"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget().accessibleName() == "Search audits"


def test_the_pane_key_goes_round_the_panes_both_ways(window: MainWindow, qtbot: QtBot) -> None:
    space(window).show_page("audits")
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is rail_button(window, "Audits")
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget().accessibleName() == "Search audits"
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is rail_button(window, "Audits")


def test_everything_that_takes_focus_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
    }
    reached = set()
    for _ in range(len(wanted) + 5):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    # One button of an exclusive group stands for all: the arrow keys reach the others.
    rail = {rail_button(window, "Audits"), rail_button(window, "Report")}
    assert wanted - rail <= reached
    assert rail & reached


def test_every_widget_that_takes_focus_has_a_name_of_its_own(window: MainWindow) -> None:
    space(window).show_page("report")
    unnamed = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not spoken or (isinstance(widget, QComboBox) and spoken == widget.currentText()):
            unnamed.append(widget)
    assert unnamed == []


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("New database…", "new_database_requested"),
        ("Open database…", "open_database_requested"),
        ("Back up to a file…", "backup_requested"),
    ],
)
def test_the_file_menu_asks_for_a_file_and_requests_with_its_path(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, text: str, signal: str
) -> None:
    space(window).show_database(tmp_path / "north.db")
    action(window, text).trigger()
    dialog = window.findChild(QFileDialog)
    with qtbot.waitSignal(getattr(space(window), signal)) as asked:
        dialog.fileSelected.emit(str(tmp_path / "chosen.db"))
    dialog.close()
    assert asked.args == [str(tmp_path / "chosen.db")]


def test_a_recent_database_is_requested_from_the_menu(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    space(window).set_recent([tmp_path / "north.db"])
    with qtbot.waitSignal(space(window).open_database_requested) as asked:
        action(window, "north").trigger()
    assert asked.args == [str(tmp_path / "north.db")]


def test_the_open_database_is_named_in_header_and_title(window: MainWindow) -> None:
    assert not action(window, "Back up to a file…").isEnabled()
    space(window).show_database(Path("/shared/North audits.db"))
    assert window.windowTitle() == "North audits – Case File Audit"
    assert any(label.text() == "North audits" for label in window.findChildren(QLabel))
    assert action(window, "Back up to a file…").isEnabled()


def test_the_sheet_of_keys_is_made_from_what_there_is(window: MainWindow, qtbot: QtBot) -> None:
    space(window).describe_keys("Grading", [("1 to 4", "Grade the question")])
    space(window).show_keys()
    sheet = window.findChild(KeySheet)
    lines = {}
    for at in range(sheet.tree.topLevelItemCount()):
        group = sheet.tree.topLevelItem(at)
        children = [group.child(child) for child in range(group.childCount())]
        lines |= {(group.text(0), child.text(0)): child.text(1) for child in children}
    sheet.close()
    assert lines["Grading", "1 to 4"] == "Grade the question"
    assert lines["View", "Ctrl+2"] == "Report"
    assert lines["File", "Ctrl+Q"] == "Quit"


def test_about_tells_the_version(window: MainWindow) -> None:
    action(window, "About Case File Audit").trigger()
    about = window.findChild(AboutDialog)
    texts = [label.text() for label in about.findChildren(QLabel)]
    about.close()
    assert "Version 1.2.3" in texts


def test_text_size_and_colours_are_set_by_key_and_menu_and_remembered(
    window: MainWindow, memory: WindowMemory, theme: Theme, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert memory.text_percent == 110
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert memory.text_percent == 100
    action(window, "Dark").trigger()
    assert theme.is_dark
    assert memory.scheme == "dark"


def test_size_and_page_are_there_again_in_the_next_session(
    frame: Frame, memory: WindowMemory
) -> None:
    first = frame()
    first.resize(900, 640)
    space(first).show_page("report")
    first.close()
    second = frame()
    assert second.height() == 640  # the width is bounded by the small screen of the tests
    assert space(second).page_id == "report"


@pytest.mark.parametrize("geometry", ["", "no base64 !", "AAAA"])
def test_a_spoilt_memory_opens_an_ordinary_window(
    frame: Frame, memory: WindowMemory, geometry: str
) -> None:
    memory.geometry = geometry
    memory.place.page = "a page of a later version"
    window = frame()
    assert space(window).page_id == "audits"
    assert window.width() >= window.minimumWidth()


def test_closing_waits_until_the_last_words_are_saved(
    window: MainWindow, jobs: Jobs[Cabinet, Cabinet], qtbot: QtBot
) -> None:
    gate = threading.Event()
    saved: list[bool] = []

    def save(_store: Cabinet, _progress: Progress) -> bool:
        return gate.wait(5)

    window.closing.connect(lambda: jobs.write(save, done=saved.append))
    window.close()
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil(window.isHidden)
    assert saved == [True]


def test_a_save_that_fails_keeps_the_window_open_until_closed_again(
    window: MainWindow, jobs: Jobs[Cabinet, Cabinet], qtbot: QtBot
) -> None:
    def full(_store: Cabinet, _progress: Progress) -> None:
        raise AuditAppError("The disk is full. Free some space, then save again.")

    window.closing.connect(lambda: jobs.write(full, done=lambda _: None))
    with qtbot.waitSignal(jobs.trouble):
        window.close()
    assert window.isVisible()
    window.close()
    assert window.isHidden()
