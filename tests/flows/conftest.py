"""A program with a window, worked as a person works it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows.driving import Driver
from tests.flows.failing import Disk


@pytest.fixture
def driver(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Driver]:
    """A person with folders of their own; what was started is ended, and no fault was met."""
    font, style_sheet = qapp.font(), qapp.styleSheet()
    made = Driver(qtbot, qapp, tmp_path / "home")
    yield made
    if made.is_running:
        made.window.hide()
        made.end()
    qapp.setStyleSheet(style_sheet)
    qapp.setFont(font)
    assert made.bugs == []


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk under the drafts, which can be filled up."""
    return Disk(monkeypatch)
