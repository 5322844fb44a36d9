"""The pane key visits what a person sees, left to right, and skips what cannot take focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.panes import first_stop, focus_first, mark_pane, next_pane


def pane(*widgets: QWidget, name: str) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for widget in widgets:
        layout.addWidget(widget)
    mark_pane(made, name)
    return made


def shown(qtbot: QtBot, *panes: QWidget) -> QWidget:
    window = QWidget()
    layout = QHBoxLayout(window)
    for each in panes:
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def test_a_pane_without_anything_to_focus_is_skipped(qtbot: QtBot) -> None:
    left, right = QLineEdit(), QLineEdit()
    window = shown(
        qtbot,
        pane(left, name="left"),
        pane(QLabel("only text"), name="text"),
        pane(right, name="r"),
    )
    left.setFocus()
    assert next_pane(window) is right
    assert next_pane(window) is left
    assert next_pane(window, backwards=True) is right


def test_hidden_and_disabled_widgets_are_no_stops(qtbot: QtBot) -> None:
    hidden, off, on = QLineEdit(), QLineEdit(), QLineEdit()
    hidden.hide()
    off.setEnabled(False)
    place = pane(hidden, off, on, name="place")
    window = shown(qtbot, place)
    assert window.isVisible()
    assert first_stop(place) is on


def test_panes_inside_a_page_are_visited_instead_of_the_page(qtbot: QtBot) -> None:
    sections, form = QLineEdit(), QLineEdit()
    page = QWidget()
    layout = QHBoxLayout(page)
    layout.addWidget(pane(sections, name="Sections"))
    layout.addWidget(pane(form, name="Form"))
    mark_pane(page, "Audit")
    window = shown(qtbot, page)
    sections.setFocus()
    assert next_pane(window) is form
    assert window.focusWidget() is form


def test_a_window_without_panes_is_left_alone(qtbot: QtBot) -> None:
    assert next_pane(shown(qtbot, QLabel("nothing here"))) is None


def test_a_page_is_entered_where_it_wants_and_tab_reaches_all_of_it(qtbot: QtBot) -> None:
    class Page(QWidget):
        def __init__(self) -> None:
            super().__init__()
            layout = QVBoxLayout(self)
            self.above, self.entry = QPushButton("Above"), QPushButton("Wanted")
            layout.addWidget(self.above)
            layout.addWidget(self.entry)

    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    assert focus_first(page) is page.entry
    qtbot.waitUntil(page.entry.hasFocus)
    qtbot.keyClick(page.entry, Qt.Key.Key_Tab)
    assert page.above.hasFocus()
    page.entry.setEnabled(False)
    assert focus_first(page) is page.above
