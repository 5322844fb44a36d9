"""Ordinary Qt calls leave the reference counts of None, True and False alone.

PySide6 6.12.0 drops one at each such call under Python 3.11 until the process aborts
(PYSIDE-3474). From Python 3.12 these objects are immortal and cannot be counted.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

CALLS = 300
NOISE = 60  # far below one reference a call, above what the test machinery itself holds


class Empty(QAbstractListModel):
    """A model with rows that know nothing."""

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 20

    def data(
        self, _index: QModelIndex | QPersistentModelIndex, _role: int = Qt.ItemDataRole.DisplayRole
    ) -> None:
        return None


class Painted(QWidget):
    """A widget that paints nothing, in Python."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        return None


def fill_table(qtbot: QtBot) -> Callable[[], None]:
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    return lambda: table.setItem(0, 0, QTableWidgetItem("x"))


def add_widget(qtbot: QtBot) -> Callable[[], None]:
    parent, child = QWidget(), QPushButton()
    layout = QVBoxLayout(parent)
    qtbot.addWidget(parent)
    keep = [parent]  # qtbot holds widgets weakly
    return lambda: (layout.addWidget(child), keep, None)[-1]


def enable(qtbot: QtBot) -> Callable[[], None]:
    button = QPushButton()
    qtbot.addWidget(button)
    return lambda: (button.setEnabled(True), button.setEnabled(False), None)[-1]


def ask_data(qtbot: QtBot) -> Callable[[], None]:
    view, model = QListView(), Empty()
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    return lambda: (view.grab(), None)[-1]


def paint(qtbot: QtBot) -> Callable[[], None]:
    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    return lambda: (widget.grab(), None)[-1]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12")
@pytest.mark.parametrize("prepare", [fill_table, add_widget, enable, ask_data, paint])
def test_a_qt_call_keeps_none_true_and_false(
    prepare: Callable[[QtBot], Callable[[], None]], qtbot: QtBot
) -> None:
    call = prepare(qtbot)
    call()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(CALLS):
        call()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(now - then) < NOISE for now, then in zip(after, before, strict=True))
